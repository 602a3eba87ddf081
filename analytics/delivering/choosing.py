"""Asking for the report and the alerts, and ending them in one step."""

from analytics.delivering.models import Wish
from analytics.delivering.sending import KIND
from lms.letters import stopping


def of(*, user, organisation):
    """Returns what a user wants of an organisation, or None where they never asked."""
    return Wish.objects.for_organisation(organisation).of(user).first()


def choose(*, user, organisation, language, wants_report, wants_alerts):
    """Keeps what a user wants by e-mail; neither of both deletes the wish."""
    if not wants_report and not wants_alerts:
        Wish.objects.for_organisation(organisation).of(user).delete()
        return
    said = {"language": language, "wants_report": wants_report, "wants_alerts": wants_alerts}
    Wish.objects.update_or_create(organisation=organisation, user=user, defaults=said)


def is_ours(token):
    """Says whether a link that ends the e-mails was made here."""
    return stopping.key(KIND, token) is not None


def stop(*, token):
    """Ends the e-mails of a link's wish; twice is as good as once."""
    Wish.objects.filter(key=stopping.key(KIND, token)).delete()
