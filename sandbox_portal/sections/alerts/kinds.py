"""What the portal tells about, on which ways, and what stands in the matrix before anybody changes it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    APP = "app", _("In the app on my phone")
    EMAIL = "email", _("By e-mail")
    TEXT = "text", _("By text message")
    MAIL = "mail", _("On paper, by mail")


PHONE = (Channel.APP, Channel.TEXT)
MAILBOX = (Channel.EMAIL, Channel.MAIL)


@dataclass(frozen=True)
class Kind:
    """One sort of news. `channels` is where it goes as long as nobody changes it."""

    name: str
    label: str
    channels: tuple[str, ...]
    always: tuple[str, ...] = ()  # ways that cannot be turned off
    url_name: str = "practice:portal"  # what a link in it leads to (key=)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("message", _("A new message"), ("email",), url_name="practice:messages"),
        Kind("result", _("A new test result"), ("app",), url_name="practice:results"),
        Kind("visit", _("A visit that comes up"), ("email",), url_name="practice:appointments"),
        Kind("refill", _("A refill"), ("text",), url_name="practice:medicines"),
        Kind("bill", _("A new bill"), ("email",), url_name="practice:bills"),
        Kind("record", _("Something I asked for"), ("email",)),
        Kind("family", _("Who can see my record"), ("email",), always=("email",), url_name="practice:proxy"),
        Kind("account", _("My sign-in and my password"), ("email", "text"), always=("email", "text")),
    )
}
CHOSEN = tuple(KINDS)
# What the person asked for this very minute comes at once, on the way they asked for.
CODE = "code"
# Not from the clinic at all. It stands here so that the phone can show it.
FAKE = "fake"
GATHERED = "gathered"  # one alert for many
AT_ONCE = frozenset({"account", CODE, FAKE, GATHERED})


SETTINGS = {
    "quiet": ("on", "off"),
    "gather": ("off", "on"),
    "previews": ("hidden", "shown"),
    "language": ("page", "en", "es"),
}
GATHER_AT = 17
MANY_A_DAY = 5
