"""The portal of a hospital: the stay at the bedside, and going home."""
