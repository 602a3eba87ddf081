"""From the files of a carried course to pages: drafts, which the organisation's own people look at first."""

import uuid
from dataclasses import dataclass, field
from hashlib import sha1

import yaml
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError as PydanticError
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.models import Locale

from courses.activities.models import Activity
from courses.carrying import leaving, schema
from courses.carrying.archive import ParcelError
from courses.carrying.faults import MOST_FAULTS, checked, faulty
from courses.lesson import tasks
from courses.library_loader import activities, activity_schema, activity_texts, pages
from courses.library_loader.files import Activity as ActivityFile
from courses.pages import CoursePage, LessonPage
from courses.shelf.fact_cards import FactCard
from lms import plain_yaml

_KINDS = {"jpg": "jpeg", "png": "png", "webp": "webp", "gif": "gif", "avif": "avif"}


@dataclass(frozen=True)
class Parcel:
    """A course that was read and holds: {(slug, language): Lesson}, pieces by key, pictures by name."""

    head: schema.Head
    course: schema.Course
    lessons: dict
    activities: dict
    facts: dict
    pictures: dict


@dataclass
class Arrived:
    """What came in: the course's pages by language, numbers of pieces, and what had to stay behind."""

    courses: dict = field(default_factory=dict)
    lessons: int = 0
    made: int = 0
    found: int = 0
    left_out: list = field(default_factory=list)


def read(files):
    """Returns the Parcel in {name: bytes}. Raises ParcelError, a line for each fault with file and key."""
    faults = []
    head = _parse(schema.Head, files, "portalwise.yaml", faults)
    if head is None:
        raise ParcelError(*faults)
    course = _parse(schema.Course, files, "course.yaml", faults)
    lessons = {}
    for name in sorted(files):
        if name.endswith(".yaml") and name.count(".") == 2:
            lesson = _parse(schema.Lesson, files, name, faults)
            if lesson is not None:
                lessons[lesson.slug, lesson.language] = lesson
    facts = _each(schema.Fact, files, "facts.yaml", faults)
    heads = _each(schema.ActivityHead, files, "activities.yaml", faults)
    pictures = {name.partition("/")[2]: data for name, data in files.items() if name.startswith("pictures/")}
    parcel = Parcel(head, course, lessons, _activities(heads, faults), facts, pictures)
    if course is not None and not faults:
        faults += _lost(parcel)
    if faults:
        more = len(faults) - MOST_FAULTS
        rest = [_("… and %d more.") % more] if more > 0 else []
        raise ParcelError(*faults[:MOST_FAULTS], *rest)
    return parcel


def put(parcel, *, parents, organisation, user):
    """Makes the course's pages as drafts below `parents` ({language: list of courses}), and returns Arrived.

    A fact or an activity that the open library or the organisation has with the same words is used;
    any other becomes the organisation's own. All or nothing: raises ParcelError and leaves nothing behind.
    """
    arriving = _Arriving(parcel, parents, organisation, user)
    try:
        with transaction.atomic():
            return arriving.put()
    except BaseException:
        arriving.clear_away()
        raise


def _parse(kind, files, name, faults, *, data=None, key=""):
    where = f"{name}: {key}" if key else name
    try:
        if data is None:
            if name not in files:
                faults.append(_("%s is missing.") % name)
                return None
            data = plain_yaml.load(files[name].decode("utf-8"))
        return kind.model_validate(data)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        faults.append(f"{where}: {' '.join(str(error).split())[:300]}")
    except PydanticError as error:
        for fault in error.errors():
            place = ".".join(str(part) for part in fault["loc"])
            faults.append(f"{where}: {place}: {fault['msg']}" if place else f"{where}: {fault['msg']}")
    return None


