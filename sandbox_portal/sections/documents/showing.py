"""Documents, links, uploads and letters as a page shows them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.sections import dates
from sandbox_portal.sections.documents import copies_showing, papers, shelf, states
from sandbox_portal.sections.documents.models import CopyRequest, Letter, ShareLink, Upload

WHY_NOT = {
    "too-big": gettext_lazy("The file is too big. The most is 10 MB. Send a photo or a PDF."),
    "wrong-type": gettext_lazy("This type of file cannot be opened here. Save it as a PDF, or take a photo."),
    "wrong-side": gettext_lazy(
        "This is the back of the card. The name and the member number stand on the front. Send the front."
    ),
    "unreadable": gettext_lazy(
        "Nobody can read it. Take the photo again, in good light, close and straight."
    ),
}


def _url(practice, name, **kwargs):
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def index(practice) -> dict:
    """Everything on the first page of the section. Four queries."""
    return {
        "papers": [
            {"label": paper.title, "hint": paper.about, "url": _url(practice, "document", id=paper.id)}
            for paper in papers.PAPERS.values()
        ],
        "links": [link_row(practice, link) for link in ShareLink.objects.for_practice(practice)],
        "uploads": [_upload(upload) for upload in Upload.objects.for_practice(practice)],
        "letters": [_letter(practice, letter) for letter in Letter.objects.for_practice(practice)],
        "copies": [
            copies_showing.row(practice, each) for each in CopyRequest.objects.for_practice(practice).sent()
        ],
    }


def link_row(practice, link) -> dict:
    """One link, for the list."""
    is_open = link.status == states.Link.ACTIVE
    return {
        "label": f"{papers.PAPERS[link.document].title} → {shelf.RECIPIENTS[link.label]}",
        "hint": _("Until %(day)s") % {"day": dates.with_year(link.expires_on)},
        "url": _url(practice, "document-link", pk=link.pk),
        "state": states.Link(link.status).label,
        "kind": "good" if is_open else "plain",
    }


def _upload(upload):
    sample = shelf.SAMPLES[upload.sample]
    kinds = {states.Upload.ACCEPTED: "good", states.Upload.REJECTED: "stop"}
    return {
        "label": f"{sample.name}: {sample.about}",
        "hint": WHY_NOT.get(upload.reason, ""),
        "url": None,
        "state": states.Upload(upload.status).label,
        "kind": kinds.get(upload.status, "sun"),
    }


def _letter(practice, letter):
    is_ready = letter.status == states.Letter.READY
    hint = _("Here until %(day)s") % {"day": dates.with_year(letter.ready_until)} if is_ready else ""
    return {
        "label": shelf.LETTERS[letter.kind],
        "hint": hint,
        "url": _url(practice, "document-letter", pk=letter.pk) if is_ready else None,
        "state": states.Letter(letter.status).label,
        "kind": "good" if is_ready else "sun" if letter.status == states.Letter.PREPARING else "plain",
    }


def letter_text(practice, letter) -> list[str]:
    """The paragraphs of a letter, from the record."""
    chart = practice.chart
    who = {"name": chart.patient.name, "born": dates.with_year(chart.patient.birth_date)}
    first = _("%(name)s, born %(born)s, is a patient of this clinic.") % who
    if letter.kind == "school":
        found = [f"{v.name}: {dates.with_year(v.given_on)}" for v in chart.vaccines]
        return [first, _("These shots are on file:"), *found]
    if letter.kind == "travel":
        found = [f"{m.name}: {m.directions}" for m in chart.medications if m.status == "active"]
        return [first, _("These medicines are for the person’s own use:"), *found]
    if letter.kind == "work":
        visit = next(iter(chart.visits), None)
        return [
            first,
            _("The person was seen here on %(day)s.") % {"day": dates.with_year(visit.at)}
            if visit
            else _("No visit is on file."),
        ]
    problems = ", ".join(str(p.name) for p in chart.problems if p.status == "active")
    return [
        first,
        _("Please see this person. Health problems on file: %(problems)s.") % {"problems": problems},
    ]
