from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from analytics import contents
        from courses import demo, export, keeping, links, pages, reading, receivers, served
        from courses.carrying import takeout
        from courses.lesson import views as lesson_views
        from courses.library_loader import loader
        from courses.plain_language import models as plain_language
        from courses.presenting import pages as views
        from courses.progress.models import LessonProgress
        from courses.simulator import a_class
        from courses.simulator import run as simulator
        from lms.classes import done as class_progress
        from lms.demo import steps
        from lms.organisations import first_steps, frames
        from lms.organisations.takeout import parts as takeout_parts
        from lms.people import export as people_export
        from lms.site.offline import keeping as kept_pages
        from lms.skills import links as skill_links

        served.register(pages.HomePage, views.home)
        served.register(pages.CourseIndexPage, views.course_index)
        served.register(pages.CoursePage, views.course)
        served.register(pages.GlossaryPage, views.glossary)
        served.register(pages.CaregiverPage, views.caregivers)
        served.register_lesson(lesson_views.show)
        skill_links.register("lesson", links.lessons)
        skill_links.register("handout", links.handouts)
        skill_links.register("reading", reading.find)
        contents.register("lessons", links.lessons_of_courses)
        kept_pages.register("courses", keeping.pages)
        people_export.register("courses", export.part)
        class_progress.register("lessons", _("Lessons finished"), LessonProgress.objects.moments_done)
        steps.register("the courses", order=60, step=demo.load)
        steps.register("a class", order=70, step=a_class.load)
        steps.register("simulated learners", order=90, step=simulator.chunk, is_background=True)
        takeout_parts.register("courses", takeout.part)
        frames.register(loader.frame)
        first_steps.register(plain_language.step)
        receivers.connect()
