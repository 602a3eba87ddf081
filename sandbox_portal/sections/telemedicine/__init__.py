"""The portal for video visits with a doctor who does not know you."""
