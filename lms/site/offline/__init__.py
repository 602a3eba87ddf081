"""Installable and readable without a network: docs/adr/0158-offline.md."""
