"""How the pretend portal says that something cannot be done."""


class NotPossible(Exception):
    """What was asked cannot be done; `reason` is a slug that the page puts into words."""

    def __init__(self, reason):
        self.reason = reason
        super().__init__(reason)
