"""The private notebook: read, add, change, delete, print."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.notebook import actions
from courses.notebook.forms import NoteForm
from courses.notebook.models import NotebookEntry
from courses.presenting import mine
from lms.people import guests
from sandbox_portal import safety

BAD_FORM = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notebook(request):
    """Shows the learner's own notebook, and adds a note."""
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        stop = safety.interrupt_if_needed(request, form)
        if stop:
            return stop
        if form.is_valid():
            actions.add(learner=guests.ensure(request), **form.cleaned_data)
            messages.success(request, _("Your note is in your notebook."))
            return redirect("courses:notebook")
    return render(
        request,
        "courses/notebook/notebook.html",
        {"form": form, "rows": mine.notebook_rows(request.learner)},
        status=BAD_FORM if form.errors else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    """Shows one entry to be changed, and keeps the new words."""
    entry = _own(request, pk)
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        initial={"text": entry.text, "form_key": entry.form_key},
    )
    if request.method == "POST":
        stop = safety.interrupt_if_needed(request, form)
        if stop:
            return stop
        if form.is_valid():
            actions.change(learner=request.learner, pk=pk, text=form.cleaned_data["text"])
            messages.success(request, _("Your words are saved."))
            return redirect("courses:notebook")
    context = {"form": form, "entry": entry}
    return render(request, "courses/notebook/change.html", context, status=BAD_FORM if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    """Asks first, then deletes an entry for good."""
    entry = _own(request, pk)
    if request.method == "POST":
        actions.delete(learner=request.learner, pk=entry.pk)
        messages.success(request, _("It is deleted."))
        return redirect("courses:notebook")
    return render(request, "courses/notebook/delete.html", {"entry": entry})


def _own(request, pk):
    entry = NotebookEntry.objects.for_learner(request.learner).filter(pk=pk).first()
    if entry is None:
        raise Http404
    return entry
