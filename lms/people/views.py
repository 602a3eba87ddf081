"""Your account and your data: see it, take it along, choose, or have it deleted."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.people import actions, devices, export, farewells, guests
from lms.people.forms import CountingForm, DeviceCodeForm, EraseForm, PathForm


@never_cache
@require_safe
def account(request):
    """Shows what is held about the person asking, and their choices."""
    return _account(request)


def _account(request, **forms):
    learner = request.learner
    context = {
        "path_form": PathForm(initial={"path": learner.path if learner else "patient"}),
        "counting_form": CountingForm(
            initial={"is_counted": "yes" if not learner or learner.is_counted else "no"}
        ),
    } | forms
    context["bound_forms"] = [form for form in forms.values() if form.is_bound]
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return render(request, "people/account.html", context, status=status)


@require_POST
def choose_path(request):
    """Keeps for whom somebody learns."""
    form = PathForm(request.POST)
    if not form.is_valid():
        return _account(request, path_form=form)
    actions.choose_path(learner=guests.ensure(request), path=form.cleaned_data["path"])
    messages.success(request, _("Saved. We will show you what fits."))
    return redirect("people:account")


@require_POST
def choose_counting(request):
    """Keeps whether somebody agrees to be counted."""
    form = CountingForm(request.POST)
    if not form.is_valid():
        return _account(request, counting_form=form)
    actions.choose_counting(learner=guests.ensure(request), is_counted=form.cleaned_data["is_counted"])
    if form.cleaned_data["is_counted"]:
        messages.success(request, _("Saved. We count you from now on."))
    else:
        messages.success(request, _("Saved. You are taken out of the counts, the earlier ones too."))
    return redirect("people:account")


@never_cache
@require_safe
def download(request):
    """Sends everything that is held about the person asking, as a JSON file."""
    data = export.of(request.learner) if request.learner else {}
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-portalwise-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request):
    """Asks once more, then deletes everything and signs out."""
    if request.learner is None and not request.user.is_authenticated:
        return redirect("people:account")
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _erase(request)
    reasons = farewells.reasons_to_stay(request.user) if request.user.is_authenticated else []
    status = 422 if form.is_bound else 200
    return render(request, "people/erase.html", {"form": form, "reasons": reasons}, status=status)


def _erase(request):
    try:
        if request.learner:
            actions.erase(learner=request.learner)
        else:
            actions.erase_account(user=request.user)
    except actions.StillNeeded as needed:
        return render(request, "people/erase.html", {"reasons": needed.reasons}, status=409)
    request.learner = None
    logout(request)
    messages.success(request, _("Done. Everything you did here is deleted."))
    return redirect("people:account")


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def device(request):
    """Asks for the code of another device and, with the right one, goes on with that guest's work here."""
    if request.user.is_authenticated:
        return redirect("people:account")
    form = DeviceCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "people/device.html", {"form": form})
    try:
        devices.check_tries(request)
    except devices.TooManyTries:
        form.add_error(None, _("Too many tries. Wait ten minutes, then try again."))
        return render(request, "people/device.html", {"form": form}, status=429)
    guest = devices.redeem(code=form.cleaned_data["code"]) if form.is_valid() else None
    if guest is None:
        if form.is_valid():
            devices.count_try(request)
            form.add_error("code", _("This code is wrong, used or too old. Make a new one."))
        return render(request, "people/device.html", {"form": form}, status=422)
    request.session.flush()  # what was done here before is somebody else's, or an earlier start
    request.learner = guest
    messages.success(request, _("This device now shows what you did on the other one."))
    return redirect("people:account")


@never_cache
@require_POST
def make_device_code(request):
    """Shows a new code, once. Reloading makes another and ends this one."""
    if request.learner is None or not request.learner.is_guest:
        return redirect("people:account")
    code = devices.make(guest=request.learner)
    return render(request, "people/device_code.html", {"code": code})
