"""Groups that people joined or were invited to: classes, and others that an app above registers (slips).

Here a group is those of its people who were active, where guard.py's audit lets it be shown.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Replace

from analytics.metrics import guard, kept
from analytics.metrics.guard import Cut
from analytics.metrics.sql import grouped
from analytics.metrics.views import SMALLEST_GROUP
from lms.classes.models import ClassMember, StudyClass

# The audit holds each cut against every two others, so its cost grows with the third power of their number.
MOST_CLASSES = 40
_JOINED = "joined"  # the kind of the cut of all who joined a class, active or not


@dataclass(frozen=True)
class Group:
    """Some people by their names: `kind` says what it is, `key` which one, `pk` its row.

    `names` is a query of their account names. `given_out` is how many were invited, where anybody noted it.
    """

    kind: str
    key: str
    pk: int
    title: str
    names: QuerySet
    leader_id: int | None = None
    given_out: int | None = None

    @property
    def cut(self) -> Cut:
        """Returns the cut that the group is."""
        return Cut(self.kind, self.key)

    @property
    def kept_as(self):
        """Returns what the group is called in the key of a kept figure."""
        return f"{self.kind}/{self.key}"

    @property
    def view(self) -> dict:
        """Returns the view of the group, as the measures take it: what its people did here at any time."""
        return {"members": self}


class Source(NamedTuple):
    """Where groups of a kind come from.

    `running(organisation)` returns the Groups; `places(pks)` a query of who is in groups of these rows, with
    `name` (account), `group` (the row) and `is_seen` (whether staff see this person in it by a name).
    """

    kind: str
    running: Callable
    places: Callable


def named(rows, learner="learner"):
    """Returns rows with the name of their account as statements have it: 32 hexadecimal digits."""
    text = Cast(f"{learner}__actor_name", CharField(max_length=36))
    return rows.annotate(name=Replace(text, Value("-"), Value("")))


def _classes(organisation):
    running = StudyClass.objects.for_organisation(organisation).running()[:MOST_CLASSES]
    return [of_class(one) for one in running]


def of_class(study_class) -> Group:
    """Returns a class as a group."""
    names = named(ClassMember.objects.filter(study_class=study_class)).values("name")
    key = study_class.key.hex
    return Group("class", key, study_class.pk, study_class.title, names, leader_id=study_class.leader_id)


def _places_in_classes(pks):
    places = named(ClassMember.objects.filter(study_class__in=pks))
    return places.annotate(group=F("study_class"), is_seen=F("is_shown"))


_SOURCES = {"class": Source("class", _classes, _places_in_classes)}


def register(source) -> None:
    """Adds a kind of group; an app that lies above calls it once, when it is ready."""
    _SOURCES[source.kind] = source


@dataclass(frozen=True)
class Audited:
    """The cuts of an organisation with its groups: how many people are in each, and which may be shown.

    `groups` is {cut: Group}; `joined` is {cut of a class: how many people joined it}, of those whom the audit
    lets be shown.
    """

    people: dict[Cut, int]
    shown: frozenset[Cut]
    groups: dict[Cut, Group]
    joined: dict[Cut, int] = field(default_factory=dict)

    def of_kind(self, kind) -> dict[Cut, Group]:
        """Returns the groups of a kind."""
        return {cut: group for cut, group in self.groups.items() if cut.kind == kind}


def audited(organisation, *, today) -> Audited:
    """Returns all cuts, those of groups among them. A query a source, and two more.

    A group is held against every other cut, and against those of its people whom staff see at the desk: where
    these are all but a few, the few who said no would stand out.
    """
    running = [group for source in _SOURCES.values() for group in source.running(organisation)]
    if not running:
        return Audited(*guard.cuts(organisation, today=today), {})
    names = sorted(f"{group.kind}/{group.key}" for group in running)
    parts = (guard.months_back(today)[0], hashlib.sha256(" ".join(names).encode()).hexdigest())
    told = kept.figure(organisation, "groups", parts, lambda: _audit(organisation, today, running))
    people, shown = guard.unpacked(told)
    joined = {cut: people.pop(cut) for cut in [*people] if cut.kind == _JOINED}
    joined = {Cut("class", cut.value): count for cut, count in joined.items() if cut in shown}
    shown = frozenset(cut for cut in shown if cut.kind != _JOINED)
    return Audited(people, shown, {group.cut: group for group in running}, joined)


def _audit(organisation, today, running):
    """Returns all cuts as `guard.packed` does. Two queries."""
    cuts = {(group.kind, group.pk): group.cut for group in running}
    columns = ("name", "kind", "group", "is_seen")
    places = defaultdict(set)  # {account name: its (cut, whether staff see it)}
    for name, kind, group, is_seen in _union(running, *columns):
        places[name].add((cuts[kind, group], is_seen))
    rows, active = _rows(organisation, today, running, places)
    sizes = [size for *_who, size in rows]
    groups = guard.groups_of([(*who, size) for *who, _places, size in rows], today)
    seen = {}
    for place, (*_who, inside, _size) in enumerate(rows):
        for cut, is_seen in inside:
            groups[cut] = groups.get(cut, 0) | 1 << place
            if is_seen:
                seen[cut] = seen.get(cut, 0) | 1 << place
    absent = Counter(frozenset(cut for cut, _seen in places[name]) for name in places.keys() - active)
    joined = _joined(groups, sizes, absent)
    groups = guard.in_order(groups | joined, sizes)
    people = {cut: guard.people_in(mask, sizes) for cut, mask in groups.items()}
    shown = guard.allowed(groups, sizes, seen)
    busy = {cut for cut in groups if cut.kind == "class"} - set().union(*absent)
    same = {Cut(_JOINED, cut.value): cut for cut in busy}  # all of them were active: there is one number
    people |= {cut: people[of] for cut, of in same.items()}
    return guard.packed(people, shown | {cut for cut, of in same.items() if of in shown})


def _joined(groups, sizes, absent):
    """Returns {cut: bit mask} of who joined each class; adds atoms for who did and was never active here.

    A class that 1 to 9 of them joined is left out: beside who was active it would tell of these few.
    """
    idle = {}
    for place, (cuts, size) in enumerate(absent.items(), start=len(sizes)):
        sizes.append(size)
        for cut in cuts:
            idle[cut] = idle.get(cut, 0) | 1 << place
    found = {}
    for cut in [cut for cut in groups if cut.kind == "class"]:
        if guard.people_in(idle.get(cut, 0), sizes) >= SMALLEST_GROUP:
            found[Cut(_JOINED, cut.value)] = groups[cut] | idle[cut]
    return found


def _rows(organisation, today, running, places):
    """Returns [(path, language, bits, groups, people)], atoms of everybody with those in groups apart, and

    the names of the people in groups who were active here.
    """
    is_inside = When(actor_name__in=_union(running, "name"), then=F("actor_name"))
    each = guard.each_person(organisation, today).annotate(who=Case(is_inside, default=Value("")))
    apart, active = Counter(), set()
    for name, *who, people in grouped(each.values_list("who", "path_told", "language_told", "bits"), 4):
        apart[(*who, frozenset(places.get(name, ())))] += people
        active.add(name)
    return [(*who, people) for who, people in apart.items()], active


def _union(running, *columns):
    """Returns the query of all places in these groups, whatever their kind."""
    found = []
    for source in _SOURCES.values():
        pks = [group.pk for group in running if group.kind == source.kind]
        if pks:
            places = source.places(pks).annotate(kind=Value(source.kind))
            found.append(places.order_by().values_list(*columns))
    return found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]
