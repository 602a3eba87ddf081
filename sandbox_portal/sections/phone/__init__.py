"""The pretend phone and mailbox: calling the clinic, and reading the alerts that came."""
