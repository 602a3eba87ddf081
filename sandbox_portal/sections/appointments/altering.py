"""Moving and canceling a visit, the wait list, and the offer of an earlier time."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import shell
from sandbox_portal.sections.appointments import agenda, changing, showing, waiting
from sandbox_portal.sections.appointments.asking import week
from sandbox_portal.sections.appointments.forms import OfferForm
from sandbox_portal.sections.appointments.states import OPEN, STANDING, Waiting
from sandbox_portal.sections.appointments.views import about_one, over, touched
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _page(practice, entry, heading, **words):
    back = showing.url(practice, "appointment", entry)
    return pages.Page(heading=heading, back_url=back, back_label=entry.title, **words)


def _stands(practice, entry):
    return entry.status in STANDING and entry.is_upcoming(practice.now)


@get_or_post
@about_one
def move(request, practice, viewing, entry):
    """Chooses a new time, looks at the old and the new one, and moves the visit."""
    if not _stands(practice, entry):
        return over(request, practice, entry)
    taken = agenda.taken(viewing)
    form, weeks = week(request, practice, taken)
    chosen = form.cleaned_data["starts_at"] if form.is_bound and form.is_valid() else None
    if chosen and "sure" in request.POST:
        try:
            changing.move(booking=touched(viewing, entry), starts_at=chosen, taken=taken)
        except NotPossible:
            return over(request, practice, entry)
        messages.success(request, _("Your visit is moved. Your old time is free for someone else."))
        return redirect(showing.url(practice, "appointment", entry))
    context = {
        "entry": entry,
        "form": form,
        "weeks": weeks,
        "chosen": chosen.isoformat() if chosen else "",
        "old": showing.when(entry),
        "new": showing.moment(chosen) if chosen else "",
        "is_late": changing.is_late(practice, entry.starts_at),
        "notice": showing.notice(practice.policy),
        "page": _page(practice, entry, _("Move this visit")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return shell.render(request, "sandbox_portal/appointments/move.html", context, status=status)


@get_or_post
@about_one
def cancel(request, practice, viewing, entry):
    """Cancels a visit after asking, with the clinic's notice."""
    if entry.status not in OPEN or not entry.is_upcoming(practice.now):
        return over(request, practice, entry)
    if request.method == "POST":
        try:
            changing.cancel(booking=touched(viewing, entry))
        except NotPossible:
            return over(request, practice, entry)
        messages.success(request, _("The visit is canceled. Your time is free for someone else."))
        return redirect(showing.url(practice, "appointment", entry))
    stands = entry.status in STANDING
    context = {
        "entry": entry,
        "stands": stands,
        "rows": showing.facts(entry)[:3],
        "is_late": stands and changing.is_late(practice, entry.starts_at),
        "notice": showing.notice(practice.policy),
        "page": _page(practice, entry, _("Cancel this visit?")),
    }
    return shell.render(request, "sandbox_portal/appointments/cancel.html", context)


@require_POST
@about_one
def wait_list(request, practice, viewing, entry):
    """Goes on the list for an earlier time, or leaves it."""
    if not _stands(practice, entry):
        return over(request, practice, entry)
    row = touched(viewing, entry)
    if request.POST.get("what") == "leave":
        waiting.leave(booking=row)
        messages.success(request, _("You are off the wait list. Your visit stays as it is."))
    else:
        waiting.join(booking=row)
        messages.success(
            request, _("You are on the wait list. Your visit stays as it is until you take another time.")
        )
    return redirect(showing.url(practice, "appointment", entry))


@get_or_post
@about_one
def offer(request, practice, viewing, entry):
    """The earlier time beside the one that is kept, and what to do about it."""
    place = entry.place_on_the_list
    if place is None or place.status != Waiting.OFFERED:
        messages.info(request, _("There is no offer now. Offers go to the next person after a while."))
        return redirect(showing.url(practice, "appointment", entry))
    place.booking = entry.booking
    form = OfferForm(posted(request))
    if form.is_valid():
        takes = form.cleaned_data["answer"] == "take"
        waiting.answer(place=place, takes=takes, put=changing.put)
        said = _("The earlier time is yours. Your old time is given away.")
        messages.success(request, said if takes else _("You keep your time."))
        return redirect(showing.url(practice, "appointment", entry))
    viewing.log_once("visits.offer_opened", visit=entry.id)
    context = {
        "entry": entry,
        "form": form,
        "page": _page(practice, entry, _("An earlier time is free")),
        "rows": [
            {"label": _("Your time now"), "value": showing.when(entry)},
            {"label": _("The earlier time"), "value": showing.moment(place.offered_at)},
            {"label": _("Answer by"), "value": showing.moment(place.good_until)},
        ],
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/appointments/offer.html", context, status=status)
