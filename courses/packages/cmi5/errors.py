"""Why a unit's request is not taken: told to its maker, in English, as xAPI does."""


class Refused(Exception):
    """`status` is the HTTP status, the text says what is wrong and where the specification has it."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status
