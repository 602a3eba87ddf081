"""What can be taken along from a course: a pack, slides, a guide, handouts (ADR 159)."""
