"""Puts what pages show together: rows, words and addresses, ready for the templates."""
