"""The demo's class at Lakeside: a leader, five people with nicknames, and what those who agreed have done."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone, translation

from courses.pages import LessonPage
from courses.simulator import learning
from lms.classes import actions
from lms.classes.models import StudyClass
from lms.organisations.models import Membership, Organisation
from lms.people.models import Learner, User

TITLE, DAYS = "Tuesday morning class", 60
# nickname, language, whether the leader may see how far they are, lessons done
PEOPLE = (
    ("Sunflower", "en", True, 2),
    ("Colibrí", "es", True, 3),
    ("Papa Joe", "en", True, 1),
    ("Night owl", "en", True, 0),
    ("Luna", "es", False, 1),
)


@transaction.atomic
def load(progress=None):
    """Makes the class once, by the product's own actions; does nothing where the clinic has a class."""
    clinic = Organisation.objects.filter(slug="lakeside").exclude(site=None).first()
    if clinic is None or StudyClass.objects.for_organisation(clinic).exists():
        return
    leader = _leader(clinic)
    made = actions.make(
        organisation=clinic,
        title=TITLE,
        ends_on=timezone.localdate() + timedelta(days=DAYS),
        language="en",
        leader=leader,
        by=leader,
    )
    for number, (nickname, language, is_shown, lessons) in enumerate(PEOPLE):
        learner = Learner.objects.create(organisation=clinic, language=language)
        actions.join(learner=learner, study_class=made, nickname=nickname, is_shown=is_shown)
        dice = Random(f"class/{number}")  # noqa: S311  (a story, not a secret)
        with translation.override(language):
            for lesson in _lessons(clinic, language)[:lessons]:
                learning.take_lesson(
                    learner=learner,
                    organisation=clinic,
                    lesson=lesson,
                    how="whole",
                    language=language,
                    dice=dice,
                )


def _leader(clinic):
    admins = User.objects.filter(
        memberships__organisation=clinic, memberships__role=Membership.Role.ADMIN, is_active=True
    )
    return admins.order_by("pk").first()


def _lessons(clinic, language):
    home = clinic.site.root_page.get_translations(inclusive=True).filter(locale__language_code=language)
    found = home.first()
    rows = LessonPage.objects.live().select_related("locale").order_by("path")
    return list(rows.below(found.url_path)[:3]) if found else []
