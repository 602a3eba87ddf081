"""What makes one kind of portal: its own menu, words, colors, first page and pretend sign-in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of portal. Words are lazy translations.

    `sections` are names of sections/menu.py in the order of the menu; () is the clinic's whole menu.
    `words` says what a section is called here where that differs. `first_page` is the dotted path of
    fn(viewing) -> list of task-list items that wait on the first page; "" shows the clinic's own first page.
    `account` is what the pretend user name begins with: every portal has its own.
    """

    slug: str
    label: str
    owner: str  # who runs it
    use: str  # what one does there
    differs: tuple[str, ...]  # how it differs from the clinic's
    persona: str  # as whom one looks around there
    account: str
    lead: str = ""  # what stands on top of its first page
    limits: str = ""  # what it can not do, on its first page
    sections: tuple[str, ...] = ()
    words: dict[str, str] | None = None
    layout: str = "tabs"
    first_page: str = ""

    def user_name(self, persona: str) -> str:
        """The pretend user name of a person in this portal. It opens nothing."""
        return f"{self.account}-{persona}".removeprefix("-")
