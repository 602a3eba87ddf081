"""Who looked at the record, which devices are signed in, and what to do about what is strange."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, paging, shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.privacy import log, rules, showing, text
from sandbox_portal.sections.privacy import shelf as shelves
from sandbox_portal.sections.privacy.forms import PassphraseForm, ReportForm
from sandbox_portal.sections.privacy.models import DeviceMark, LogReport, PassphraseChange
from sandbox_portal.sections.privacy.states import OPEN, State

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("privacy")
def index(request, practice, viewing):
    """The log, newest first, by whose lines one wants to see; and the reports."""
    viewing.log_once("privacy.opened")
    chosen = request.GET.get("who", "")
    found = [row for row in log.rows(viewing) if chosen in ("", row.shown_as)]
    part = paging.of(request, found)
    reports = LogReport.objects.for_practice(practice)
    context = {
        "rows": [showing.line(practice, row) for row in part.items],
        "part": part,
        "filters": showing.filters(practice, chosen),
        "reports": [showing.report_row(practice, made) for made in reports],
        "days": practice.policy.privacy.log_days,
        "has_text": text.is_here(practice),
    }
    return shell.render(request, "sandbox_portal/privacy/index.html", context)


@require_GET
@shell.section("privacy")
def row(request, practice, viewing, id):
    """One line in full, what it most often means, and the way to ask about it."""
    found = _row(viewing, id)
    viewing.log_once("privacy.opened", item=found.id, kind=found.kind)
    open_one = LogReport.objects.for_practice(practice).about(id).first()
    context = {
        "row": found,
        "rows": showing.facts(found),
        "means": showing.means(found),
        "report": open_one,
        "report_url": open_one and showing.report_row(practice, open_one)["url"],
        "is_name_used": found.shown_as == "self",
    }
    return shell.render(request, "sandbox_portal/privacy/row.html", context)


@get_or_post
@shell.section("privacy")
def ask(request, practice, viewing, id):
    """Tells the privacy office about a line."""
    found = _row(viewing, id)
    form = ReportForm(posted(request))
    if form.is_valid():
        try:
            made = rules.report(practice=practice, row=found.id, kind=found.kind, **form.cleaned_data)
            messages.success(
                request, _("Sent to the privacy office. This is practice: no real person gets it.")
            )
            return redirect("practice:privacy-report", key=practice.key, pk=made.pk)
        except rules.NotPossible:
            form.add_error(None, _("You asked about this line already. The answer is still to come."))
    page = asking.Page(
        heading=_("Ask about this line"),
        intro=_("The privacy office answers in %(days)d work days. Is someone in your account now? Call.")
        % {"days": practice.policy.privacy.review_days},
        button=_("Send to the privacy office"),
        back_url=reverse("practice:privacy-row", kwargs={"key": practice.key, "id": id}),
        back_label=_("The line"),
    )
    return asking.form(request, page, form, rows=showing.facts(found))


@require_GET
@shell.section("privacy")
def report(request, practice, viewing, pk):
    """A report, where it is now, and the answer."""
    made = LogReport.objects.for_practice(practice).with_statuses().filter(pk=pk).first()
    if made is None:
        raise Http404("No such report in this practice.")
    about = log.find(viewing, made.row)
    answer = showing.answer(made, about)
    viewing.log_once("privacy.report_opened", report=made.pk, item=made.row, has_answer=bool(answer))
    is_open = made.status in OPEN
    to_come = [State.CHECKING] if made.status == State.SENT else ()
    context = {
        "page": _back(practice, heading=_("Your report")),
        "rows": showing.report_facts(made, about),
        "items": asking.steps(made, State, {}, is_open=is_open, to_come=to_come),
        "answer": answer,
        "is_open": is_open,
        "days": practice.policy.privacy.review_days,
        "was_someone": made.kind == "stranger",
    }
    return shell.render(request, "sandbox_portal/privacy/report.html", context)


def _devices(practice):
    marks = list(DeviceMark.objects.for_practice(practice))
    return rules.devices(practice, log.has_stranger(practice), marks)


@require_GET
@shell.section("privacy")
def devices(request, practice, viewing):
    """Where one is signed in."""
    viewing.log_once("privacy.devices_opened")
    found = _devices(practice)
    changed = PassphraseChange.objects.for_practice(practice).last()
    context = {
        "devices": [showing.device(practice, each) for each in found],
        "changed": changed and showing.when(changed.at_sim),
        "days": practice.policy.sign_in.remember_days,
    }
    return shell.render(request, "sandbox_portal/privacy/devices.html", context)


@require_POST
@shell.section("privacy")
def sign_out(request, practice, viewing, id):
    """Signs one device out."""
    device = shelves.device(id)
    if device is None or (device.is_strange and not log.has_stranger(practice)):
        raise Http404("No such device in this practice.")
    device = next((each for each in _devices(practice) if each.id == id), device)
    if device.is_this:
        raise Http404("This is the device you are on. Sign out of it by the door.")
    rules.sign_out(practice=practice, device=device)
    messages.success(request, _("%(device)s is signed out.") % {"device": shelves.said(device.name)})
    return redirect("practice:privacy-devices", key=practice.key)


@require_POST
@shell.section("privacy")
def sign_out_others(request, practice, viewing):
    """Signs every other device out."""
    count = rules.sign_out_others(practice=practice, has_stranger=log.has_stranger(practice))
    if count:
        messages.success(request, _("All other devices are signed out: %(count)d.") % {"count": count})
    else:
        messages.info(request, _("No other device is signed in."))
    return redirect("practice:privacy-devices", key=practice.key)


@get_or_post
@shell.section("privacy")
def passphrase(request, practice, viewing):
    """Changes the pretend password to one of the samples."""
    form = PassphraseForm(posted(request), initial={"ends_others": False})
    if form.is_valid():
        try:
            rules.change_passphrase(
                practice=practice, has_stranger=log.has_stranger(practice), **form.cleaned_data
            )
            messages.success(request, _("Your password is new. The old one opens nothing any more."))
            return redirect("practice:privacy-devices", key=practice.key)
        except rules.NotPossible as refused:
            rules.refuse_passphrase(practice=practice, reason=refused.reason)
            form.add_error("sample", showing.REFUSALS[refused.reason])
    page = asking.Page(
        heading=_("Change the password"),
        intro=_(
            "Change it when somebody else may know it. Three or four words that do not fit together are good."
        ),
        button=_("Change the password"),
        back_url=reverse("practice:privacy-devices", kwargs={"key": practice.key}),
        back_label=_("Devices"),
    )
    return asking.form(request, page, form)


def _row(viewing, id):
    found = log.find(viewing, id)
    if found is None:
        raise Http404("No such line in this log.")
    return found


def _back(practice, *, heading):
    return asking.Page(
        heading=heading,
        back_url=reverse("practice:privacy", kwargs={"key": practice.key}),
        back_label=_("Who looked"),
    )
