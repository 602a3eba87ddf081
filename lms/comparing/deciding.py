"""Changes of the library's are taken or left: what a form of templates/comparing/changes.html sends."""

from django.utils.translation import ngettext


def asked(form) -> tuple[list[str], bool]:
    """Returns (tokens of the changes, whether they are taken) of the form's button."""
    is_taken = "take" in form
    token = form.get("take") or form.get("leave") or ""
    return (form.getlist("shown") if token == "all" else [token]), is_taken


def said(number, is_taken) -> str:
    """Returns what to say once so many changes were taken or left."""
    if is_taken:
        words = ngettext(
            "%(number)d change is in your draft now. Look at it, then publish it.",
            "%(number)d changes are in your draft now. Look at it, then publish it.",
            number,
        )
    else:
        words = ngettext(
            "%(number)d change is left out. Your words stay.",
            "%(number)d changes are left out. Your words stay.",
            number,
        )
    return words % {"number": number}
