"""The texts and alerts on the pretend phone, the e-mails and letters in the pretend mailbox."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import dates, outside
from sandbox_portal.sections.alerts import choices, kinds, rules, showing
from sandbox_portal.sections.alerts.kinds import MAILBOX, PHONE, Channel
from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.door import rules as door
from sandbox_portal.sections.refusing import NotPossible

MOST = 50


@require_GET
@outside.page("phone")
def alerts(request, practice, viewing):
    """What came to the phone, newest first; somebody may be calling."""
    chosen = choices.of(practice)
    found = Alert.objects.for_practice(practice).arrived().on(PHONE)[:MOST]
    account = door.account_of(practice)
    is_calling = account is not None and account.has_caller and (account.has_passed or account.is_inside)
    context = {
        "rows": showing.rows(found, practice, chosen, "practice:phone-alert"),
        "is_calling": is_calling,
        "is_hidden": chosen.setting("previews") == "hidden",
    }
    return outside.render(request, "sandbox_portal/phone/alerts.html", context)


@require_GET
@outside.page("mailbox")
def mailbox(request, practice, viewing):
    """E-mails and letters."""
    chosen = choices.of(practice)
    found = list(Alert.objects.for_practice(practice).arrived().on(MAILBOX)[:MOST])
    by_way = {way: [alert for alert in found if alert.channel == way] for way in MAILBOX}
    url_name = "practice:mailbox-letter"
    context = {
        "emails": showing.rows(by_way[Channel.EMAIL], practice, chosen, url_name),
        "letters": showing.rows(by_way[Channel.MAIL], practice, chosen, url_name),
        "bounced": chosen.do_emails_bounce,
    }
    return outside.render(request, "sandbox_portal/phone/mailbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@outside.page("phone")
def alert(request, practice, viewing, pk):
    """One text or app alert."""
    return _one(request, practice, pk, PHONE, "practice:phone-alerts", _("All texts and alerts"))


@require_http_methods(["GET", "HEAD", "POST"])
@outside.page("mailbox")
def letter(request, practice, viewing, pk):
    """One e-mail or letter."""
    return _one(request, practice, pk, MAILBOX, "practice:mailbox", _("The mailbox"))


def _one(request, practice, pk, channels, back, back_label):
    found = Alert.objects.for_practice(practice).arrived().on(channels).filter(pk=pk).first()
    if found is None:
        raise Http404("No such alert in this practice.")
    found.practice = practice
    if request.method == "POST":
        return _act(request, practice, found, back)
    rules.open_alert(alert=found)
    language = choices.of(practice).setting("language")
    with showing.in_language(language):
        subject, text = showing.subject(found, practice), showing.text(found, practice)
    context = {
        "subject": subject,
        "text": text,
        "sender": showing.sender(found, practice),
        "when": f"{dates.long_day(found.at_sim)}, {dates.time(found.at_sim)}",
        "lang": "" if language == "page" else language,
        "is_text": found.channel == Channel.TEXT and found.kind not in (kinds.CODE, kinds.FAKE),
        "has_link": found.kind != kinds.CODE and found.channel != Channel.MAIL,
        "back_url": reverse(back, kwargs={"key": practice.key}),
        "back_label": back_label,
    }
    return outside.render(request, "sandbox_portal/phone/alert.html", context)


def _act(request, practice, found, back):
    """Opens the link in an alert, which leads into the pretend portal only, or answers STOP."""
    if "stop" in request.POST:
        try:
            rules.stop_texts(alert=found)
            messages.info(
                request, _("No more texts come now, reminders neither. You can undo it under Alerts.")
            )
        except NotPossible:
            messages.info(request, _("Only a text can be answered like this."))
        return redirect(back, key=practice.key)
    if "follow" not in request.POST or found.kind == kinds.CODE:
        return redirect(back, key=practice.key)
    rules.follow(alert=found)
    if found.kind == kinds.FAKE:
        return outside.render(request, "sandbox_portal/phone/fake.html", {})
    url_name = kinds.KINDS[found.kind].url_name if found.kind in kinds.KINDS else "practice:portal"
    return redirect(url_name, key=practice.key)
