"""A class as a group: those of its people who were active, where guard.py's audit lets it be shown."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Replace

from analytics.metrics import guard, kept
from analytics.metrics.guard import Cut
from lms.classes.models import ClassMember, StudyClass

# The audit holds each cut against every two others, so its cost grows with the third power of their number.
MOST_CLASSES = 40


@dataclass(frozen=True)
class Audited:
    """The cuts of an organisation with its classes: how many people are in each, and which may be shown.

    `classes` are the newest MOST_CLASSES running ones, {cut: StudyClass}.
    """

    people: dict[Cut, int]
    shown: frozenset[Cut]
    classes: dict[Cut, StudyClass]


def cut_of(study_class) -> Cut:
    """Returns the cut that a class is."""
    return Cut("class", study_class.key.hex)


def view(study_class) -> dict:
    """Returns the view of a class, as the measures take it: what its people did here at any time."""
    return {"members": members(study_class)}


@dataclass(frozen=True)
class Members:
    """The people of a class: a query of their account names, and what the class is called in kept figures."""

    names: QuerySet
    kept_as: str


def members(study_class) -> Members:
    """Returns the people of a class."""
    names = _named(ClassMember.objects.filter(study_class=study_class)).values("name")
    return Members(names, study_class.key.hex)


def audited(organisation, *, today) -> Audited:
    """Returns all cuts, those of classes among them. Four queries; two where no class is running.

    A class is held against every other cut, and against those whom its leader sees at the desk: where these
    are all but a few, the few who said no would stand out.
    """
    running = list(StudyClass.objects.for_organisation(organisation).running()[:MOST_CLASSES])
    if not running:
        return Audited(*guard.cuts(organisation, today=today), {})
    cuts = {one.pk: cut_of(one) for one in running}
    named = sorted(cut.value for cut in cuts.values())
    parts = (guard.months_back(today)[0], hashlib.sha256(" ".join(named).encode()).hexdigest())
    told = kept.figure(organisation, "classes", parts, lambda: _audit(organisation, today, cuts))
    return Audited(*guard.unpacked(told), {cut_of(one): one for one in running})


def _audit(organisation, today, cuts):
    """Returns all cuts as `guard.packed` does; `cuts` are {class's key in the database: its cut}."""
    places = defaultdict(set)  # {account name: its (class, whether the leader sees it)}
    mine = _named(ClassMember.objects.filter(study_class__in=list(cuts)))
    for name, study_class, is_shown in mine.values_list("name", "study_class", "is_shown"):
        places[name].add((cuts[study_class], is_shown))
    rows = _rows(organisation, today, mine, places)
    sizes = [size for *_who, size in rows]
    groups = guard.groups_of([(*who, size) for *who, _places, size in rows], today)
    seen = {}
    for place, (*_who, inside, _size) in enumerate(rows):
        for cut, is_shown in inside:
            groups[cut] = groups.get(cut, 0) | 1 << place
            if is_shown:
                seen[cut] = seen.get(cut, 0) | 1 << place
    groups = guard.in_order(groups, sizes)
    people = {cut: guard.people_in(mask, sizes) for cut, mask in groups.items()}
    return guard.packed(people, guard.allowed(groups, sizes, seen))


def _rows(organisation, today, mine, places):
    """Returns [(path, language, bits, classes, people)]: atoms of everybody, those in classes apart."""
    columns = ("path_told", "language_told", "bits")
    in_class = guard.each_person(organisation, today).filter(actor_name__in=mine.values("name"))
    apart = Counter()
    inside = Counter()
    for name, *who in in_class.values_list("actor_name", *columns):
        apart[(*who, frozenset(places[name]))] += 1
        inside[tuple(who)] += 1
    for *who, people in guard.atoms(organisation, today):
        rest = people - inside[tuple(who)]
        if rest > 0:
            apart[(*who, frozenset())] += rest
    return [(*who, people) for who, people in apart.items()]


def _named(places):
    """Returns places with the name of their account as statements have it: 32 hexadecimal digits."""
    text = Cast("learner__actor_name", CharField(max_length=36))
    return places.annotate(name=Replace(text, Value("-"), Value("")))
