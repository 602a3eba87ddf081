from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from courses import demo, export, links, pages, receivers, served
        from courses.lesson import views as lesson_views
        from courses.library_loader import loader
        from courses.presenting import pages as views
        from courses.simulator import run as simulator
        from lms.demo import steps
        from lms.organisations import frames
        from lms.people import export as people_export
        from lms.skills import links as skill_links

        served.register(pages.HomePage, views.home)
        served.register(pages.CourseIndexPage, views.course_index)
        served.register(pages.CoursePage, views.course)
        served.register(pages.GlossaryPage, views.glossary)
        served.register(pages.CaregiverPage, views.caregivers)
        served.register_lesson(lesson_views.show)
        skill_links.register("lesson", links.lessons)
        people_export.register("courses", export.part)
        steps.register("the courses", order=60, step=demo.load)
        steps.register("simulated learners", order=90, step=simulator.chunk, is_background=True)
        frames.register(loader.frame)
        receivers.connect()
