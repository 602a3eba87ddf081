"""The pretend phone: calling the clinic where writing is too slow."""
