"""The pages at the front door."""
