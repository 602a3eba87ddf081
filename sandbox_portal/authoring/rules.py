"""What authors do with a task of their own: bring it in, copy the library's, offer it, try it out."""

import re

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sandbox_portal import actions
from sandbox_portal.adopting.models import AdaptedTask
from sandbox_portal.authoring import checking, shape
from sandbox_portal.authoring.blocks import Task
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.files import BrokenScenario, library
from sandbox_portal.scenarios.models import Scenario


class NotReady(Exception):
    """The task has faults. `faults` names each with its line."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def read(text):
    """Returns a file's data. Raises BrokenScenario where the form could not keep all that stands in it."""
    found = checking.source(text)
    if not _fits(found.data):
        found.parse()  # says what does not belong, line by line
        raise BrokenScenario([found.fault((), "yaml", _("something in this file would be lost"))])
    return found.data


def _fits(data):
    try:
        block = Task()
        kept = block.get_prep_value(block.to_python(shape.to_form(data)))
        return shape.is_same(shape.to_data(kept), data)
    except (TypeError, ValueError, AttributeError, KeyError):
        return False


def library_file(slug):
    """Returns the text of one of the library's files, or None."""
    found = next((path for path in library() if path.stem == slug), None)
    return found and found.read_text(encoding="utf-8")


@transaction.atomic
def copy(*, slug, organisation, by):
    """Copies a task of the library into a draft of the organisation's own; returns it, or None."""
    text = library_file(slug)
    if text is None:
        return None
    name, number = slug, 1
    while AuthoredScenario.objects.owned_by(organisation).named(name).exists():
        number += 1
        name = f"{slug}-{number}"
    text = re.sub(r"^slug: .*$", f"slug: {name}", text, count=1, flags=re.MULTILINE)
    title = read(text)["title"]["en"]
    task = AuthoredScenario.objects.create(
        organisation=organisation, slug=name, title=title, source=text, live=False
    )
    task.save_revision(user=by, log_action=True)
    return task


@transaction.atomic
def offer(*, task):
    """Offers the task as it stands to the organisation's learners, as a new version; returns the Scenario.

    Attempts under way keep theirs. Raises NotReady.
    """
    faults = checking.faults(task.source, task.organisation_id)
    if faults:
        raise NotReady(faults)
    file = checking.source(task.source).parse()
    return loader.write(
        file,
        slug=task.learners_slug,
        version=_next(task.learners_slug),
        organisation=task.organisation,
        next_task=_next_task(file, task.organisation_id),
        replaces=AdaptedTask.objects.filter(task=task.pk).values_list("slug", flat=True).first() or "",
    )


def _next(slug):
    return (Scenario.objects.filter(slug=slug).aggregate(top=Max("version"))["top"] or 0) + 1


def _next_task(file, organisation_id):
    """Returns the name by which learners know the task that follows."""
    wanted = file.done.next_task or ""
    own = AuthoredScenario.objects.owned_by(organisation_id).named(wanted).first()
    return own.learners_slug if own else wanted


def withdraw(*, task):
    """Offers the task no more. What learners did of it stays theirs."""
    Scenario.objects.filter(slug=task.learners_slug).update(is_current=False)


@transaction.atomic
def try_out(*, task, learner, mode, form_key, language):
    """Starts the task as a learner would, with nothing recorded; returns the practice. Raises NotReady."""
    faults = checking.hard_faults(task.source, task.organisation_id)
    if faults:
        raise NotReady(faults)
    file = checking.source(task.source).parse()
    scenario = loader.write(
        file,
        slug=task.preview_slug,
        version=_next(task.preview_slug),
        organisation=task.organisation,
        next_task=_next_task(file, task.organisation_id),
        is_preview=True,
    )
    Scenario.objects.filter(slug=task.preview_slug, is_current=True).update(is_current=False)
    return actions.start(
        learner=learner,
        organisation=learner.organisation,
        form_key=form_key,
        scenario=scenario,
        mode=mode,
        language=language,
    )
