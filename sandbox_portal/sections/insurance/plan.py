"""What the plan covers, the ID card, and the plan's forms."""

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.documents import pdf as pdfs
from sandbox_portal.sections.documents.papers import Part
from sandbox_portal.sections.insurance import shelf, showing


@require_GET
@shell.section("coverage")
def coverage(request, practice, viewing):
    """The yearly amounts as bars and words, and what each kind of care costs."""
    viewing.log_once("coverage.opened")
    today = practice.today
    now = next((c for c in practice.chart.coverage if showing.is_in_force(c, today)), None)
    context = {
        "plan": now,
        "until": dates.with_year(now.ends_on) if now else "",
        "balances": showing.balances(practice.chart) if now else [],
        "shares": showing.shares(now) if now else [],
    }
    return shell.render(request, "sandbox_portal/insurance/coverage.html", context)


@require_GET
@shell.section("card")
def card(request, practice, viewing):
    """The ID card, front and back. Cards that have ended stand below it, marked so."""
    found = [
        {
            "id": each.id,
            "payer": each.payer,
            "plan": each.plan,
            "member": each.member_id,
            "group": each.group,
            "name": each.subscriber,
            "until": dates.with_year(each.ends_on),
            "phone": each.phone,
            "is_in_force": showing.is_in_force(each, practice.today),
            "shares": showing.shares(each),
        }
        for each in practice.chart.coverage
    ]
    shown = next((c for c in found if c["id"] == request.GET.get("card")), found[0] if found else None)
    if shown:
        viewing.log_once("coverage.card_opened", item=shown["id"], is_in_force=shown["is_in_force"])
    others = [each for each in found if each is not shown]
    return shell.render(request, "sandbox_portal/insurance/card.html", {"card": shown, "others": others})


@require_GET
@shell.section("forms")
def forms(request, practice, viewing):
    """The plan's forms; `q` narrows them."""
    viewing.log_once("forms.opened")
    asked = request.GET.get("q", "")[:60].strip()
    rows = [
        {"label": form.title, "hint": form.use, "url": showing.url(practice, "plan-form", slug=slug)}
        for slug, form in shelf.FORMS.items()
        if asked.lower() in f"{form.title} {form.use}".lower()
    ]
    return shell.render(request, "sandbox_portal/insurance/forms.html", {"rows": rows, "asked": asked})


@require_GET
@shell.section("forms")
def form(request, practice, viewing, slug):
    """One form: what it is for and what to have ready."""
    found = _form(slug)
    viewing.log_once("forms.opened", item=slug)
    context = {
        "slug": slug,
        "paper": found,
        "online_url": showing.url(practice, found.online) if found.online else "",
    }
    return shell.render(request, "sandbox_portal/insurance/form.html", context)


@require_GET
@shell.section("forms")
def form_pdf(request, practice, viewing, slug):
    """One form as PDF, to fill in by hand."""
    found = _form(slug)
    lines = tuple((str(line), "_" * 40) for line in found.lines)
    data = pdfs.write(
        str(found.title),
        str(found.use),
        [Part(practice.policy.portals.of("insurance"), lines)],
        mark=_("PRACTICE – an invented person"),
        language=get_language() or "en",
    )
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="practice-form-{slug}.pdf"'
    return response


def _form(slug):
    if slug not in shelf.FORMS:
        raise Http404("No such form.")
    return shelf.FORMS[slug]
