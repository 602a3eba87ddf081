"""What closes a gap: its lesson, its practice task, and the sheets to print for a class."""

from dataclasses import dataclass

from lms.skills import links


@dataclass(frozen=True)
class Closing:
    """The first place of each kind, or None where the organisation has none in this language."""

    lesson: links.Link | None
    practice: links.Link | None
    handout: links.Link | None

    @property
    def is_empty(self):
        """Says whether there is nothing to give to anybody."""
        return not (self.lesson or self.practice or self.handout)


def of(skills, *, organisation, language, practices=None):
    """Returns {skill: Closing}. Costs what the finders cost, whatever the number of skills.

    `practices` spares one: {skill: [Link, …]} where they were found before.
    """
    found = {
        kind: links.find(kind, skills=skills, organisation=organisation, language=language)
        for kind in ("lesson", "handout")
    }
    if practices is None:
        practices = links.find("practice", skills=skills, organisation=organisation, language=language)
    found["practice"] = practices
    return {
        skill: Closing(**{kind: next(iter(places[skill]), None) for kind, places in found.items()})
        for skill in skills
    }
