"""What holds now about alerts: the choices of a practice laid over what the portal begins with."""

from dataclasses import dataclass

from sandbox_portal.sections.alerts.kinds import KINDS, SETTINGS, Channel
from sandbox_portal.sections.alerts.models import AlertChoice

TEXTS = "texts"  # "stopped" once somebody answered STOP
MAIL_WORKS = "email-works"  # "no" while e-mails come back


@dataclass(frozen=True)
class Choices:
    """The last choice about each thing; {} holds what nobody has changed."""

    chosen: dict[str, str]

    def channels(self, kind: str) -> tuple[str, ...]:
        """The ways on which news of this kind goes, with those that cannot be turned off; () for none."""
        about = KINDS[kind]
        chosen = self.chosen.get(kind)
        ways = about.channels if chosen is None else tuple(filter(None, chosen.split(".")))
        found = [way for way in Channel.values if way in ways or way in about.always]
        return tuple(way for way in found if not (way == Channel.TEXT and self.has_stopped_texts))

    def setting(self, name: str) -> str:
        """What one of the settings stands at."""
        return self.chosen.get(name, SETTINGS[name][0])

    @property
    def has_stopped_texts(self) -> bool:
        return self.chosen.get(TEXTS) == "stopped"

    @property
    def do_emails_bounce(self) -> bool:
        return self.chosen.get(MAIL_WORKS) == "no"

    @property
    def silent(self) -> list[str]:
        """The kinds of news that reach nobody."""
        return [kind for kind in KINDS if not self.channels(kind)]


def of(practice) -> Choices:
    """Returns what holds now in a practice. One query."""
    rows = AlertChoice.objects.for_practice(practice).values_list("what", "value")
    return Choices(dict(rows))
