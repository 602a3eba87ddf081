"""What is wrong with a package, in the author's language."""


class PackageError(Exception):
    """A package that cannot be taken in. `lines` say what is wrong and what to do about it."""

    def __init__(self, *lines):
        super().__init__("\n".join(map(str, lines)))
        self.lines = list(lines)
