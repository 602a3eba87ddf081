"""Going home: the summary, the medicines that changed, the questions, the papers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.hospital import rules, showing
from sandbox_portal.sections.hospital.forms import PapersForm, TellBackForm
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("discharge")
def index(request, practice, viewing):
    """The list of what is to be done before one goes, and the summary of the stay."""
    viewing.log_once("stay.opened", part="discharge")
    told = viewing.opened("stay.told_back")
    all_questions = showing.questions(viewing)
    is_told = all(_is_right(viewing, question) for question in all_questions)
    seen = {facts for facts in ("medicines",) if viewing.facts_of("stay.opened", facts)}
    kept = viewing.facts_of("stay.papers_kept", "papers").get("how", "")
    rows = [
        _row(practice, "stay-medicines", _("Look at your medicines for home"), bool(seen)),
        _row(practice, "stay-questions", _("Say it in your own words"), bool(told) and is_told),
        _row(practice, "stay-papers", _("Keep the papers"), kept in ("printed", "sent")),
    ]
    follow = [
        {
            "title": a.title,
            "when": dates.long_day(a.starts_at),
            "time": dates.time(a.starts_at),
            "bring": a.bring,
        }
        for a in showing.follow_ups(viewing)
    ]
    context = {"rows": rows, "stay": showing.stay(viewing), "follow_ups": follow}
    return shell.render(request, "sandbox_portal/hospital/discharge.html", context)


def _row(practice, url_name, label, is_done):
    url = reverse(f"practice:{url_name}", kwargs={"key": practice.key})
    state = _("Done") if is_done else _("To do")
    return {"label": label, "url": url, "hint": "", "state": state, "kind": "good" if is_done else "sun"}


def _is_right(viewing, question):
    return viewing.facts_of("stay.told_back", question["slug"]).get("is_right", False)


@require_GET
@shell.section("discharge")
def medicines(request, practice, viewing):
    """The medicines for home: new, changed, as before, stopped."""
    viewing.log_once("stay.opened", part="medicines", item="medicines")
    context = {"groups": showing.medicines(viewing)}
    return shell.render(request, "sandbox_portal/hospital/medicines.html", context)


@get_or_post
@shell.section("discharge")
def questions(request, practice, viewing):
    """The questions before one goes home; each is sent by itself, and can be answered again."""
    sent, data = request.POST.get("card", ""), posted(request)
    cards = []
    for question in showing.questions(viewing):
        facts = viewing.facts_of("stay.told_back", question["slug"])
        bound = data if sent == question["slug"] else None
        form = TellBackForm(bound, question=question, initial={"answer": facts.get("answer")})
        cards.append({"question": question, "form": form, "facts": facts})
    done = next((card for card in cards if card["form"].is_bound and card["form"].is_valid()), None)
    if done:
        answer = done["form"].cleaned_data["answer"]
        if rules.tell_back(practice=practice, question=done["question"], answer=answer):
            messages.success(request, _("That is what the papers say."))
        else:
            messages.info(request, _("Not quite. Look at the papers, or ask the nurse, then answer again."))
        return redirect("practice:stay-questions", key=practice.key)
    status = 422 if data is not None else 200
    return shell.render(request, "sandbox_portal/hospital/questions.html", {"cards": cards}, status=status)


@get_or_post
@shell.section("discharge")
def papers(request, practice, viewing):
    """The papers for home on one page, to print, and what happens to them."""
    form = PapersForm(posted(request), initial=viewing.facts_of("stay.papers_kept", "papers"))
    if form.is_bound and form.is_valid():
        how = form.cleaned_data["how"]
        viewing.log_once("stay.papers_kept", item="papers", how=how)
        words = {
            "printed": _("Good. Take them to the visit with your own doctor."),
            "sent": _("Good. Your clinic does not get them by itself. Take the print along, too."),
            "left": _("This portal may close some weeks after the stay. Then the papers are hard to find."),
        }
        (messages.warning if how == "left" else messages.success)(request, words[how])
        return redirect("practice:stay-papers", key=practice.key)
    if not form.is_bound:
        viewing.log_once("stay.opened", part="papers")
    context = {
        "form": form,
        "stay": showing.stay(viewing),
        "groups": showing.medicines(viewing),
        "follow_ups": [
            (a.title, dates.long_day(a.starts_at), dates.time(a.starts_at))
            for a in showing.follow_ups(viewing)
        ],
    }
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/hospital/papers.html", context, status=status)
