"""A course as a package for another learning site: cmi5 and SCORM 1.2 (docs/adr/0210)."""
