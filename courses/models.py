"""Every model of this app, from the folders in which they stand."""

from courses.activities.choice.models import Choice
from courses.activities.models import Activity
from courses.activities.ordering.models import Ordering
from courses.activities.reflection.models import Reflection
from courses.activities.sorting.models import Sorting
from courses.activities.try_it.models import TryIt
from courses.library_loader.models import LibraryPage
from courses.notebook.models import NotebookEntry
from courses.pages import CaregiverPage, CourseIndexPage, CoursePage, GlossaryPage, HomePage, LessonPage
from courses.progress.models import ActivityAnswer, Enrolment, LessonProgress
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm
from courses.simulator.models import SimulatedLearner

__all__ = [
    "Activity",
    "ActivityAnswer",
    "CaregiverPage",
    "Choice",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "FactCard",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "LessonPage",
    "LessonProgress",
    "LibraryPage",
    "NotebookEntry",
    "Ordering",
    "Reflection",
    "SimulatedLearner",
    "Sorting",
    "TryIt",
]
