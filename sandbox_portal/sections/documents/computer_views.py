"""The library's computer: its download folder and its trash, whether one is signed in or not."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import outside
from sandbox_portal.sections.documents import computer, taking
from sandbox_portal.sections.documents.forms import MailForm
from sandbox_portal.sections.posting import posted


@require_GET
@outside.page("computer")
def index(request, practice, viewing):
    """What lies in the folder and in the trash."""
    folder = computer.folder(viewing)
    context = {"folder": folder, "is_shared": taking.is_shared(practice)}
    return outside.render(request, "sandbox_portal/documents/computer.html", context)


@require_POST
@outside.page("computer")
def delete(request, practice, viewing, item, form):
    """Puts a file into the trash. A second click finds it there already."""
    file = computer.folder(viewing).file(item, form)
    if file is not None:
        practice.log("documents.file_deleted", item=item, form=form)
        messages.success(request, _("The file is in the trash. It can still be opened from there."))
    return redirect("practice:computer", key=practice.key)


@require_POST
@outside.page("computer")
def empty(request, practice, viewing):
    """Empties the trash."""
    if computer.folder(viewing).trash:
        practice.log("documents.trash_emptied")
        messages.success(request, _("The trash is empty. The file is gone from this computer."))
    return redirect("practice:computer", key=practice.key)


@require_http_methods(["GET", "HEAD", "POST"])
@outside.page("computer")
def mail(request, practice, viewing, item, form):
    """What comes of it to send the file by e-mail."""
    file = computer.folder(viewing).file(item, form)
    if file is None:
        raise Http404("No such file on this computer.")
    asked = MailForm(posted(request))
    if asked.is_valid():
        to = asked.cleaned_data["to"]
        practice.log("documents.file_mailed", item=item, to=to)
        words = {
            "office": _(
                "Sent, as pretend. An e-mail can be read and passed on, and it never ends. A link does."
            ),
            "group": _(
                "Sent, as pretend, to all in the group. Nobody can take it back from so many mailboxes."
            ),
        }
        messages.warning(request, words[to])
        return redirect("practice:computer", key=practice.key)
    status = 422 if asked.is_bound else 200
    context = {"form": asked, "file": file}
    return outside.render(request, "sandbox_portal/documents/computer_mail.html", context, status=status)