def _each(kind, files, name, faults):
    if name not in files:
        return {}
    try:
        data = plain_yaml.load(files[name].decode("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        faults.append(f"{name}: {' '.join(str(error).split())[:300]}")
        return {}
    if not isinstance(data, dict):
        faults.append(f"{name}: " + _("a key and its content are wanted on each line."))
        return {}
    return {
        str(key): _parse(kind, files, name, faults, data=value, key=str(key)) for key, value in data.items()
    }


def _activities(heads, faults):
    found = {}
    for key, head in heads.items():
        if head is None:
            continue
        texts = {}
        for language, said in head.texts.items():
            where = f"{key}.{language}"
            kind = activity_schema.TEXTS[head.kind]
            texts[language] = _parse(kind, {}, "activities.yaml", faults, data=said, key=where)
        found[key] = ActivityFile(key, head.kind, head.skill, texts)
    return found


def _lost(parcel):
    """Yields a line for each key that points nowhere."""
    languages = set(parcel.head.languages)
    if missing := languages - set(parcel.course.texts):
        yield _("course.yaml: there is no text in %s.") % ", ".join(sorted(missing))
    for (slug, language), lesson in parcel.lessons.items():
        name = f"{slug}.{language}.yaml"
        if slug not in parcel.course.lessons or language not in languages:
            yield _("%s: course.yaml does not name this lesson or its language.") % name
        wanted = [("fact", item.value, parcel.facts) for item in lesson.see if item.kind == "fact"]
        wanted += [("check", item.value, parcel.activities) for item in lesson.see if item.kind == "check"]
        wanted += [("try", key, parcel.activities) for key in lesson.try_.activities]
        for place, key, shelf in wanted:
            if key not in shelf or language not in shelf[key].texts:
                yield _("%(file)s: %(place)s: %(key)s is in no file of this language.") % {
                    "file": name,
                    "place": place,
                    "key": key,
                }
        for item in lesson.see:
            if item.kind == "picture" and item.value.file not in parcel.pictures:
                yield _("%(file)s: the picture %(key)s is missing.") % {"file": name, "key": item.value.file}
    for key, activity in parcel.activities.items():
        for text in activity.texts.values():
            if getattr(text, "picture", "") and text.picture not in parcel.pictures:
                yield _("%(file)s: the picture %(key)s is missing.") % {"file": key, "key": text.picture}


class _Arriving:
    def __init__(self, parcel, parents, organisation, user):
        self.parcel, self.parents, self.organisation, self.user = parcel, parents, organisation, user
        self.locales = {language: Locale.objects.get(language_code=language) for language in parents}
        self.arrived, self._files = Arrived(), []
        self._tasks = {slug for slug, _title in tasks.choices()}

    def put(self):
        """Makes everything and returns Arrived."""
        pictures = {name: self._picture(name, data) for name, data in sorted(self.parcel.pictures.items())}
        found = {"picture": pictures}
        for key, fact in self.parcel.facts.items():
            for language, piece in self._fact(key, fact).items():
                found["fact", key, language] = piece
        for key, activity in self.parcel.activities.items():
            for language, piece in self._activity(key, activity, pictures).items():
                found["activity", key, language] = piece
        course_key = uuid.uuid4()
        lesson_keys = {slug: uuid.uuid4() for slug in self.parcel.course.lessons}
        for language in self.parcel.head.languages:
            course = self._course(language, course_key)
            for slug in self.parcel.course.lessons:
                if (slug, language) in self.parcel.lessons:
                    self._lesson(self.parcel.lessons[slug, language], course, lesson_keys[slug], found)
        return self.arrived

    def clear_away(self):
        """Deletes the files of pictures whose rows were never kept."""
        for file in self._files:
            file.storage.delete(file.name)

    def _page(self, model, parent, where, language, **values):
        page = model(
            live=False, has_unpublished_changes=True, owner=self.user, locale=self.locales[language], **values
        )
        page.slug = leaving.free(page.slug, parent.get_children().values_list("slug", flat=True))
        checked(page, where)
        try:
            parent.add_child(instance=page)
        except ValidationError as error:
            raise faulty(where, error) from error
        page.save_revision(user=self.user, log_action=True)
        return page

    def _course(self, language, key):
        text = self.parcel.course.texts[language]
        page = self._page(
            CoursePage,
            self.parents[language],
            "course.yaml",
            language,
            translation_key=key,
            slug=text.address or self.parcel.course.slug,
            title=text.title,
            summary=text.summary,
            for_whom=text.for_whom,
            drawing=self.parcel.course.drawing,
            what_you_will_do=pages.lines(text.what_you_will_do),
            end_title=text.end.title,
            end_text=text.end.text,
            end_next=text.end.next,
            clinician_note=text.end.clinician,
        )
        self.arrived.courses[language] = page
        return page

    def _lesson(self, lesson, course, key, found):
        drawing = lesson.drawing or schema.Drawing()
        values = pages.lesson("", lesson.model_copy(update={"drawing": drawing}), found)
        values["try_it"] = self._try(lesson, found)
        del values["key"]
        where = f"{lesson.slug}.{lesson.language}.yaml"
        self._page(
            LessonPage,
            course,
            where,
            lesson.language,
            translation_key=key,
            slug=lesson.address or lesson.slug,
            **values,
        )
        self.arrived.lessons += 1

    def _try(self, lesson, found):
        waiting = {
            "activity": [found["activity", key, lesson.language] for key in lesson.try_.activities],
            "scenario": list(lesson.try_.scenarios),
        }
        order = lesson.try_.order
        if sorted(order) != ["activity"] * len(waiting["activity"]) + ["scenario"] * len(waiting["scenario"]):
            order = [kind for kind in ("activity", "scenario") for _one in waiting[kind]]
        blocks = []
        for kind in order:
            value = waiting[kind].pop(0)
            if kind == "scenario" and value not in self._tasks:
                self.arrived.left_out.append(
                    _("“%(lesson)s” led to the practice task %(task)s, which is not here.")
                    % {"lesson": lesson.title, "task": value}
                )
                continue
            blocks.append((kind, value))
        return blocks

    def _picture(self, name, data):
        images = get_image_model()
        same = images.objects.filter(
            collection=self.organisation.collection, file_hash=sha1(data, usedforsecurity=False).hexdigest()
        ).first()
        if same is not None:
            return same
        upload = SimpleUploadedFile(name, data, f"image/{_KINDS[name.rpartition('.')[2]]}")
        try:
            file = WagtailImageField().clean(upload)
        except ValidationError as error:
            raise faulty(f"pictures/{name}", error) from error
        image = images(
            title=name.rpartition(".")[0].replace("-", " "),
            file=file,
            collection=self.organisation.collection,
            uploaded_by_user=self.user,
        )
        image._set_image_file_metadata()
        image.save()
        self._files.append(image.file)
        return image

    def _fact(self, key, fact):
        def values(language):
            text = fact.texts[language]
            source = text.source or fact.source
            return {
                "value": text.value or fact.value,
                "year": text.year or fact.year,
                "check_by": text.check_by or fact.check_by,
                "text": text.text,
                "compared": text.compared,
                "population": text.population,
                "source_title": source.title,
                "source_publisher": source.publisher,
                "source_year": source.year,
                "source_url": source.url,
            }

        def is_same(by_language):
            return schema.Fact.model_validate(leaving.fact(by_language)) == fact

        return self._piece(FactCard, FactCard, key, fact.texts, values, is_same, "facts.yaml")

    def _activity(self, key, activity, pictures):
        model = activities.fields(activity, next(iter(activity.texts)), pictures)[0]

        def values(language):
            return activities.fields(activity, language, pictures)[1]

        def is_same(by_language):
            reference = next(iter(by_language.values()))
            if activity.kind != reference.KIND or (reference.skill or "") != activity.skill:
                return False
            if any(getattr(text, "picture", "") for text in activity.texts.values()):
                return all(
                    getattr(by_language[language], "picture", None) == pictures.get(text.picture)
                    for language, text in activity.texts.items()
                ) and self._says(by_language, activity, reference)
            return self._says(by_language, activity, reference)

        return self._piece(Activity, model, key, activity.texts, values, is_same, "activities.yaml")

    @staticmethod
    def _says(by_language, activity, reference):
        kind = activity_schema.TEXTS[activity.kind]
        for language, text in activity.texts.items():
            said = activity_texts.text(by_language[language], reference)
            try:
                known = kind.model_validate(said)
            except PydanticError:
                return False
            if known != (text.model_copy(update={"picture": ""}) if getattr(text, "picture", "") else text):
                return False
        return True

    def _piece(self, shelf, model, key, texts, values, is_same, file):
        """Returns {language: piece}: the one that is here already, or the organisation's new one."""
        here = {}
        rows = shelf.objects.usable_by(self.organisation).filter(key=key).select_related("locale")
        for row in rows:
            group = here.setdefault((row.organisation_id is not None, row.translation_key), {})
            group[row.locale.language_code] = row
        for _place, by_language in sorted(here.items(), key=lambda one: one[0][0]):
            known = {language: by_language[language] for language in texts if language in by_language}
            if len(known) == len(texts) and is_same(known):
                self.arrived.found += 1
                return known
        self.arrived.made += 1
        translation_key, made = uuid.uuid4(), {}
        may_publish = self.user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")
        for language in texts:
            piece = model(
                translation_key=translation_key,
                locale=self.locales[language],
                key=key,
                organisation=self.organisation,
                live=False,
                has_unpublished_changes=True,
                **values(language),
            )
            checked(piece, f"{file}: {key}.{language}")
            piece.save()
            revision = piece.save_revision(user=self.user)
            if may_publish:
                revision.publish(user=self.user)
            made[language] = piece
        return made
