"""What platforms and their people ask: login, launch, choosing, our keys; and a learner's own page of it."""

from urllib.parse import urlencode

from django.contrib import messages as flash
from django.contrib.auth import logout
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.lti import content, deep, framing, grades, keys, launching, limits, login, messages
from courses.lti.models import Identity, Problem
from lms.people import actions as people
from lms.people import asking

SAID = ("iss", "client_id", "login_hint", "lti_message_hint", "target_link_uri", "lti_deployment_id")


@csrf_exempt  # another site's form; what it may do is to begin a login
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """Sends a browser back to the platform to sign in; out of a frame, first into a window of its own."""
    said = request.POST if request.method == "POST" else request.GET
    if not limits.allows(request):
        words = {"problem": _("Too many people came at once. Wait ten minutes.")}
        return render(request, "courses/lti/refused.html", words, status=429)
    try:
        registration = login.registration_of(said, request.organisation)
    except login.Refused as refused:
        return _refused(request, refused)
    if framing.is_framed(request, said) and not login.is_for_choosing(said):
        again = {name: said[name] for name in SAID if said.get(name)} | {"window": "1"}
        page = render(request, "courses/lti/frame.html", {"url": f"{request.path}?{urlencode(again)}"})
        return framing.permit(page, registration)
    state, address = login.begin(registration, said)
    return login.remember(redirect(address), state)


@csrf_exempt  # another site's form; a signature, a nonce and the state stand for the token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def launch(request):
    """Takes a launch: a learner goes on to their course, a teacher chooses what to link to."""
    try:
        if request.method != "POST":
            raise login.Refused(Problem.STATE)
        registration, message = launching.receive(request, request.organisation)
        if message.kind == messages.CHOOSING:
            return _choose(request, registration, message)
        opening = launching.open_content(request, registration, message)
    except login.Refused as refused:
        return _refused(request, refused)
    with translation.override(opening.language):
        answer = redirect("lti:open")
    return launching.hand_over(answer, opening)


def _choose(request, registration, message):
    launching.launched(registration)
    if message.language in request.organisation.languages:
        translation.activate(message.language)
    offered = content.offered(request.organisation, get_language())
    words = {"offered": offered, "ticket": deep.ticket(registration, message)}
    return framing.permit(render(request, "courses/lti/choose.html", words), registration)


@csrf_exempt  # inside the platform's frame there may be no cookies; the signed ticket stands for the token
@never_cache
@require_POST
def choose(request):
    """Shows the button that gives the platform its signed answer."""
    language = request.POST.get("language")
    if language in request.organisation.languages:
        translation.activate(language)
    try:
        registration, asked = deep.asked_by(request.POST.get("ticket", ""), request.organisation)
    except deep.CannotAnswer:
        return _refused(request, login.Refused(Problem.STATE))
    try:
        token = deep.answer(registration, asked, request.POST.get("item", ""), get_language())
    except deep.CannotAnswer:
        offered = content.offered(request.organisation, get_language())
        words = {"offered": offered, "ticket": request.POST["ticket"], "is_empty": True}
        return framing.permit(render(request, "courses/lti/choose.html", words, status=422), registration)
    words = {"to": asked["to"], "token": token}
    page = render(request, "courses/lti/chosen.html", words)
    return framing.permit(page, registration, forms_to=[deep.goes_to(asked)])


def _refused(request, refused):
    """Says kindly that it did not work. In a frame only where it is clear whose platform it is."""
    launching.note(refused)
    page = render(request, "courses/lti/refused.html", {"problem": refused.problem.label}, status=400)
    return framing.permit(page, refused.registration)


@require_safe
@cache_control(public=True, max_age=600)
def key_set(request):
    """Serves the public keys with which the organisation's answers and requests are verified."""
    return JsonResponse(keys.key_set(request.organisation))


@require_safe
def show(request, kind, key):
    """Leads from the address that a link at a platform carries to the page itself, for who opens it alone."""
    page = content.page_of(request.organisation, kind, key, get_language())
    if page is None:
        raise Http404
    return redirect(page.get_url(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request):
    """Goes on to the course. Asks first where this browser shows somebody's work already."""
    opening = launching.handed_over(request, request.organisation)
    if opening is None:
        return _refused(request, login.Refused(Problem.STATE))
    learner = opening.identity and opening.identity.learner
    if learner is None or request.learner == learner:
        return _go(opening)
    if not learner.is_guest:
        return _to_the_account(request, opening.url)
    if request.method != "POST" and (request.user.is_authenticated or request.learner):
        return render(request, "courses/lti/enter.html", {"system": opening.identity.registration})
    logout(request)
    request.learner = learner
    return _go(opening)


def _to_the_account(request, url):
    """Asks for the owner of an account. Who is signed in as somebody else may sign out first."""
    if request.method == "POST" and request.user.is_authenticated:
        logout(request)
        request.learner = None
        return redirect(f"{reverse('account_login')}?{urlencode({'next': url})}")
    return render(request, "courses/lti/sign_in.html", {"url": url})


def _go(opening):
    answer = redirect(opening.url)
    answer.delete_cookie(launching.COOKIE, samesite="Lax")
    return answer


@never_cache
@require_safe
def mine(request):
    """Shows at which other learning systems the learner is known, and what goes there."""
    rows = Identity.objects.for_learner(request.learner).select_related("registration")
    words = {"identities": rows.prefetch_related("grades"), "is_asked": asking.guest_in_question(request)}
    return render(request, "courses/lti/mine.html", words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def whose(request):
    """Asks whoever signed in whether they came from a platform. A no leaves the guest's work where it is."""
    guest = asking.guest_in_question(request)
    ahead = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(ahead, {request.get_host()}, require_https=request.is_secure()):
        ahead = reverse("courses:my")
    if guest is None or not request.user.is_authenticated:
        return redirect(ahead)
    if request.POST.get("answer") not in ("yes", "no"):
        systems = Identity.objects.for_learner(guest).systems()
        return render(request, "courses/lti/whose.html", {"systems": systems, "ahead": ahead})
    if request.POST["answer"] == "yes":
        request.learner = people.adopt_guest(user=request.user, guest=guest)
    asking.settle(request)
    return redirect(ahead)


@never_cache
@require_POST
def end(request, identity):
    """Ends what ties the learner to a platform."""
    grades.end(learner=request.learner, identity_id=identity)
    flash.success(request, _("Done. Nothing goes there any more. What you learned stays here."))
    return redirect(reverse("lti:mine"))
