"""Calling the clinic on a pretend phone, and what they say."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import dates, outside
from sandbox_portal.sections.messages import rules as messages
from sandbox_portal.sections.phone import rules
from sandbox_portal.sections.phone.forms import CallForm
from sandbox_portal.sections.phone.models import PhoneCall
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.results import urgent

About, Outcome = PhoneCall.About, PhoneCall.Outcome


@require_http_methods(["GET", "HEAD", "POST"])
@outside.page("phone", patient_only=False)
def index(request, practice, viewing):
    """The numbers, what to say, and the pretend call."""
    asked = {name: request.GET[name] for name in ("about", "item") if name in request.GET}
    form = CallForm(posted(request), initial=asked)
    if form.is_valid():
        call = rules.call(practice=practice, **form.cleaned_data)
        return redirect("practice:phone-call", key=practice.key, pk=call.pk)
    medicine = practice.chart.medication(asked.get("item", ""))
    result = viewing.result(asked.get("item", "")) if viewing.may_see("results") else None
    context = {
        "form": form,
        "result": result.name if result else "",
        "is_after_hours": urgent.is_after_hours(practice.now, practice.policy),
        "medicine": medicine.name if medicine else "",
        "hours": practice.policy.clinic_hours.in_language(get_language()),
    }
    return outside.render(
        request, "sandbox_portal/phone/index.html", context, status=422 if form.errors else 200
    )


@require_GET
@outside.page("phone", patient_only=False)
def outcome(request, practice, viewing, pk):
    """What came of a call."""
    call = PhoneCall.objects.for_practice(practice).filter(pk=pk).first()
    if call is None:
        raise Http404("No such call in this practice.")
    said, what_next, url_name = _words(practice, call)
    is_shared = viewing.may_see(url_name.removeprefix("practice:"))
    context = {"said": said, "what_next": what_next, "url_name": url_name if is_shared else "practice:portal"}
    return outside.render(request, "sandbox_portal/phone/outcome.html", context)


def _words(practice, call):
    """Returns what the front desk says, what to do next, and where."""
    day = {"day": dates.long_day(messages.answer_by(practice))}
    days = practice.policy.refills.pharmacy_days
    return {
        Outcome.ANSWER_COMES: (
            _("We are sorry. Your message was overlooked. A nurse answers it today."),
            _("Skip ahead a day, then open your message and read the answer."),
            "practice:messages",
        ),
        Outcome.NOT_YET: (
            _("Your message is here, and we still have time to answer it. Is it getting worse? Tell us now."),
            _("If it can wait, look again on the day shown in your message."),
            "practice:messages",
        ),
        Outcome.VISIT: (
            _("We cannot send this one through the portal. The doctor will call you tomorrow at 10."),
            _("Note the day and the time. Take it only as told until then."),
            "practice:medicines",
        ),
        Outcome.TODAY: (
            _("Thank you for calling. The pharmacy has enough for 3 days ready for you in an hour."),
            _("Pick it up today. Your request for more goes on. Never take a double dose."),
            "practice:medicines",
        ),
        Outcome.MOVED_ON: (
            _("We are sorry that it got stuck. The doctor says yes, and it goes to the pharmacy today."),
            ngettext(
                "Skip ahead %(n)d work day, then look at the steps of your request.",
                "Skip ahead %(n)d work days, then look at the steps of your request.",
                days,
            )
            % {"n": days},
            "practice:medicines",
        ),
        Outcome.PAPERS: (
            _("Your insurance waits for papers from us. We send them today."),
            _("Look at the steps of your request. The insurance says yes or no there."),
            "practice:medicines",
        ),
        Outcome.CHEAPER: (
            _("We ask the doctor for one that costs less. The pharmacy hears from us on the next work day."),
            ngettext(
                "Go on taking what you have, as told. Skip ahead %(n)d work day and look at the steps.",
                "Go on taking what you have, as told. Skip ahead %(n)d work days and look at the steps.",
                days,
            )
            % {"n": days},
            "practice:medicines",
        ),
        Outcome.TAKEN_BACK: (
            _("Thank you for calling. That message was for somebody else. We take it back now."),
            _("Do not do what it said. Skip ahead a day, then open your message and read your own answer."),
            "practice:messages",
        ),
        Outcome.OPENED: (
            _("We asked for your birth date and record number, and they fit. Your account is open again."),
            _("Sign in with the password on the card. Do not know it? Choose “I forgot my password”."),
            "practice:portal",
        ),
        Outcome.NEW_CODE: (
            _("We asked for your birth date and record number, and they fit. A text with a code is coming."),
            _("Look at the pretend phone, then sign up with the new code."),
            "practice:portal",
        ),
        Outcome.NURSE: (
            _("Good that you call at once. A nurse has the number on the screen and asks how you feel."),
            _("Do what the nurse says, today. Feel worse? Call %(number)s.")
            % {"number": practice.policy.emergency_number},
            "practice:results",
        ),
        Outcome.COMMENT_COMES: (
            _("We see the result. It can wait. We ask the doctor to write to you by %(day)s.") % day,
            _("Look at the result again on that day. Feel worse before? Call again."),
            "practice:results",
        ),
        Outcome.FLAGGED: (
            _("Thank you for calling. We put a warning in the record now, so that nobody goes by it."),
            _("Now put it in writing: that starts the clock, and the record is set right."),
            "practice:corrections",
        ),
        Outcome.NOT_OURS: (
            _("Thank you for telling us. We never ask for gift cards, a password or a code. We warn others."),
            _("Delete the message. Tapped the link, or typed something? Then change your password now."),
            "practice:portal",
        ),
        Outcome.NOTED: (
            _("Thank you for calling. We wrote it down. No word from us by %(day)s? Call again.") % day,
            _("Note the name of the person you talked to, and the day."),
            "practice:portal",
        ),
    }[call.outcome]
