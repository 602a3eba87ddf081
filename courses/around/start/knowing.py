"""A short check per course: who answers a lesson's questions right may leave the lesson out.

It is marked as known, never as learned: no progress, no certificate and no statement comes of it.
"""

from django import forms
from django.db import transaction

from courses.activities.choice.models import Choice
from courses.activities.models import Activity
from courses.around.start.models import KnownLesson
from courses.pages import CoursePage, LessonPage

MOST_A_LESSON = 2


def course_at(slug, root):
    """Returns the published course of a site by its slug, or None. `root` is the site's path."""
    if root is None:
        return None
    return CoursePage.objects.live().select_related("locale").filter(url_path=f"{root}learn/{slug}/").first()


def questions(course):
    """Returns [(lesson, [Choice, …]), …] of the lessons that have questions to choose from. Two queries."""
    lessons = list(LessonPage.objects.live().child_of(course).order_by("path"))
    wanted = {
        lesson: [
            block["value"]
            for stream in (lesson.see, lesson.try_it)
            for block in stream.raw_data
            if block["type"] in ("activity", "check")
        ]
        for lesson in lessons
    }
    found = Activity.objects.whole([pk for pks in wanted.values() for pk in pks])
    kept = []
    for lesson, pks in wanted.items():
        mine = [found[pk] for pk in pks if isinstance(found.get(pk), Choice) and found[pk].live]
        if mine:
            kept.append((lesson, mine[:MOST_A_LESSON]))
    return kept


class CheckForm(forms.Form):
    """The questions of a course; none needs an answer. `groups` are (lesson's title, [bound field, …])."""

    def __init__(self, data=None, *, questions):
        super().__init__(data)
        self.asked = questions
        for lesson, activities in questions:
            for activity in activities:
                field = forms.ChoiceField(
                    label=activity.prompt,
                    help_text=activity.help_text,
                    required=False,
                    widget=forms.RadioSelect,
                    choices=[(one.value["key"], one.value["text"]) for one in activity.options],
                )
                field.is_left_open = True  # the page says it once, above all of them
                self.fields[_name(lesson, activity)] = field

    @property
    def groups(self):
        """The bound fields by lesson."""
        return [
            (lesson.title, [self[_name(lesson, activity)] for activity in activities])
            for lesson, activities in self.asked
        ]

    def known(self):
        """Returns the lessons all of whose questions were answered right."""
        return [
            lesson
            for lesson, activities in self.asked
            if all(self._is_right(lesson, activity) for activity in activities)
        ]

    def _is_right(self, lesson, activity):
        given = self.cleaned_data[_name(lesson, activity)]
        return bool(given) and activity.mark(given).is_right is True


def _name(lesson, activity):
    return f"q{lesson.pk}-{activity.pk}"


@transaction.atomic
def keep(*, learner, lessons):
    """Marks lessons as known by a learner; twice, it changes nothing."""
    KnownLesson.objects.bulk_create(
        [KnownLesson(learner=learner, lesson_key=lesson.translation_key) for lesson in lessons],
        ignore_conflicts=True,
    )


def keys(learner, lessons):
    """Returns the keys of those of the lessons that a learner knows. One query; none for nobody."""
    if not learner:
        return set()
    wanted = [lesson.translation_key for lesson in lessons]
    rows = KnownLesson.objects.for_learner(learner).filter(lesson_key__in=wanted)
    return set(rows.values_list("lesson_key", flat=True))
