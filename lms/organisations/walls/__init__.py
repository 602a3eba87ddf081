"""The walls between organisations in the authors' desk. What stands where: docs/adr/0007-walls.md."""
