"""What was written down after a visit, and what comes of it."""
