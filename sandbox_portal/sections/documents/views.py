"""Papers to take along, links to share one, files to hand in, letters."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, dates, shell
from sandbox_portal.sections.appointments import signing
from sandbox_portal.sections.documents import papers, pdf, rules, shelf, showing, states
from sandbox_portal.sections.documents.forms import LetterForm, PasscodeForm, ShareForm, UploadForm
from sandbox_portal.sections.documents.models import Letter, ShareLink
from sandbox_portal.sections.documents.taking import device_of, is_shared, lead, mark
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("documents")
def index(request, practice, viewing):
    """What there is, what was shared, handed in and asked for."""
    viewing.log_once("documents.opened")
    context = showing.index(practice)
    context["forms"] = signing.rows(viewing) if viewing.may_see("appointments") else []
    return shell.render(request, "sandbox_portal/documents/index.html", context)


@require_GET
@shell.section("documents")
def detail(request, practice, viewing, id):
    """One paper on the screen, to print; with the ways to take it along."""
    paper = _paper(id)
    viewing.log_once("documents.opened", item=id)
    context = {
        "paper": paper,
        "parts": paper.parts(practice.chart, practice.now),
        "lead": lead(practice),
        "mark": mark(),
        "has_fhir": papers.has_fhir(practice.persona),
        "is_shared": is_shared(practice),
    }
    return shell.render(request, "sandbox_portal/documents/detail.html", context)


@require_GET
@shell.section("documents")
def download(request, practice, viewing, id, form):
    """One paper as a file: PDF for people, FHIR for programs."""
    paper = _paper(id)
    if form == "pdf":
        parts = paper.parts(practice.chart, practice.now)
        language = get_language() or "en"
        data = pdf.write(str(paper.title), lead(practice), parts, mark=mark(), language=language)
        kind, name = "application/pdf", f"practice-{id}.pdf"
    elif papers.has_fhir(practice.persona):
        hidden = papers.sensitive(practice.chart, practice.persona)
        data, kind = papers.fhir(paper, practice.persona, hidden), "application/fhir+json"
        name = f"practice-{id}.json"
    else:
        raise Http404("This record cannot be given as FHIR.")
    viewing.log_once("documents.taken", item=id, form=form, device=device_of(practice))
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@get_or_post
@shell.section("documents")
def share(request, practice, viewing, id):
    """Makes a link to one paper."""
    paper = _paper(id)
    form = ShareForm(posted(request), days=practice.policy.documents.link_days)
    if form.is_valid():
        link = rules.share(practice=practice, document=id, **form.cleaned_data)
        messages.success(request, _("The link is made. It is pretend: it works only in this practice."))
        return redirect("practice:document-link", key=practice.key, pk=link.pk)
    page = asking.Page(
        heading=_("Share: %(paper)s") % {"paper": paper.title},
        intro=_("Share no more than is needed, and no longer.")
        if not paper.is_whole_record
        else _("This is your whole record. Does the other person need all of it?"),
        button=_("Make the link"),
        **_back(practice),
    )
    return asking.form(request, page, form)


@require_GET
@shell.section("documents")
def link(request, practice, viewing, pk):
    """A link with its passcode, and the way to close it."""
    found = _link(practice, pk)
    context = {
        "link": found,
        "row": showing.link_row(practice, found),
        "is_open": found.status == states.Link.ACTIVE,
        "may_close": states.LINK.can(found.status, states.Link.REVOKED),
        "address": f"https://share.example.org/{found.form_key.hex[:8]}",
    }
    return shell.render(request, "sandbox_portal/documents/link.html", context)


@require_POST
@shell.section("documents")
def close(request, practice, viewing, pk):
    """Closes a link."""
    rules.close(link=_link(practice, pk))
    messages.success(request, _("The link is closed. Nobody can open it any more."))
    return redirect("practice:document-link", key=practice.key, pk=pk)


@get_or_post
@shell.section("documents")
def recipient(request, practice, viewing, pk):
    """What the other person sees: a question for the passcode, then the paper and nothing else."""
    found = _link(practice, pk)
    paper = papers.PAPERS[found.document]
    form = PasscodeForm(posted(request))
    context = {"link": found, "paper": paper, "mark": mark()}
    if form.is_valid():
        trouble = rules.open_link(link=found, passcode=form.cleaned_data["passcode"].replace(" ", ""))
        if not trouble:
            context |= {"parts": paper.parts(practice.chart, practice.now), "lead": lead(practice)}
            return shell.render(request, "sandbox_portal/documents/recipient.html", context)
        found.refresh_from_db(fields=["status", "wrong_tries"])
        if trouble == "wrong-passcode":
            left = practice.policy.documents.link_tries - found.wrong_tries
            form.add_error("passcode", _("That is not the passcode. Tries left: %(left)d.") % {"left": left})
    context |= {"form": form, "is_open": found.status == states.Link.ACTIVE}
    context["is_locked"] = found.status == states.Link.LOCKED
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/documents/recipient.html", context, status=status)


@get_or_post
@shell.section("documents")
def upload(request, practice, viewing):
    """Hands in a sample file."""
    form = UploadForm(posted(request))
    if form.is_valid():
        made = rules.hand_in(practice=practice, **form.cleaned_data)
        if made.status == states.Upload.REJECTED:
            messages.warning(request, str(showing.WHY_NOT[made.reason]))
        else:
            messages.success(request, _("Handed in. The clinic looks at it on its next work day."))
        return redirect("practice:documents", key=practice.key)
    page = asking.Page(
        heading=_("Hand in a file"),
        intro=_(
            "Photos and PDF files up to 10 MB. Take photos in good light, close and straight. "
            "Keep the paper itself."
        ),
        button=_("Hand it in"),
        **_back(practice),
    )
    return asking.form(request, page, form)


@get_or_post
@shell.section("documents")
def ask_letter(request, practice, viewing):
    """Asks for a letter."""
    form = LetterForm(posted(request))
    if form.is_valid():
        rules.ask_letter(practice=practice, **form.cleaned_data)
        days = practice.policy.documents.letter_days
        text = ngettext(
            "You asked for the letter. It takes about %(n)d work day.",
            "You asked for the letter. It takes about %(n)d work days.",
            days,
        )
        messages.success(request, text % {"n": days})
        return redirect("practice:documents", key=practice.key)
    page = asking.Page(heading=_("Ask for a letter"), button=_("Ask for the letter"), **_back(practice))
    return asking.form(request, page, form)


@require_GET
@shell.section("documents")
def letter(request, practice, viewing, pk):
    """A letter that is ready, to print."""
    found = Letter.objects.for_practice(practice).filter(pk=pk, status=states.Letter.READY).first()
    if found is None:
        raise Http404("No such letter in this practice.")
    viewing.log_once("documents.opened", item=f"letter-{found.kind}")
    context = {
        "heading": shelf.LETTERS[found.kind],
        "paragraphs": showing.letter_text(practice, found),
        "mark": mark(),
        "day": dates.with_year(found.asked_on),
    }
    return shell.render(request, "sandbox_portal/documents/letter.html", context)


def _paper(id):
    if id not in papers.PAPERS:
        raise Http404("No such document.")
    return papers.PAPERS[id]


def _link(practice, pk):
    found = ShareLink.objects.for_practice(practice).filter(pk=pk).first()
    if found is None:
        raise Http404("No such link in this practice.")
    found.practice = practice
    return found


def _back(practice):
    url = reverse("practice:documents", kwargs={"key": practice.key})
    return {"back_url": url, "back_label": _("Documents")}
