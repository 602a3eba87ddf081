"""What the clinic has on file about the person, and changing it: choose, look at old and new, confirm."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import asking, shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.profile import rules, shelf, showing
from sandbox_portal.sections.profile.forms import CodeForm, SeveralForm, ValueForm
from sandbox_portal.sections.profile.models import ProfileChange
from sandbox_portal.sections.profile.states import State

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("profile")
def index(request, practice, viewing):
    """Contact, emergency contact, insurance, pharmacy, care team and the health facts on file."""
    viewing.log_once("profile.opened")
    is_own = viewing.chart is practice.chart
    changes = list(ProfileChange.objects.for_practice(practice)) if is_own else []
    context = showing.page(viewing, practice.today) | {
        "edits": showing.edits(practice, changes) if is_own else [],
        "may_edit": is_own and not viewing.is_proxy,
    }
    return shell.render(request, "sandbox_portal/profile/index.html", context)


@get_or_post
@shell.section("profile")
def change(request, practice, viewing, field):
    """Chooses the new value of one field."""
    about = _editable(practice, viewing, field)
    made_of = SeveralForm if about.is_many else ValueForm
    form = made_of(posted(request), values=shelf.values_of(field, practice.chart))
    if form.is_valid():
        made = rules.choose(practice=practice, field=field, **form.cleaned_data)
        return redirect("practice:profile-confirm", key=practice.key, pk=made.pk)
    page = asking.Page(
        heading=str(about.label),
        intro=str(about.why),
        button=_("Next: look at it once more"),
        **_back(practice),
    )
    rows = [{"label": _("On file now"), "value": showing.on_file(practice, field)}]
    return asking.form(request, page, form, rows=rows)


@get_or_post
@shell.section("profile")
def confirm(request, practice, viewing, pk):
    """Old and new side by side; the button saves it, once."""
    made = _change(practice, viewing, pk)
    if made.status != State.CHOSEN:
        return _on(practice, made)
    if request.method == "POST":
        if "drop" in request.POST:
            rules.drop(change=made)
            messages.info(request, _("Nothing was changed."))
            return redirect("practice:profile", key=practice.key)
        rules.confirm(change=made)
        if made.status == State.SAVED:
            messages.success(request, _("Saved. This is practice: no real clinic gets it."))
        elif made.status == State.PENDING:
            messages.success(request, _("Sent. The clinic looks at it first. Until then nothing changes."))
        return _on(practice, made)
    about = shelf.FIELDS[made.field]
    context = {
        "heading": about.label,
        "old": showing.on_file(practice, made.field),
        "new": shelf.words(made.field, made.value, practice.chart),
        "way": about.way,
        "note": about.note,
    }
    return shell.render(request, "sandbox_portal/profile/confirm.html", context)


@get_or_post
@shell.section("profile")
def code(request, practice, viewing, pk):
    """Types the code that came to the new phone or address."""
    made = _change(practice, viewing, pk)
    if made.status != State.CODE_SENT:
        return _on(practice, made)
    if request.method == "POST" and "drop" in request.POST:
        rules.drop(change=made)
        messages.info(request, _("Nothing was changed."))
        return redirect("practice:profile", key=practice.key)
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            rules.verify(change=made, code=form.cleaned_data["code"])
            messages.success(request, _("The code is right. The new one is in use now."))
            return redirect("practice:profile", key=practice.key)
        except rules.NotPossible:
            form.add_error("code", _("That is not the code. Look at it again. Your old one is still in use."))
    about = shelf.FIELDS[made.field]
    context = {
        "heading": about.label,
        "form": form,
        "new": shelf.words(made.field, made.value, practice.chart),
        "code": made.code if shelf.is_mine(made) else "",
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/profile/code.html", context, status=status)


def _on(practice, made):
    """Where a change stands now; back to an old page leads here, and nothing is saved twice."""
    if made.status == State.CHOSEN:
        return redirect("practice:profile-confirm", key=practice.key, pk=made.pk)
    if made.status == State.CODE_SENT:
        return redirect("practice:profile-code", key=practice.key, pk=made.pk)
    return redirect("practice:profile", key=practice.key)


def _editable(practice, viewing, field):
    if viewing.chart is not practice.chart or viewing.is_proxy or field not in shelf.FIELDS:
        raise Http404("Nothing to change here.")
    return shelf.FIELDS[field]


def _change(practice, viewing, pk):
    found = ProfileChange.objects.for_practice(practice).filter(pk=pk, seat=practice.seat).first()
    if found is None or viewing.chart is not practice.chart:
        raise Http404("No such change in this practice.")
    found.practice = practice
    return found


def _back(practice):
    return {"back_url": reverse("practice:profile", kwargs={"key": practice.key}), "back_label": _("Profile")}
