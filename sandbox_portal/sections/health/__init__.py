"""Allergies, shots, problems and what is due; and what the person reports about them."""
