"""What comes after a lesson: the next one, or the end of the course."""

from courses.pages import CoursePage, LessonPage
from courses.progress.models import Enrolment


def of(lesson, *, learner, request):
    """Returns the course, whether it is done, and the next lesson with its address. Three queries."""
    course = CoursePage.objects.of_lesson(lesson)
    following = LessonPage.objects.after(lesson)
    enrolled = Enrolment.objects.for_learner(learner).in_course(course.translation_key).first()
    return {
        "course": course,
        "following": following,
        "following_url": following and following.get_url(request),
        "is_course_done": bool(enrolled and enrolled.completed_at),
    }
