"""Courses that travel: out of a site and into another, with all that they need."""
