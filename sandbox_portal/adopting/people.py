"""What an organization's staff do with a person of the library: adapt, publish, try out, take and leave.

Authors write drafts and decide about what the library changed; publishers offer a draft or take it off.
"""

import hashlib
import json
from copy import deepcopy

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.comparing import changes
from lms.site import freshness
from sandbox_portal import actions, personas
from sandbox_portal.adopting import fitting
from sandbox_portal.adopting.models import AdaptedPerson
from sandbox_portal.adopting.rules import Refused, lock
from sandbox_portal.practice import Practice

Stage = AdaptedPerson.Stage


class Changed(Refused):
    """Somebody else has changed the draft since it was shown."""


class DoesNotFit(Refused):
    """The record has faults, or a task needs what is not in it. `faults` says each, for people."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n".join(faults))


def mine(organisation):
    """Returns {slug: {stage: row}} of the drafts and of what learners meet. One query."""
    found = {}
    rows = AdaptedPerson.objects.for_organisation(organisation).filter(stage__in=[Stage.DRAFT, Stage.LIVE])
    for row in rows:
        found.setdefault(row.slug, {})[row.stage] = row
    return found


def draft_of(organisation, slug):
    """Returns the draft of a person, or None."""
    return AdaptedPerson.objects.for_organisation(organisation).of(slug).drafts().first()


@transaction.atomic
def adapt(*, organisation, slug, by):
    """Returns the draft of a person of the library, begun where there is none: with what learners meet now.

    Raises Refused where the library has no such person.
    """
    lock(organisation)
    found = draft_of(organisation, slug)
    if found is not None:
        return found
    live = AdaptedPerson.objects.for_organisation(organisation).of(slug).live().first()
    if live is None and slug not in personas.slugs():
        raise Refused(_("The library does not have this any more."))
    library = None if live else personas.library_sheet(slug)
    draft = AdaptedPerson.objects.create(
        organisation=organisation,
        slug=slug,
        facts=deepcopy(library or live.facts),
        base=deepcopy(library or live.base),
    )
    _log(organisation, "adapted", slug, by)
    return draft


def seen(draft):
    """Returns a short text that is another one whenever somebody has changed the draft. No query."""
    text = json.dumps([draft.facts, draft.base], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def keep(*, draft, facts, by, shown=None):
    """Keeps a draft. It may have faults, as any draft may; returns them.

    `shown` is what `seen` gave when the draft was shown. Raises Changed where it is another one by now.
    """
    now = AdaptedPerson.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if shown is not None and shown != seen(now):
        raise Changed(_("Somebody has changed this person in the meantime. Look at both, then save again."))
    draft.facts, draft.base = facts, now.base
    draft.save(update_fields=["facts"])
    _log(draft.organisation, "changed", draft.slug, by)
    return fitting.faults(draft)


@transaction.atomic
def publish(*, draft, by):
    """Has the organisation's learners meet the person as the draft says, from their next practice on.

    Practices under way go on with the version they began with. Raises DoesNotFit.
    """
    organisation = draft.organisation
    lock(organisation)
    found = fitting.faults(draft)
    if found:
        raise DoesNotFit(found)
    _take_off(organisation, draft.slug)
    made = AdaptedPerson.objects.create(
        organisation=organisation, slug=draft.slug, stage=Stage.LIVE, facts=draft.facts, base=draft.base
    )
    _log(organisation, "published", draft.slug, by)
    return made


@transaction.atomic
def withdraw(*, organisation, slug, by):
    """Has the organisation's learners meet the library's person again. The draft stays."""
    lock(organisation)
    _take_off(organisation, slug)
    _log(organisation, "withdrawn", slug, by)


def _take_off(organisation, slug):
    """Makes what learners meet a past version, and forgets the earlier ones that nobody practises with.

    Not this one: somebody may be starting with it at this moment. Ready pages that name the person go.
    """
    rows = AdaptedPerson.objects.for_organisation(organisation).of(slug)
    _forget_unused(rows.past())
    rows.live().update(stage=Stage.PAST)
    transaction.on_commit(freshness.changed)


def _forget_unused(rows):
    names = {row.record_name: row.pk for row in rows}
    used = set(Practice.objects.filter(persona__in=names).values_list("persona", flat=True))
    rows.filter(pk__in=[pk for name, pk in names.items() if name not in used]).delete()


@transaction.atomic
def try_out(*, draft, learner, form_key, language):
    """Starts a practice in which one looks around as the draft's person; returns it. Raises DoesNotFit."""
    found = fitting.faults(draft)
    if found:
        raise DoesNotFit(found)
    trial = _version_of(draft)
    return actions.start(
        learner=learner,
        organisation=learner.organisation,
        form_key=form_key,
        language=language,
        persona=trial.record_name,
    )


def _version_of(draft):
    """Returns a version to try out that says what the draft says; forgets those that were left."""
    trials = AdaptedPerson.objects.for_organisation(draft.organisation).of(draft.slug).trials()
    same = next((row for row in trials if seen(row) == seen(draft)), None)
    if same is not None:  # the form sent twice, or tried out before
        return same
    _forget_unused(trials)
    about = {"organisation": draft.organisation, "slug": draft.slug}
    return AdaptedPerson.objects.create(**about, stage=Stage.TRIAL, facts=draft.facts, base=draft.base)


def waiting(draft):
    """Returns the Changes of the library's that nobody has decided about yet. No query."""
    if draft.slug not in personas.slugs():
        return []
    return changes.between(draft.base, personas.library_sheet(draft.slug), draft.facts)


@transaction.atomic
def decide(*, draft, tokens, is_taken, by):
    """Takes or leaves changes of the library's, named by their tokens; returns how many.

    Raises Refused where one of them is not any more as it was shown.
    """
    rows = AdaptedPerson.objects.select_for_update(of=("self",)).select_related("organisation")
    draft = rows.get(pk=draft.pk)
    wanted, done = set(tokens), 0
    for change in reversed(waiting(draft)):  # from the last block on, so that earlier places stay
        if change.token not in wanted:
            continue
        if is_taken:
            draft.facts[change.field] = changes.taken(change, draft.facts.get(change.field))
        draft.base = changes.settled(change, draft.base)
        done += 1
    if not done or done < len(wanted):
        raise Refused(_("The record has changed in the meantime. Look again."))
    draft.save(update_fields=["facts", "base"])
    _log(draft.organisation, "taken" if is_taken else "left", draft.slug, by)
    return done


def _log(organisation, act, slug, by):
    log(instance=organisation, action=f"practice_person.{act}", user=by, title=slug)
