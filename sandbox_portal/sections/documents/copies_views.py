"""Asking for copies of the record: the free ways first, then what, for whom and how, and where it is."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, dates, shell
from sandbox_portal.sections.bills.showing import money
from sandbox_portal.sections.documents import copied, copies, copies_showing, copying, pdf
from sandbox_portal.sections.documents.copies_showing import url
from sandbox_portal.sections.documents.forms import CopiesForm, ProofForm
from sandbox_portal.sections.documents.models import CopyRequest
from sandbox_portal.sections.documents.states import COPIES, Copies
from sandbox_portal.sections.documents.taking import device_of, lead, mark
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _asked_already():
    return _("You asked for these already, and they are not here yet.")


@require_GET
@shell.section("documents")
def index(request, practice, viewing):
    """What is free and here at once; what else can be asked for, how long it takes, and what it costs."""
    viewing.log_once("documents.opened", item="copies")
    rules = practice.policy.records
    asked = CopyRequest.objects.for_practice(practice).sent()
    context = {
        "free": copies_showing.free(practice),
        "asked": [copies_showing.row(practice, each) for each in asked],
        "usual": dates.long_day(copying.due_on(practice)),
        "law_days": rules.law_days,
        "fees": [
            {"label": copies.FORMS["portal"], "value": _("Free")},
            {"label": copies.FORMS["disc"], "value": money(rules.disc_cents)},
            {
                "label": copies.FORMS["pickup"],
                "value": _("%(fee)s a page") % {"fee": money(rules.page_cents)},
            },
            {
                "label": copies.FORMS["mail"],
                "value": _("%(fee)s a page, and %(postage)s postage")
                % {"fee": money(rules.page_cents), "postage": money(rules.postage_cents)},
            },
        ],
    }
    return shell.render(request, "sandbox_portal/documents/copies.html", context)


@get_or_post
@shell.section("documents")
def new(request, practice, viewing):
    """Which records, from when, for whom, how. Nothing is sent yet."""
    form = CopiesForm(posted(request))
    if form.is_valid():
        try:
            made = copying.draft(practice=practice, **form.cleaned_data)
            return redirect("practice:copies-review", key=practice.key, pk=made.pk)
        except copying.NotPossible:
            form.add_error("parts", _asked_already())
    page = asking.Page(
        heading=_("Ask for copies of your record"),
        button=_("Next: look at the fee and the day"),
        back_url=url(practice, "copies"),
        back_label=_("Copies of your record"),
    )
    return asking.form(request, page, form)


@get_or_post
@shell.section("documents")
def review(request, practice, viewing, pk):
    """All of it once more, with the fee and the day; the button sends it, once."""
    made = _request(practice, pk)
    if made.status != Copies.DRAFT:
        messages.info(request, _("This request was sent before. It was sent only once."))
        return redirect("practice:copies-asked", key=practice.key, pk=made.pk)
    if request.method == "POST":
        return _send(request, practice, made)
    context = {
        "rows": copies_showing.rows(made, url(practice, "copies-new")),
        "free": [
            {"label": paper.title, "url": url(practice, "document", id=paper.id)}
            for paper in copies.free_now(made.parts, made.to)
        ],
        "usual": dates.long_day(copying.due_on(practice)),
        "law": dates.long_day(copying.law_on(practice)),
        "needs_proof": made.to in copies.NEED_PROOF,
        "fee": money(made.cents) if made.cents else "",
    }
    return shell.render(request, "sandbox_portal/documents/copies_review.html", context)


def _send(request, practice, made):
    if "discard" in request.POST:
        copying.discard(request=made)
        messages.info(request, _("The request is gone. Nothing was sent."))
        return redirect("practice:copies", key=practice.key)
    try:
        copying.submit(request=made)
    except copying.NotPossible:
        messages.warning(request, _asked_already())
        return redirect("practice:copies", key=practice.key)
    messages.success(request, _("Your request is sent. This is practice: no real person gets it."))
    return redirect("practice:copies-asked", key=practice.key, pk=made.pk)


@require_GET
@shell.section("documents")
def track(request, practice, viewing, pk):
    """Where it is, and what to do now."""
    made = _request(practice, pk)
    if made.status == Copies.DRAFT:
        return redirect("practice:copies-review", key=practice.key, pk=made.pk)
    viewing.log_once("documents.copies_opened", request=made.pk, status=made.status)
    may_withdraw = COPIES.can(made.status, Copies.WITHDRAWN)
    is_here = made.status == Copies.READY and made.form == "portal"
    context = {
        "page": asking.Page(
            heading=_("Copies: %(parts)s") % {"parts": copies_showing.parts(made)},
            intro=copies_showing.hint(made),
            back_url=url(practice, "copies"),
            back_label=_("Copies of your record"),
        ),
        "rows": copies_showing.rows(made),
        "items": copies_showing.steps(made),
        "what_now": copies_showing.what_now(practice, made),
        "file_url": url(practice, "copies-file", pk=made.pk) if is_here else "",
        "proof_url": url(practice, "copies-proof", pk=made.pk)
        if made.status == Copies.NEEDS_IDENTITY
        else "",
        "take_back_url": url(practice, "copies-back", pk=made.pk) if may_withdraw else "",
        "is_expired": made.status == Copies.EXPIRED,
    }
    return shell.render(request, "sandbox_portal/documents/copies_asked.html", context)


@get_or_post
@shell.section("documents")
def proof(request, practice, viewing, pk):
    """Shows who one is."""
    made = _request(practice, pk)
    if made.status != Copies.NEEDS_IDENTITY:
        return redirect("practice:copies-asked", key=practice.key, pk=made.pk)
    form = ProofForm(posted(request))
    if form.is_valid():
        try:
            copying.show_identity(request=made, proof=form.cleaned_data["proof"])
            messages.success(request, _("Thank you. Now they make the copies. Nothing of yours went out."))
            return redirect("practice:copies-asked", key=practice.key, pk=made.pk)
        except copying.NotPossible:
            form.add_error(
                "proof", _("It does not show your face and your yes. Show ID and the signed form.")
            )
    page = asking.Page(
        heading=_("Show that it is you"),
        intro=_(
            "Else anybody could ask for your record. In life, bring them or hand in photos. "
            "Keep the originals."
        ),
        button=_("Show it"),
        back_url=url(practice, "copies-asked", pk=made.pk),
        back_label=_("Copies: %(parts)s") % {"parts": copies_showing.parts(made)},
    )
    return asking.form(request, page, form)


@require_POST
@shell.section("documents")
def withdraw(request, practice, viewing, pk):
    """Takes a request back."""
    made = _request(practice, pk)
    try:
        copying.withdraw(request=made)
        messages.success(request, _("You took your request back."))
    except copying.NotPossible:
        messages.warning(request, _("It is too late to take it back: they are making the copies."))
    return redirect("practice:copies-asked", key=practice.key, pk=made.pk)


@require_GET
@shell.section("documents")
def download(request, practice, viewing, pk):
    """The copies as PDF, while they are ready in the portal."""
    made = _request(practice, pk)
    if made.status != Copies.READY or made.form != "portal":
        raise Http404("Nothing is ready here.")
    since = copies.since(made.asked_on, made.period)
    parts = copied.parts(practice.chart, practice.now, made.parts, since)
    language = get_language() or "en"
    title = _("Copies of your record")
    data = pdf.write(title, lead(practice), parts, mark=mark(), language=language)
    viewing.log_once("documents.taken", item="copies", form="pdf", device=device_of(practice))
    name = {"Content-Disposition": 'attachment; filename="practice-copies.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=name)


def _request(practice, pk):
    found = CopyRequest.objects.for_practice(practice).with_statuses().filter(pk=pk).first()
    if found is None:
        raise Http404("No such request in this practice.")
    found.practice = practice
    return found
