"""The folder of the library's computer: what was downloaded stays there until it is deleted for good.

Nothing is stored for it: the folder is what the events of the practice say.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.documents import papers

MAIL_TO = {
    "office": _("The school’s office"),
    "group": _("The e-mail group of my class"),
}


@dataclass(frozen=True)
class File:
    """One downloaded file. `item` is the paper's id."""

    item: str
    form: str

    @property
    def name(self) -> str:
        return f"practice-{self.item}.{'pdf' if self.form == 'pdf' else 'json'}"

    @property
    def title(self) -> str:
        paper = papers.PAPERS.get(self.item)
        return paper.title if paper else _("Copies of your record")


@dataclass(frozen=True)
class Folder:
    """What lies on the computer now."""

    files: tuple[File, ...]
    trash: tuple[File, ...]

    def file(self, item: str, form: str) -> File | None:
        """The file that is not deleted yet, or None."""
        return next((each for each in self.files if (each.item, each.form) == (item, form)), None)


def folder(viewing) -> Folder:
    """Reads it from what happened. No query of its own."""
    files: dict[File, None] = {}
    trash: dict[File, None] = {}
    for event in viewing.history:
        kind, facts = event["kind"], event["facts"]
        if kind == "documents.taken" and facts.get("device") == "shared":
            files[File(facts["item"], facts["form"])] = None
        elif kind == "documents.file_deleted":
            file = File(facts["item"], facts["form"])
            files.pop(file, None)
            trash[file] = None
        elif kind == "documents.trash_emptied":
            trash.clear()
    return Folder(tuple(files), tuple(trash))
