"""The record sections: notes, health, corrections, profile, documents, and what they do."""
