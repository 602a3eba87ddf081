"""The demo's slip: how to ask for a refill, at Lakeside's front desk."""

from courses.pages import LessonPage
from courses.slips import actions, reading
from courses.slips.models import Slip
from lms.organisations.models import Organisation

LESSON = "learn/everyday-skills/medicines-and-refills/"
TASK, LANGUAGE, LABEL = "refill-in-time", "es", "Front desk"


def load(progress=None):
    """Makes one slip in Spanish at the demo's clinic, where it has none yet."""
    clinic = Organisation.objects.filter(slug="lakeside").exclude(site=None).first()
    root = clinic and reading.root_path(clinic, LANGUAGE)
    lesson = root and LessonPage.objects.live().at(f"{root}{LESSON}").first()
    if lesson and not Slip.objects.for_organisation(clinic).exists():
        actions.make(
            organisation=clinic,
            lesson_key=lesson.translation_key,
            task=TASK,
            language=LANGUAGE,
            label=LABEL,
            by=None,
        )
