"""What "download my data" holds of courses and the notebook."""

from courses import steps
from courses.certificates.models import Certificate
from courses.notebook.models import NotebookEntry
from courses.pages import CoursePage, LessonPage
from courses.progress.models import ActivityAnswer, Enrolment, LessonProgress
from courses.reminders.models import Letter, Refresher, ReminderChoice


def part(learner):
    """Returns a learner's courses, lessons, answers, notebook, reminders, certificates as data for JSON."""
    progress = list(LessonProgress.objects.for_learner(learner).order_by("started_at"))
    answers = ActivityAnswer.objects.for_learner(learner).order_by("answered_at")
    enrolments = list(Enrolment.objects.for_learner(learner).order_by("started_at"))
    lessons = LessonPage.objects.titles([row.lesson_key for row in progress], learner.language)
    courses = CoursePage.objects.titles([row.course_key for row in enrolments], learner.language)
    return {
        "courses": [
            {
                "course": courses.get(row.course_key, ""),
                "started": row.started_at.isoformat(),
                "completed": row.completed_at and row.completed_at.isoformat(),
            }
            for row in enrolments
        ],
        "lessons": [
            {
                "lesson": lessons.get(row.lesson_key, ""),
                "started": row.started_at.isoformat(),
                "steps": {
                    step: getattr(row, f"{step}_at").isoformat() for step in steps.SLUGS if row.has_done(step)
                },
                "completed": row.completed_at and row.completed_at.isoformat(),
            }
            for row in progress
        ],
        "answers": [
            {
                "question": row.activity_key,
                "answer": row.response,
                "is_right": row.is_right,
                "tries": row.tries,
                "answered": row.answered_at.isoformat(),
            }
            for row in answers
        ],
        "notebook": [
            {"asked": entry.prompt, "written": entry.text, "on": entry.written_at.isoformat()}
            for entry in NotebookEntry.objects.for_learner(learner).order_by("written_at")
        ],
        "refreshers": [
            {
                "lesson": lessons.get(row.lesson_key, ""),
                "day": row.due_on.isoformat(),
                "answers": row.responses,
                "finished": row.finished_at and row.finished_at.isoformat(),
            }
            for row in Refresher.objects.for_learner(learner).order_by("due_on", "pk")
        ],
        "reminders": [
            {
                "email": row.email,
                "confirmed": row.confirmed_at and row.confirmed_at.isoformat(),
                "none wanted": row.is_off,
            }
            for row in ReminderChoice.objects.for_learner(learner)
        ],
        "reminders sent": [
            {"day": row.day.isoformat(), "sent": row.sent_at and row.sent_at.isoformat()}
            for row in Letter.objects.for_learner(learner).order_by("day")
        ],
        "certificates": [
            {
                "course": row.course_title,
                "name shown": row.shown_name,
                "finished": row.completed_on.isoformat(),
                "code": row.code,
                "credential": row.signed,
            }
            for row in Certificate.objects.for_learner(learner).order_by("pk")
        ],
    }
