"""Medicines: what the person takes, asking for more, and following the request."""
