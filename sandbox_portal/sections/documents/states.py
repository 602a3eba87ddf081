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


class Letter(models.TextChoices):
    PREPARING = "preparing", _("Being written")
    READY = "ready", _("Ready")
    EXPIRED = "expired", _("No longer here. Ask again")


LETTER = Machine(Letter.PREPARING, {Letter.PREPARING: {Letter.READY}, Letter.READY: {Letter.EXPIRED}})
