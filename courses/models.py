"""Every model of this app, from the folders in which they stand."""

from courses.activities.choice.models import Choice
from courses.activities.fill_in.models import FillIn
from courses.activities.flash_cards.models import FlashCards
from courses.activities.hot_spots.models import HotSpots
from courses.activities.matching.models import Matching
from courses.activities.models import Activity
from courses.activities.ordering.models import Ordering
from courses.activities.reflection.models import Reflection
from courses.activities.several.models import Several
from courses.activities.sorting.models import Sorting
from courses.activities.story.models import Story
from courses.activities.try_it.models import TryIt
from courses.certificates.models import Certificate, Revocation, SigningKey
from courses.library_loader.models import LibraryPage
from courses.notebook.models import NotebookEntry
from courses.pages import CaregiverPage, CourseIndexPage, CoursePage, GlossaryPage, HomePage, LessonPage
from courses.plain_language.models import PematReview, PlainLanguageTask
from courses.progress.models import ActivityAnswer, Enrolment, LessonProgress
from courses.reminders.models import Letter, LetterItem, Refresher, ReminderChoice
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm
from courses.simulator.models import SimulatedLearner

__all__ = [
    "Activity",
    "ActivityAnswer",
    "CaregiverPage",
    "Certificate",
    "Choice",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "FactCard",
    "FillIn",
    "FlashCards",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "HotSpots",
    "LessonPage",
    "LessonProgress",
    "Letter",
    "LetterItem",
    "LibraryPage",
    "Matching",
    "NotebookEntry",
    "Ordering",
    "PematReview",
    "PlainLanguageTask",
    "Reflection",
    "Refresher",
    "ReminderChoice",
    "Revocation",
    "Several",
    "SigningKey",
    "SimulatedLearner",
    "Sorting",
    "Story",
    "TryIt",
]
