"""What a package says of itself, in words for its author."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.packages.models import Package

MOST_NAMED = 12  # libraries


def facts(package):
    """Returns [(name, what is said)]; nothing where there is nothing that an author has to know."""
    describe = {Package.Kind.CMI5: _of_cmi5, Package.Kind.H5P: _of_h5p}.get(package.kind, _of_scorm)
    return describe(package.facts)


def _of_scorm(said):
    return [(_("To pass"), said["mastery"])] if said.get("mastery") else []


def _of_cmi5(said):
    found = [(_("It counts as done when the learner"), _MOVE_ON[said["move_on"]]())]
    if "mastery" in said:
        found.append((_("To pass"), f"{round(said['mastery'] * 100)} / 100"))
    if said["launch_method"] == "OwnWindow":
        here = _("Here it plays in a frame. Try below whether it shows all.")
        found.append((_("It wants a window of its own"), here))
    if said.get("launch_parameters"):
        found.append((_("It is given"), said["launch_parameters"]))
    return found


def _of_h5p(said):
    libraries = sorted(name for name in said["folders"] if not name.startswith("H5PEditor."))
    named = ", ".join(libraries[:MOST_NAMED]) + (" …" if len(libraries) > MOST_NAMED else "")
    return [
        (_("Kind of activity"), said["library"]),
        (_("Libraries in it"), named),
        (_("It counts as done when the learner"), _("has answered it, or come to its end")),
    ]


_MOVE_ON = {
    "NotApplicable": lambda: pgettext("a package counts as done when the learner", "has opened it"),
    "Passed": lambda: pgettext("a package counts as done when the learner", "has passed"),
    "Completed": lambda: pgettext("a package counts as done when the learner", "has come to its end"),
    "CompletedAndPassed": lambda: pgettext(
        "a package counts as done when the learner", "has come to its end and passed"
    ),
    "CompletedOrPassed": lambda: pgettext(
        "a package counts as done when the learner", "has come to its end or passed"
    ),
}
