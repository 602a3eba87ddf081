"""Readings from home: the list, each kind, a new one, and what to do when one is dangerous."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, shell
from sandbox_portal.sections.long_term import bands, rules, shelf, showing
from sandbox_portal.sections.long_term.forms import CallForm, ReadingForm, SignsForm, SymptomForm, TrendForm
from sandbox_portal.sections.long_term.models import Reading, What
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("readings")
def index(request, practice, viewing):
    """The newest reading of each kind."""
    viewing.log_once("readings.opened")
    rows, others = showing.overview(viewing)
    return shell.render(request, "sandbox_portal/long_term/index.html", {"rows": rows, "others": others})


@get_or_post
@shell.section("readings")
def of(request, practice, viewing, what):
    """One kind of reading with its course; sending the form says how the numbers go."""
    what = _kind(what)
    found = showing.detail(viewing, what)
    form = TrendForm(posted(request), initial=viewing.facts_of("readings.trend_answered", what.value))
    if form.is_bound and form.is_valid():
        answer = form.cleaned_data["answer"]
        is_right = answer == found["right_answer"]
        practice.log(
            "readings.trend_answered", item=what.value, what=what.value, answer=answer, is_right=is_right
        )
        if is_right:
            messages.success(request, _("Yes. One number says little, several days say much."))
        else:
            messages.info(
                request,
                _("Look again. Hold the first number against the last one, and both against the goal."),
            )
        return redirect("practice:readings-of", key=practice.key, what=what.value)
    if not form.is_bound:
        viewing.log_once("readings.opened", what=what.value)
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/long_term/of.html", {**found, "form": form}, status=status)


@get_or_post
@shell.section("readings")
def new(request, practice, viewing, what):
    """Notes a reading. What cannot be is refused kindly; a dangerous one leads to the page that says call."""
    what = _kind(what)
    make = SymptomForm if what == What.SYMPTOMS else ReadingForm
    known = {"last": rules.last(practice, what), "is_danger": _alarm(practice, what)}
    form = make(posted(request), what=what, policy=practice.policy, **known)
    if form.is_bound and form.is_valid():
        reading = rules.note(practice=practice, what=what, **form.reading)
        if reading.band == "danger":
            return redirect("practice:reading-danger", key=practice.key, pk=reading.pk)
        messages.success(request, _("Your reading is noted. Your nurse looks at it on the next work day."))
        return redirect("practice:readings-of", key=practice.key, what=what.value)
    if form.slip:
        practice.log("readings.refused", what=what.value, reason=form.slip)
    page = asking.Page(
        heading=_("Write down: %(what)s") % {"what": what.label},
        intro=showing.how_to(what, practice.policy),
        back_url=reverse("practice:readings", kwargs={"key": practice.key}),
        back_label=_("Readings"),
        button=_("Save this reading"),
    )
    return asking.form(request, page, form)


@get_or_post
@shell.section("readings")
def danger(request, practice, viewing, pk):
    """The help panel after a reading in the danger range: ask for signs, then say whom to call."""
    reading = Reading.objects.for_practice(practice).filter(pk=pk, band="danger").first()
    if reading is None:
        raise Http404("No such reading in this practice.")
    form = SignsForm(posted(request))
    signs = form.cleaned_data["signs"] if form.is_bound and form.is_valid() else ""
    what = What(reading.what)
    context = {
        "number": showing.said(what, reading.first, reading.second),
        "what": what,
        "unit": shelf.UNITS[what],
        "is_low": what == What.SUGAR and reading.first < practice.policy.readings.sugar_danger_low,
        "is_breath": shelf.SIGNS_OF[what] is shelf.BREATH_SIGNS,
        "signs": shelf.SIGNS_OF[what],
        "answer": signs,
        "is_again": rules.is_again(practice, reading),
        "rest": practice.policy.readings.rest_minutes,
        "form": form,
        "calls": calls(practice),
    }
    status = 422 if form.is_bound and form.errors else 200
    return shell.render(request, "sandbox_portal/long_term/danger.html", context, status=status)


def calls(practice):
    """The numbers of the help panel, the emergency number first."""
    policy = practice.policy
    return [
        {
            "number": policy.emergency_number,
            "title": _("Emergency"),
            "text": _("Signs of danger"),
            "kind": "first",
        },
        {
            "number": policy.nurse_line_phone,
            "title": _("Nurse line"),
            "text": _("Day and night"),
            "kind": "clinic",
        },
    ]


@require_POST
@shell.section("readings")
def call(request, practice, viewing):
    """Makes the pretend call."""
    form = CallForm(request.POST)
    if not form.is_valid():
        raise Http404("Nobody by that name to call.")
    rules.call(practice=practice, **form.cleaned_data)
    return redirect("practice:reading-called", key=practice.key, who=form.cleaned_data["who"])


@require_GET
@shell.section("readings")
def called(request, practice, viewing, who):
    """What they say on the phone."""
    said = {
        "emergency": _("Help is on the way. Stay on the line. Unlock your door and sit down."),
        "nurse": _(
            "Thank you for calling. I tell the doctor now and call you back in 10 minutes. "
            "Any new sign: hang up and call the emergency number."
        ),
        "clinic": _("Thank you for calling. The nurse takes this up now."),
    }
    if who not in said:
        raise Http404("Nobody by that name to call.")
    return shell.render(request, "sandbox_portal/long_term/called.html", {"said": said[who], "who": who})


def _alarm(practice, what):
    """Says of a number whether it is dangerous: then nobody is asked to type it twice first."""
    spans = rules.ranges(practice, what)
    return lambda first, second: bands.is_danger(what, first, second, practice.policy.readings, spans)


def _kind(what):
    if what not in What.values:
        raise Http404("No such kind of reading.")
    return What(what)
