"""The second half of a launch: who came, where they go, and which grade is owed for it."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from courses.lti import content, grades, login, messages
from courses.lti.login import Refused
from courses.lti.models import Grade, Identity, Problem, Registration
from lms.people.models import Learner

COOKIE, SALT, SECONDS = "pw_lti", "courses.lti.launching", 600


@dataclass(frozen=True)
class Opening:
    """Where a launch leads; `identity` is whose it is, None for somebody who teaches and only looks."""

    identity: Identity | None
    url: str
    language: str


def receive(request, organisation):
    """Returns (Registration, Message) of a launch that holds, and uses its login up. Raises Refused.

    One that opens a course must come back to the browser window in which it was begun, so that nobody can
    slip their own launch to somebody else. One that only chooses a link may come in a frame without cookies:
    what it leads to is a signed answer to the platform that sent it.
    """
    state = request.POST.get("state", "")
    begun = login.finish(state, organisation)
    if request.POST.get("error"):  # as OpenID Connect says it
        raise Refused(Problem.SIGN_IN, begun.registration)
    message = messages.read(request.POST.get("id_token", ""), begun)
    if message.kind == messages.RESOURCE and not login.is_same_browser(request, state):
        raise Refused(Problem.BROWSER, begun.registration)
    return begun.registration, message


@transaction.atomic
def open_content(request, registration, message):
    """Returns the Opening of a launch; makes the learner at the first. Raises Refused.

    A learner is known by the platform's id for them alone. Who teaches leaves no row.
    """
    organisation = registration.organisation
    language = message.language if message.language in organisation.languages else get_language()
    asked = content.wanted(message)
    page = content.page_of(organisation, *asked, language) if asked else None
    if page is None:
        raise Refused(Problem.CONTENT, registration)
    language = page.locale.language_code
    launched(registration)
    identity = _identity(registration, message.subject, language) if message.is_learner else None
    if identity:
        _grade(identity, message, *asked)
    return Opening(identity, page.get_url(request), language)


def _identity(registration, subject, language):
    rows = Identity.objects.filter(registration=registration, subject=subject).select_related("learner")
    found = rows.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            learner = Learner.objects.create(organisation=registration.organisation, language=language)
            return Identity.objects.create(registration=registration, subject=subject, learner=learner)
    except IntegrityError:  # two first clicks at once
        return rows.get()


def _grade(identity, message, kind, key):
    """Keeps the link that was followed, and brings its grade up to what is finished already.

    Where the link has another column in the gradebook than before, nothing has been sent to that one.
    """
    before = Grade.objects.filter(identity=identity, resource_link=message.resource_link)
    before.exclude(line_item=message.line_item).update(sent_at=None)
    row, _is_new = Grade.objects.update_or_create(
        identity=identity,
        resource_link=message.resource_link,
        defaults={"line_item": message.line_item, "kind": kind, "key": key},
    )
    grades.refresh(row)


def launched(registration):
    """Notes that a launch held, which ends what the desk says of an earlier one that did not."""
    Registration.objects.filter(pk=registration.pk).update(
        last_launch_at=timezone.now(), last_problem="", last_problem_at=None, unknown_deployment=""
    )


def note(refused):
    """Notes why a launch was refused, for the organisation's admin. Nothing of the person.

    Most refusals anybody can bring about. A deployment that waits to be added came in a signed launch: only
    another such takes its place.
    """
    if refused.registration is None:
        return
    rows = Registration.objects.filter(pk=refused.registration.pk)
    if not refused.deployment:
        rows = rows.filter(unknown_deployment="")
    rows.update(
        last_problem=refused.problem,
        last_problem_at=timezone.now(),
        unknown_deployment=refused.deployment,
    )


def hand_over(response, opening):
    """Puts an Opening into a short-lived cookie of this browser, for the page that goes on."""
    kept = {
        "identity": opening.identity and opening.identity.pk,
        "url": opening.url,
    }
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=SECONDS,
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="Lax",
    )
    return response


def handed_over(request, organisation):
    """Returns the Opening in a request's cookie, or None: none, too old, ended, another organisation's."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    if kept["identity"] is None:
        return Opening(None, kept["url"], "")
    rows = Identity.objects.filter(registration__organisation=organisation, pk=kept["identity"])
    found = rows.select_related("learner__organisation", "registration").first()
    return found and Opening(found, kept["url"], "")
