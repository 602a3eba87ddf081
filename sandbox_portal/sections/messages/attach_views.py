"""The page on which sample files are added to a message."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal.sections import shell
from sandbox_portal.sections.messages import attaching, files
from sandbox_portal.sections.messages.attachment import Attachment, State
from sandbox_portal.sections.messages.forms import AttachForm
from sandbox_portal.sections.messages.models import Message
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("messages")
def attach(request, practice, viewing, pk):
    """The files that go along, and the shelf of samples."""
    message = _draft(practice, pk)
    form = AttachForm(posted(request))
    if form.is_valid():
        try:
            made = attaching.add(message=message, **form.cleaned_data)
        except NotPossible as refused:
            form.add_error("sample", files.REFUSALS[refused.reason])
        else:
            if made.status == State.REFUSED:
                messages.warning(request, str(files.WHY_NOT[made.reason]))
            else:
                messages.success(request, _("Added. You can still take it off."))
            return redirect("practice:message-attach", key=practice.key, pk=pk)
    context = {
        "message": message,
        "form": form,
        "added": files.added(practice, message),
        "most": practice.policy.message_files,
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/messages/attach.html", context, status=status)


@require_POST
@shell.section("messages")
def detach(request, practice, viewing, pk):
    """Takes a file off an unsent message."""
    found = Attachment.objects.filter(practice=practice, pk=pk, message__author=practice.seat).first()
    if found is None:
        raise Http404("No such file in this practice.")
    found.practice = practice
    attaching.remove(attachment=found)
    messages.success(request, _("The file is off."))
    return redirect("practice:message-attach", key=practice.key, pk=found.message_id)


def _draft(practice, pk):
    found = Message.objects.of_seat(practice).filter(pk=pk, sent_at__isnull=True).first()
    if found is None:
        raise Http404("No such draft in this practice.")
    found.practice = practice
    return found
