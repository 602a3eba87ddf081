"""Take-home slips: one lesson and one practice task that a clinic hands to somebody (docs/adr/0180)."""
