"""Alerts: which news the portal tells, on which way, and what came to the pretend phone and mailbox."""
