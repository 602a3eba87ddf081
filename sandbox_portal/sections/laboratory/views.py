"""Tests to do, sites and booking, sharing a report, the lab's bill."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, dates, shell
from sandbox_portal.sections.laboratory import rules, shelf, showing
from sandbox_portal.sections.laboratory.forms import BillForm, BookForm, ShareForm, hours
from sandbox_portal.sections.laboratory.models import LabBooking
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("orders")
def orders(request, practice, viewing):
    """Every test that waits for a sample."""
    return shell.render(request, "sandbox_portal/laboratory/orders.html", {"rows": showing.orders(viewing)})


@require_GET
@shell.section("orders")
def order(request, practice, viewing, id):
    """One test: how to get ready, and the time that is booked."""
    test = _order(practice, id)
    viewing.log_once("lab.prep_opened", item=id)
    booking = viewing.once(showing.bookings).get(id)
    context = {
        "test": test,
        "ordered": dates.long_day(test.ordered_at),
        "prepare": shelf.PREPARE.get(test.code, (_("You may eat and drink as on any day."),)),
        "booking": booking,
        "when": showing.when(booking) if booking else "",
        "site": shelf.SITES[booking.site] if booking else None,
    }
    return shell.render(request, "sandbox_portal/laboratory/order.html", context)


@get_or_post
@shell.section("orders")
def book(request, practice, viewing, id):
    """Chooses site, day and time."""
    test = _order(practice, id)
    form = BookForm(posted(request), practice=practice)
    if form.is_bound and form.is_valid():
        try:
            booking = rules.book(practice=practice, item=id, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error("hour" if refusal.reason == "closed" else None, _refusal(refusal.reason))
        else:
            fasts = test.code in shelf.FASTING
            if fasts and form.cleaned_data["hour"] > practice.policy.laboratory.last_fasting_hour:
                messages.warning(
                    request, _("Booked. But this test is without food: a morning time is easier.")
                )
            else:
                messages.success(request, _("Booked. Bring your ID and your insurance card."))
            return redirect("practice:lab-order", key=practice.key, id=booking.order)
    page = asking.Page(
        heading=_("Book: %(test)s") % {"test": test.name},
        intro=_("Look first how to get ready. Some tests are without food, and then the morning is best."),
        back_url=reverse("practice:lab-order", kwargs={"key": practice.key, "id": id}),
        back_label=str(test.name),
        button=_("Book this time"),
    )
    return asking.form(request, page, form)


@require_POST
@shell.section("orders")
def cancel(request, practice, viewing, id):
    """Gives a booked time back."""
    booking = LabBooking.objects.for_practice(practice).open().filter(order=id).first()
    if booking is None:
        raise Http404("No such booking in this practice.")
    booking.practice = practice
    rules.cancel(booking=booking)
    messages.success(request, _("The time is given back. The test is still to do."))
    return redirect("practice:lab-order", key=practice.key, id=id)


@require_GET
@shell.section("sites")
def sites(request, practice, viewing):
    """Where one can give a sample."""
    sites = [{"site": site, "hours": hours(site)} for site in shelf.SITES.values()]
    return shell.render(request, "sandbox_portal/laboratory/sites.html", {"sites": sites})


@get_or_post
@shell.section("sharing")
def share(request, practice, viewing):
    """Sends a report to the clinic, or to somebody else."""
    reports = showing.reports(viewing)
    form = ShareForm(posted(request), reports=reports)
    if form.is_bound and form.is_valid():
        to = form.cleaned_data["to"]
        rules.share(practice=practice, **form.cleaned_data)
        if to == "clinic":
            messages.success(request, _("The report is on its way to your clinic. Ask there in a few days."))
        else:
            messages.warning(request, _("Shared. From here on the lab can no longer guard this page."))
        return redirect("practice:lab-sharing", key=practice.key)
    context = {"form": form, "shared": showing.shared(viewing)}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/laboratory/share.html", context, status=status)


@get_or_post
@shell.section("lab-bill")
def bill(request, practice, viewing):
    """The lab's own bill, sent before the plan has answered."""
    form = BillForm(posted(request))
    if form.is_bound and form.is_valid():
        answer = form.cleaned_data["answer"]
        viewing.log_once("lab.bill_decided", answer=answer)
        words = {
            "wait": _("Noted. Your plan’s letter says what is left for you. Then hold the two side by side."),
            "pay": _("In this practice nothing is paid. Wait first: your plan may pay most of it."),
            "call": _("Noted. Ask: has my plan been asked, and is there help with the cost?"),
            "ignore": _("Noted. Do not leave it for long: a bill that is forgotten grows."),
        }
        (messages.success if answer in ("wait", "call") else messages.warning)(request, words[answer])
        return redirect("practice:lab-bill", key=practice.key)
    if not form.is_bound:
        viewing.log_once("lab.bill_opened")
    rows = [
        {"label": _("What for"), "value": _("Blood tests at the lab")},
        {"label": _("The lab’s price"), "value": "$84"},
        {"label": _("Paid by your plan"), "value": _("Not known yet")},
        {"label": _("Where it is"), "value": _("Sent to your plan. No answer yet.")},
    ]
    context = {"form": form, "rows": rows}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/laboratory/bill.html", context, status=status)


def _order(practice, id):
    found = rules.order(practice, id)
    if found is None:
        raise Http404("No such order in this record.")
    return found


def _refusal(reason):
    return {
        "closed": _("That site is closed at this time. Choose another time, or another site."),
        "booked-already": _("You have a time for this test. Give it back first."),
        "no-order": _("This test is not ordered any more."),
    }[reason]
