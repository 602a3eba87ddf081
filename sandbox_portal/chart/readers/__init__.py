"""One module for each part of the record: FHIR resources in, frozen dataclasses out."""
