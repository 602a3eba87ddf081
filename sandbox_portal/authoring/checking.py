"""What is wrong with a task of an organization's own, part by part, with the line of its file."""

from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from lms import plain_yaml
from sandbox_portal.adopting import fitting
from sandbox_portal.authoring import people
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.scenarios import linter
from sandbox_portal.scenarios.files import BrokenScenario, Fault, Source, yaml_problem
from sandbox_portal.scenarios.models import Scenario

MOST_CHARACTERS = 200_000
# A task can be tried out with these; it cannot be published.
SOFT = {"too-hard", "missing-translation", "old-format", "example-gap", "unknown-task", "double-slug"}


def source(text, name="task.yaml"):
    """Returns the file as a Source. Raises BrokenScenario with a line where it is no YAML of this kind."""
    if len(text) > MOST_CHARACTERS:
        raise BrokenScenario([Fault(name, 1, "yaml", _("this file is too long for a task"))])
    try:
        plain_yaml.check(text)
        found = Source(Path(name), text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BrokenScenario([Fault(name, line, "yaml", yaml_problem(error))]) from error
    if not isinstance(found.data, dict):
        raise BrokenScenario([Fault(name, 1, "yaml", _("a task is a list of names and values"))])
    return found


def faults(text, organisation_id):
    """Returns every fault of a file, in the order of its lines. Four queries at most."""
    try:
        found = source(text)
    except BrokenScenario as broken:
        return broken.faults
    try:
        file = found.parse()
    except BrokenScenario as broken:
        return sorted({*broken.faults, *linter.unknown_events(found)})
    return sorted(
        {
            *linter.faults_of(found, file, _known(organisation_id)),
            *_strangers(found, file, organisation_id),
            *_not_in_the_record(found, file, organisation_id),
        }
    )


def hard_faults(text, organisation_id):
    """Returns the faults with which the task cannot even be tried out."""
    return [fault for fault in faults(text, organisation_id) if fault.rule not in SOFT]


def _known(organisation_id):
    """Returns the tasks that may come next: the library's, and the organisation's own."""
    library = Scenario.objects.current().of_library().values_list("slug", flat=True)
    own = AuthoredScenario.objects.owned_by(organisation_id).values_list("slug", flat=True)
    return {*library, *own}


def _strangers(found, file, organisation_id):
    """Reports an invented person of another organisation, in the words for one who is not there."""
    if not people.may_use(file.persona, organisation_id):
        words = _("%(name)s is nobody you can choose")
        yield found.fault(("persona",), "unknown-persona", words % {"name": file.persona})


def _not_in_the_record(found, file, organisation_id):
    """Reports a check that cannot be met, because the organisation took out of the record what it needs."""
    gone = fitting.taken_out(organisation_id, file.persona)
    places = []
    for index, check in enumerate(file.checks if gone else ()):
        ways = [getattr(check, "facts", None), *(way.facts for way in getattr(check, "also", ()))]
        places.append((("checks", index), [facts for facts in ways if facts is not None]))
    opening = [each.model_dump() for each in file.opening] if gone else ()
    for index, ways in enumerate(fitting.begun_with(opening)):
        places.append((("opening", index), ways))
    for place, ways in places:
        for one in fitting.needed([ways], gone):
            message = _("your own version of the person has no %(name)s in the record")
            yield found.fault(place, "no-record", message % {"name": gone[one]})
