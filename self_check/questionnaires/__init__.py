"""The questionnaires as files: read, checked, and kept in the database version by version."""
