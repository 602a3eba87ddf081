"""The matrix of alerts inside the portal: what is told on which way."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, shell
from sandbox_portal.sections.alerts import choices, kinds, rules, showing
from sandbox_portal.sections.alerts.forms import SettingForm, WaysForm
from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.profile import showing as profile


@require_GET
@shell.section("alerts")
def index(request, practice, viewing):
    """Each kind of news with where it goes, the settings, and what is wrong with them."""
    _own(practice, viewing)
    chosen = choices.of(practice)
    today = Alert.objects.for_practice(practice).arrived().filter(at_sim__date=practice.today).count()
    context = {
        "matrix": showing.matrix(practice, chosen),
        "settings": showing.settings(practice, chosen),
        "has_stopped_texts": chosen.has_stopped_texts,
        "do_emails_bounce": chosen.do_emails_bounce,
        "too_many": today if today >= kinds.MANY_A_DAY and chosen.setting("gather") == "off" else 0,
        "contacts": [
            {"label": _("Text messages go to"), "value": profile.on_file(practice, "mobile")},
            {"label": _("E-mails go to"), "value": profile.on_file(practice, "email")},
        ],
    }
    return shell.render(request, "sandbox_portal/alerts/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("alerts")
def change(request, practice, viewing, what):
    """One kind of news, or one setting."""
    _own(practice, viewing)
    chosen = choices.of(practice)
    if what in kinds.KINDS:
        kind = kinds.KINDS[what]
        form = WaysForm(posted(request), initial={"value": chosen.channels(what)})
        intro = _("Alerts of this kind keep your account safe. These ways stay on: %(ways)s.")
        fixed = ", ".join(str(kinds.Channel(way).label) for way in kind.always)
        page = _page(practice, str(kind.label), intro % {"ways": fixed} if fixed else "")
    elif what in showing.SETTING_WORDS:
        label, about, values = showing.SETTING_WORDS[what]
        form = SettingForm(posted(request), values=values, initial={"value": chosen.setting(what)})
        about = showing.about_quiet(practice) if what == "quiet" else str(about)
        page = _page(practice, str(label), about)
    else:
        raise Http404("There is nothing of this name to choose.")
    if form.is_valid():
        rules.choose(practice=practice, what=what, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("practice:alerts", key=practice.key)
    return asking.form(request, page, form)


@require_POST
@shell.section("alerts")
def start_texts(request, practice, viewing):
    """Lets texts come again after STOP."""
    _own(practice, viewing)
    rules.start_texts(practice=practice)
    messages.success(request, _("Text messages come again."))
    return redirect("practice:alerts", key=practice.key)


def _own(practice, viewing):
    """Alerts are the patient's own matter."""
    if viewing.is_proxy or viewing.chart is not practice.chart:
        raise Http404("These alerts are somebody else's.")


def _page(practice, heading, intro):
    back = reverse("practice:alerts", kwargs={"key": practice.key})
    return asking.Page(heading=heading, back_url=back, back_label=_("Alerts"), intro=intro, button=_("Save"))
