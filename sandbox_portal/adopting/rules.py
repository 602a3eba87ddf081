"""What an organization's staff do with the library's tasks and people: hide, order, adapt, take and leave."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.comparing import changes
from lms.organisations.models import Organisation
from sandbox_portal import personas
from sandbox_portal.adopting import parts
from sandbox_portal.adopting.models import AdaptedTask, LibraryChoice
from sandbox_portal.authoring import checking, shape
from sandbox_portal.authoring import rules as authoring
from sandbox_portal.personas.models import ImportedPersona
from sandbox_portal.scenarios.models import Scenario

UP, DOWN = "up", "down"
What = LibraryChoice.What


class Refused(Exception):
    """It cannot be done; the text says why, for people."""


@dataclass(frozen=True)
class Piece:
    """A task or person of the library as one organization has it. `group` is what it is ordered within."""

    slug: str
    name: str
    group: str
    place: int
    is_hidden: bool
    adapted: AdaptedTask | None = None


def tasks(organisation, language):
    """Returns the library's tasks in the organisation's order, hidden ones too. Three queries."""
    chosen = {one.slug: one for one in LibraryChoice.objects.for_organisation(organisation).tasks()}
    adapted = {one.slug: one for one in AdaptedTask.objects.for_organisation(organisation)}
    found = [
        _piece(row.slug, row.text("title", language), row.skill, row.order, chosen, adapted)
        for row in Scenario.objects.current().of_library()
    ]
    return sorted(found, key=lambda piece: (piece.place, piece.slug))


def people(organisation):
    """Returns the library's invented people in the organisation's order. Two queries."""
    chosen = {one.slug: one for one in LibraryChoice.objects.for_organisation(organisation).people()}
    known = [(slug, personas.get(slug).display_name) for slug in personas.slugs()]
    known += [(one.slug, one.name) for one in ImportedPersona.objects.open_to(None)]
    known.sort(key=lambda one: one[0] != personas.FREE)  # whom one meets first
    found = [_piece(slug, name, "", order, chosen, {}) for order, (slug, name) in enumerate(known)]
    return sorted(found, key=lambda piece: piece.place)


def _piece(slug, name, group, order, chosen, adapted):
    choice = chosen.get(slug)
    place = order * 100 if choice is None or choice.place is None else choice.place
    return Piece(slug, name, group, place, bool(choice and choice.is_hidden), adapted.get(slug))


def _pieces(organisation, what):
    return tasks(organisation, "en") if what == What.TASK else people(organisation)


def _known(organisation, what, slug):
    """Returns (every piece, the one of that name). Raises Refused where the library has none."""
    found = _pieces(organisation, what)
    piece = next((one for one in found if one.slug == slug), None)
    if piece is None:
        raise Refused(_("The library does not have this any more."))
    return found, piece


@transaction.atomic
def hide(*, organisation, what, slug, by):
    """Takes a task or person of the library away from the organisation's learners, and from them only.

    Practices under way go on. Raises Refused for the last person: somebody must be there to practise with.
    """
    lock(organisation)
    found, _piece_ = _known(organisation, what, slug)
    if what == What.PERSON and not any(one.slug != slug and not one.is_hidden for one in found):
        raise Refused(_("One person has to stay. Show somebody else first."))
    _choose(organisation, what, slug, is_hidden=True)
    _log(organisation, "hidden", slug, by)


@transaction.atomic
def show(*, organisation, what, slug, by):
    """Gives a hidden task or person back to the organisation's learners."""
    _known(organisation, what, slug)
    _choose(organisation, what, slug, is_hidden=False)
    _log(organisation, "shown", slug, by)


@transaction.atomic
def move(*, organisation, what, slug, to, by):
    """Moves a piece one place up or down among those of its skill; at the end of the list nothing changes."""
    lock(organisation)
    found, piece = _known(organisation, what, slug)
    group = [one for one in found if one.group == piece.group]
    here = group.index(piece)
    there = here - 1 if to == UP else here + 1
    if not 0 <= there < len(group):
        return
    places, last = [], -1
    for one in group:  # the same places as before, with none taken twice
        last = max(one.place, last + 1)
        places.append(last)
    group[here], group[there] = group[there], group[here]
    for one, place in zip(group, places, strict=True):
        if one.place != place or one in (group[here], group[there]):
            _choose(organisation, what, one.slug, place=place)
    _log(organisation, "moved", slug, by)


def lock(organisation):
    """Has two people who change the library of an organisation at once do it one after the other."""
    list(Organisation.objects.select_for_update().filter(pk=organisation.pk).values_list("pk"))


def _log(organisation, act, slug, by):
    log(instance=organisation, action=f"practice_library.{act}", user=by, title=slug)


def _choose(organisation, what, slug, **values):
    LibraryChoice.objects.update_or_create(organisation=organisation, what=what, slug=slug, defaults=values)


@transaction.atomic
def adapt(*, organisation, slug, by):
    """Makes a copy that, once published, stands in the place of the library's task; returns it.

    One that is adapted already is that copy. Raises Refused where the library has no such task.
    """
    lock(organisation)
    found = AdaptedTask.objects.for_organisation(organisation).filter(slug=slug).first()
    if found is not None:
        return found.task
    task = authoring.copy(slug=slug, organisation=organisation, by=by)
    if task is None:
        raise Refused(_("The library does not have this any more."))
    AdaptedTask.objects.create(organisation=organisation, task=task, slug=slug, base=library(slug))
    _log(organisation, "adapted", slug, by)
    return task


def library(slug):
    """Returns what the library says of a task now, taken apart; None where it has taken it back."""
    text = authoring.library_file(slug)
    return None if text is None else parts.taken_apart(checking.source(text).data)


def waiting(own, draft):
    """Returns the Changes of the library's that nobody has decided about yet. No query."""
    now = library(own.slug)
    if now is None:
        return []
    base, now = parts.paired(own.base, now)
    return changes.between(base, now, parts.taken_apart(checking.source(draft.source).data))


@transaction.atomic
def decide(*, own, tokens, is_taken, by):
    """Takes or leaves changes of the library's, named by their tokens; returns how many.

    What is taken goes into a draft. Raises Refused where one of them is not any more as it was shown.
    """
    own = (
        AdaptedTask.objects.select_for_update(of=("self",))
        .select_related("task", "organisation")
        .get(pk=own.pk)
    )
    draft = own.task.get_latest_revision_as_object()
    data, wanted, done = checking.source(draft.source).data, set(tokens), 0
    for change in reversed(waiting(own, draft)):  # from the last block on, so that earlier places stay
        if change.token not in wanted:
            continue
        if is_taken:
            mine = parts.taken_apart(data).get(change.field)
            data = parts.put(data, change.field, changes.taken(change, mine))
        own.base = changes.settled(change, own.base)
        done += 1
    if not done or done < len(wanted):
        raise Refused(_("The task has changed in the meantime. Look again."))
    own.save(update_fields=["base"])
    _log(own.organisation, "taken" if is_taken else "left", own.slug, by)
    if is_taken:
        _keep(draft, data, by)
    return done


def _keep(draft, data, by):
    """Saves the data as the newest draft. It may have faults, as any draft may."""
    draft.source = shape.written(data)
    title = data.get("title") or {}
    draft.title = str(title.get("en") or title.get("es") or draft.slug)[:160]
    draft.save_revision(user=by, log_action=True, clean=False)
