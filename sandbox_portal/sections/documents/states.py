"""The states of a share link, of something uploaded, and of a letter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class Link(models.TextChoices):
    ACTIVE = "active", _("Open")
    LOCKED = "locked", _("Locked: too many wrong passcodes")
    EXPIRED = "expired", _("Ended")
    REVOKED = "revoked", _("You closed it")


LINK = Machine(
    Link.ACTIVE, {Link.ACTIVE: {Link.LOCKED, Link.EXPIRED, Link.REVOKED}, Link.LOCKED: {Link.REVOKED}}
)


class Upload(models.TextChoices):
    SCANNING = "scanning", _("Being checked")
    ACCEPTED = "accepted", _("In your record")
    REJECTED = "rejected", _("Not taken")


UPLOAD = Machine(Upload.SCANNING, {Upload.SCANNING: {Upload.ACCEPTED, Upload.REJECTED}})


class Copies(models.TextChoices):
    """Copies of the record that were asked for."""

    DRAFT = "draft", _("Not sent yet")
    ASKED = "asked", _("Asked")
    NEEDS_IDENTITY = "needs-identity", _("They must know that it is you")
    PREPARING = "preparing", _("Being prepared")
    READY = "ready", _("Ready")
    SENT = "sent", _("On the way")
    EXPIRED = "expired", _("No longer here. Ask again")
    WITHDRAWN = "withdrawn", _("You took it back")


COPIES = Machine(
    Copies.DRAFT,
    {
        Copies.DRAFT: {Copies.ASKED},
        Copies.ASKED: {Copies.PREPARING, Copies.NEEDS_IDENTITY, Copies.WITHDRAWN},
        Copies.NEEDS_IDENTITY: {Copies.PREPARING, Copies.EXPIRED, Copies.WITHDRAWN},
        Copies.PREPARING: {Copies.READY, Copies.SENT},
        Copies.READY: {Copies.EXPIRED},
    },
)
COPIES_OPEN = (Copies.ASKED, Copies.NEEDS_IDENTITY, Copies.PREPARING)


class Letter(models.TextChoices):
    PREPARING = "preparing", _("Being written")
    READY = "ready", _("Ready")
    EXPIRED = "expired", _("No longer here. Ask again")


LETTER = Machine(Letter.PREPARING, {Letter.PREPARING: {Letter.READY}, Letter.READY: {Letter.EXPIRED}})
