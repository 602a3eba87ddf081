"""Reminders: choose them, stop them, do a refresher, answer from an e-mail."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from courses.reminders import choosing, refreshing, showing
from courses.reminders.forms import MailForm
from lms.letters import limits
from lms.organisations.shutting import never_shut
from lms.people import guests
from self_check import plan
from self_check.forms import ReplyForm

BAD_FORM, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request):
    """Shows how somebody is reminded and what comes next; takes an address for e-mail."""
    known = request.user.email if request.user.is_authenticated else ""
    form = MailForm(request.POST if request.method == "POST" else None, initial={"email": known})
    status = 200
    if request.method == "POST" and form.is_valid():
        if limits.allows(request, "reminders"):
            choosing.ask(learner=guests.ensure(request), email=form.cleaned_data["email"])
            messages.success(request, _("Look in your e-mail now, and open the link there."))
            return redirect("courses:reminders")
        form.add_error(None, _("Too many tries came from here. Please try again in an hour."))
        status = TOO_MANY
    elif form.errors:
        status = BAD_FORM
    context = {"form": form, **showing.overview(request.learner)}
    return render(request, "courses/reminders/reminders.html", context, status=status)


@require_POST
def choose(request):
    """Ends the e-mails, ends everything, or allows reminders on pages again."""
    learner, what = guests.ensure(request), request.POST.get("what")
    if what not in ("pages", "none"):
        raise Http404
    choosing.set_off(learner=learner, is_off=what == "none")
    if what == "none":
        messages.success(request, _("Done. We will not remind you."))
    else:
        messages.success(request, _("Done. We remind you here only, when you come back."))
    return redirect("courses:reminders")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Asks once more for the yes, as some mail programs open links by themselves, and notes it."""
    try:
        if request.method == "POST":
            choosing.confirm(token)
            return render(request, "courses/reminders/confirmed.html")
        choosing.find(token)
    except choosing.LinkEnded:
        return render(request, "courses/reminders/ended.html", status=410)
    return render(request, "courses/reminders/confirm.html")


@never_shut
@csrf_exempt  # a mail program posts here without having seen a page (RFC 8058); the key is the secret
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, key):
    """Ends the e-mails by a POST, a mail program's or the page's own; a GET only asks."""
    if request.method == "POST":
        choosing.stop_mail(key=key)
    return render(request, "courses/reminders/stop.html", {"is_stopped": request.method == "POST"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refresh(request, pk):
    """Shows a refresher's questions and takes one answer at a time."""
    language = get_language()
    refresher = showing.refresher(request.learner, pk)
    if refresher is None:
        raise Http404
    lesson = showing.lesson_of(refresher, language)
    parts = showing.parts(refresher, lesson) if lesson else []
    if not parts:
        messages.info(request, _("This refresher is not here any more."))
        return redirect("courses:my")
    bound = None
    if request.method == "POST":
        part = parts.activity(request.POST.get("activity"))
        if part is None:
            raise Http404
        bound = part.activity.form(request.POST)
        if bound.is_valid():
            refreshing.answer(
                refresher=refresher,
                lesson=lesson,
                activity=part.activity,
                response=bound.response(),
                language=language,
            )
            return redirect(f"{reverse('courses:refresh', args=[pk])}#feedback-{part.key}")
        parts = showing.parts(refresher, lesson, bound)
    context = {
        "refresher": refresher,
        "lesson": lesson,
        "lesson_url": lesson.get_url(request),
        "parts": parts,
        "form": bound,
        "action": request.path,
        "is_done": refresher.finished_at is not None,
        "of": len(parts),
    }
    return render(
        request, "courses/reminders/refresh.html", context, status=BAD_FORM if bound is not None else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, key):
    """Shows the questions of an e-mail, and keeps an answer; it shows no words of the learner."""
    found = showing.letter(key)
    if found is None:
        return render(request, "courses/reminders/ended.html", status=410)
    if request.method == "POST":
        asked = [one["follow_up"] for one in found["questions"]]
        follow_up = next((one for one in asked if str(one.pk) == request.POST.get("question")), None)
        form = ReplyForm(request.POST)
        if follow_up is not None and form.is_valid():
            plan.reply(follow_up=follow_up, reply=form.cleaned_data["reply"])
            messages.success(request, _("Thank you. Saved."))
        else:
            messages.error(request, _("Pick one answer, then save it."))
        return redirect("courses:letter", key)
    return render(request, "courses/reminders/letter.html", found)
