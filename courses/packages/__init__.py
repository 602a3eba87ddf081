"""Packages from elsewhere: SCORM and others, checked when they come in and played in a place of their own."""
