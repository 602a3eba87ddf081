"""The practice portal at the authors' desk: imported people, and tasks."""
