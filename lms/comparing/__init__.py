"""Laying an organization's copy over what the library says now: what changed, and taking or leaving it."""
