"""Everything that is an organisation's own, as one file to take along (docs/adr/0182)."""
