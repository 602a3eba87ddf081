"""Courses inside another learning management system, by LTI 1.3 and LTI Advantage (docs/adr/0220)."""
