"""What changes about an organisation after it has joined. Each act is written down."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.organisations import logos, roles
from lms.organisations.models import Organisation


@transaction.atomic
def set_status(*, organisation, status, by=None):
    """Suspends, closes or opens an organisation: its pages and its people's rights go, or come back.

    What learners did stays theirs, and counts stay counts. The statements of an organisation that stays
    closed for 30 days are deleted then; nothing else is, and nothing before (docs/adr/0182).
    """
    before, organisation.status = organisation.status, Organisation.Status(status)
    if organisation.status != Organisation.Status.CLOSED:
        organisation.closed_at = None
    elif before != organisation.status:
        organisation.closed_at = timezone.now()
    organisation.save(update_fields=["status", "closed_at"])
    roles.sync(organisation=organisation)
    log(instance=organisation, action="organisations.status_set", user=by, data={"status": str(status)})


@transaction.atomic
def set_rules(*, organisation, policy_data, by=None):
    """Keeps an organisation's policy pack. Raises ValidationError where it does not hold."""
    organisation.policy_data = policy_data
    organisation.full_clean(exclude=["site"])
    organisation.save(update_fields=["policy_data"])
    log(instance=organisation, action="organisations.rules_set", user=by)


@transaction.atomic
def set_colours(*, organisation, theme_data, by=None):
    """Keeps an organisation's colours. Raises ValidationError where people could not read them."""
    organisation.theme_data = theme_data
    organisation.full_clean(exclude=["site"])
    organisation.save(update_fields=["theme_data"])
    log(instance=organisation, action="organisations.colours_set", user=by)


@transaction.atomic
def set_languages(*, organisation, codes, by=None):
    """Keeps in which languages an organisation's site is offered. Raises ValidationError without any.

    Pages of the others stay at the desk, and are there again when their language is.
    """
    known = [code for code, _name in settings.LANGUAGES if code in codes]
    if not known:
        raise ValidationError({"languages": _("Choose one language or more.")})
    organisation.language_codes = known
    organisation.save(update_fields=["language_codes"])
    log(instance=organisation, action="organisations.languages_set", user=by)


@transaction.atomic
def set_logo(*, organisation, image, words, by=None):
    """Shows an image of the organisation's own in its header, said as `words`. Raises ValidationError."""
    drawn, said = logos.drawn(image, organisation), _said(words)
    before = organisation.logo.name
    organisation.logo_alt = said
    organisation.logo.save(logos.name_of(organisation), drawn, save=False)
    organisation.save(update_fields=["logo", "logo_width", "logo_height", "logo_alt"])
    _throw_away(organisation, before)
    log(instance=organisation, action="organisations.logo_set", user=by, data={"image": image.pk})


@transaction.atomic
def set_logo_words(*, organisation, words, by=None):
    """Changes what is read aloud for the logo. Raises ValidationError without words."""
    organisation.logo_alt = _said(words)
    organisation.save(update_fields=["logo_alt"])
    log(instance=organisation, action="organisations.logo_set", user=by)


@transaction.atomic
def take_logo_away(*, organisation, by=None):
    """Shows the name in the header again."""
    before = organisation.logo.name
    organisation.logo, organisation.logo_alt = "", ""
    organisation.save(update_fields=["logo", "logo_width", "logo_height", "logo_alt"])
    _throw_away(organisation, before)
    log(instance=organisation, action="organisations.logo_set", user=by)


def _said(words):
    if not words.strip():
        raise ValidationError({"logo_alt": _("Say in words what the logo shows: most often your name.")})
    return words.strip()


def _throw_away(organisation, name):
    if name:
        transaction.on_commit(lambda: organisation.logo.storage.delete(name))
