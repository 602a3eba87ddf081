"""The pretend staff: who answers, when, with what. Nothing here waits in real time."""
