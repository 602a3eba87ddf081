"""Video visits: the device made ready, the waiting room, the visit, and what to do when it breaks off."""
