"""cmi5: launches of its units, and the narrow xAPI endpoint each of them talks to (docs/adr/0260)."""
