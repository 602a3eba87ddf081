"""Every model of this app, from the folders in which they stand."""

from courses.around.asking.models import AskedQuestion
from courses.around.faq.models import FaqPage, FaqQuestion
from courses.around.start.models import KnownLesson

__all__ = ["AskedQuestion", "FaqPage", "FaqQuestion", "KnownLesson"]
