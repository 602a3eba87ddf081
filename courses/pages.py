"""The pages: home, the list of courses, a course, a lesson, the glossary. Declarative.

What a page shows is put together by the views that courses/served.py knows.
"""

import uuid

from django.db import models
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.search import index

from courses import drawings, served, steps
from courses.blocks import LINES, SEE, SOURCES, TRY_IT, WORDS
from courses.finding import CoursePageQuerySet, LessonPageQuerySet, SitePageQuerySet
from courses.packages.page_form import LessonForm
from courses.plain_language.forms import PlainPageForm
from lms.search import words as search
from lms.site.guest_pages import same_for_guests
from lms.skills.models import SkillSlugField

SIZES = [
    {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("See it on a phone")},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("See it on a computer")},
]


def _for_one_person(response):
    patch_cache_control(response, private=True, no_cache=True)
    return same_for_guests(response)


class ServedPage(Page):
    """A page whose content is put together by a view. Abstract."""

    PERSONAL_FIELDS = {}
    base_form_class = PlainPageForm
    preview_sizes = SIZES
    private_page_options = []  # every page is for everybody

    objects = PageManager.from_queryset(SitePageQuerySet)()

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """Adds what the page's view puts together."""
        return {**super().get_context(request, *args, **kwargs), **served.context(self, request)}

    def serve(self, request, *args, **kwargs):
        """Returns the page for one person: it may show their progress, so no shared cache may keep it."""
        return _for_one_person(super().serve(request, *args, **kwargs))

    @property
    def in_short(self):
        """What search engines are told: the author's words for them, else the page's first lines."""
        return self.search_description or self.first_lines

    @property
    def first_lines(self):
        """The page's own first lines, as plain text."""
        return getattr(self, "lead", "")

    def get_view_restrictions(self):
        """Returns the page's restrictions; no query where the finder has seen that there are none."""
        if getattr(self, "is_restricted", True):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()


class KeyedPage(ServedPage):
    """A page with a permanent key for statements, the library's or one of its own. Abstract."""

    key = models.CharField(_("key"), max_length=160, editable=False, blank=True, db_index=True)

    exclude_fields_in_copy = ["key"]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Saves the page; one that the library does not know gets a key that its translations share."""
        if not self.key:
            self.key = f"own/{uuid.UUID(str(self.translation_key)).hex}"
        return super().save(*args, **kwargs)


class HomePage(ServedPage):
    """The front door of an organisation's site: learn, practice, check yourself."""

    PERSONAL_FIELDS = {}

    lead = models.TextField(_("first lines"), max_length=400)
    learn_text = models.CharField(_("under “Learn”"), max_length=200)
    practice_text = models.CharField(_("under “Practice”"), max_length=200)
    check_text = models.CharField(_("under “Check yourself”"), max_length=200)
    caregiver_text = models.CharField(_("under “I look after someone”"), max_length=255)
    promises = StreamField(LINES, verbose_name=_("good to know"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("learn_text"), FieldPanel("practice_text"), FieldPanel("check_text")],
            heading=_("The three doors"),
        ),
        FieldPanel("caregiver_text"),
        FieldPanel("promises"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "courses.CourseIndexPage",
        "courses.GlossaryPage",
        "courses.CaregiverPage",
        "around.FaqPage",
    ]
    template = "courses/home_page.html"

    class Meta:
        verbose_name = _("home page")


class CourseIndexPage(ServedPage):
    """The list of courses. Its slug is `learn` in every language."""

    PERSONAL_FIELDS = {}

    lead = models.TextField(_("first lines"), max_length=400)
    steps = StreamField(LINES, verbose_name=_("the five steps, a line each"), blank=True, max_num=5)
    start = models.CharField(_("where to begin"), max_length=255, blank=True)
    empty = models.CharField(_("shown while there are no courses"), max_length=255)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("steps"),
        FieldPanel("start"),
        FieldPanel("empty"),
    ]
    parent_page_types = ["courses.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count_per_parent = 1
    template = "courses/course_index_page.html"

    class Meta:
        verbose_name = _("list of courses")


class CaregiverPage(ServedPage):
    """For people who look after someone: what to know, and which tasks to practise."""

    PERSONAL_FIELDS = {}

    lead = models.TextField(_("first lines"), max_length=400)
    points = StreamField(LINES, verbose_name=_("what to know"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("points")]
    parent_page_types = ["courses.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "courses/caregiver_page.html"

    class Meta:
        verbose_name = _("page for caregivers")


class CoursePage(KeyedPage):
    """A row of lessons."""

    PERSONAL_FIELDS = {}

    summary = models.CharField(_("in one sentence"), max_length=255)
    for_whom = models.TextField(_("who it is for"), max_length=400)
    drawing = models.CharField(_("drawing"), max_length=60, choices=drawings.choices, blank=True)
    what_you_will_do = StreamField(LINES, verbose_name=_("what you will do"), blank=True)
    end_title = models.CharField(_("title at the end"), max_length=120)
    end_text = models.TextField(_("text at the end"), max_length=500)
    end_next = models.TextField(_("what to do next"), max_length=400, blank=True)
    clinician_note = models.TextField(_("note on asking one's own care team"), max_length=400, blank=True)

    objects = PageManager.from_queryset(CoursePageQuerySet)()

    search_fields = [*Page.search_fields, index.SearchField("search_words")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("for_whom"),
        FieldPanel("drawing"),
        FieldPanel("what_you_will_do"),
        MultiFieldPanel(
            [
                FieldPanel("end_title"),
                FieldPanel("end_text"),
                FieldPanel("end_next"),
                FieldPanel("clinician_note"),
            ],
            heading=_("At the end"),
        ),
    ]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.LessonPage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course")

    @property
    def first_lines(self):
        """The course in one sentence."""
        return self.summary

    def search_words(self):
        """Returns what the search compares with."""
        lines = [block.value for block in self.what_you_will_do]
        return search.indexed(self.title, self.summary, self.for_whom, *lines)


def _step_panels(step):
    return {
        "connect": [FieldPanel("connect_question"), FieldPanel("connect_help")],
        "see": [FieldPanel("see")],
        "try": [FieldPanel("try_intro"), FieldPanel("try_it")],
        "reflect": [FieldPanel("reflect_prompt"), FieldPanel("reflect_help")],
        "plan": [FieldPanel("plan_intro"), FieldPanel("plan_when"), FieldPanel("plan_will")],
    }[step]


class LessonPage(RoutablePageMixin, KeyedPage):
    """One lesson: an overview, five steps at `<lesson>/<step>/`, and a last page at `<lesson>/done/`."""

    PERSONAL_FIELDS = {}
    base_form_class = LessonForm

    skill = SkillSlugField(_("skill"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=5)
    can_do = StreamField(LINES, verbose_name=_("what you will be able to do"), max_num=4)
    drawing = models.CharField(_("drawing"), max_length=60, choices=drawings.choices, blank=True)
    drawing_alt = models.CharField(_("the drawing in words"), max_length=255, blank=True)
    drawing_caption = models.CharField(_("caption"), max_length=255, blank=True)
    connect_question = models.CharField(_("question about the reader's own life"), max_length=255)
    connect_help = models.CharField(_("hint"), max_length=255, blank=True)
    see = StreamField(SEE, verbose_name=_("the idea"))
    try_intro = models.TextField(_("first lines"), max_length=500)
    try_it = StreamField(TRY_IT, verbose_name=_("activities and practice tasks"))
    reflect_prompt = models.CharField(_("question"), max_length=255)
    reflect_help = models.CharField(_("hint"), max_length=255, blank=True)
    plan_intro = models.TextField(_("first lines"), max_length=400)
    plan_when = StreamField(LINES, verbose_name=_("When…"), blank=True)
    plan_will = StreamField(LINES, verbose_name=_("I will…"), blank=True)
    summary = StreamField(LINES, verbose_name=_("in short"))
    words = StreamField(WORDS, verbose_name=_("your portal may call it…"), blank=True)
    call_instead = StreamField(LINES, verbose_name=_("when to call instead"))
    sources = StreamField(SOURCES, verbose_name=_("sources"), blank=True)

    objects = PageManager.from_queryset(LessonPageQuerySet)()

    search_fields = [*Page.search_fields, index.SearchField("search_words")]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("skill"), FieldPanel("minutes")]),
        FieldPanel("can_do"),
        MultiFieldPanel(
            [FieldPanel("drawing"), FieldPanel("drawing_alt"), FieldPanel("drawing_caption")],
            heading=_("Drawing"),
        ),
        FieldPanel("summary"),
        FieldPanel("words"),
        FieldPanel("call_instead"),
        FieldPanel("sources"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("The lesson")),
            *[ObjectList(_step_panels(step), heading=title) for step, title in steps.TITLES.items()],
            ObjectList(Page.promote_panels, heading=_("Address and search")),
        ]
    )
    parent_page_types = ["courses.CoursePage"]
    subpage_types = []
    template = "courses/lesson/overview.html"
    preview_modes = [("", _("Overview")), *steps.TITLES.items(), ("done", _("Last page"))]

    class Meta:
        verbose_name = _("lesson")

    @path("")
    def overview(self, request):
        """Shows what the lesson gives, and starts or resumes it."""
        return served.lesson(request, self, "overview")

    @re_path(rf"^({'|'.join(steps.SLUGS)})/$", name="step")
    def step(self, request, step):
        """Shows a step; a POST saves it."""
        return served.lesson(request, self, step)

    @path("done/")
    def done(self, request):
        """Shows the summary and what to do next."""
        return served.lesson(request, self, "done")

    def serve(self, request, *args, **kwargs):
        """Returns the overview or the part that was asked for, for one person."""
        return _for_one_person(super().serve(request, *args, **kwargs))

    def serve_preview(self, request, mode_name):
        """Shows the overview, one of the five steps or the last page as learners will see it."""
        return served.lesson(request, self, mode_name or "overview")

    @property
    def first_lines(self):
        """What one can do after the lesson."""
        return " ".join(block.value for block in self.can_do)

    def search_words(self):
        """Returns what the search compares with: titles and lines, and the words other portals use for it."""
        lines = [block.value for stream in (self.can_do, self.summary) for block in stream]
        headings = [block.value for block in self.see if block.block_type == "heading"]
        also = [word for block in self.words for word in (block.value["say"], *block.value["also"])]
        return search.indexed(self.title, self.connect_question, *lines, *headings, *also)

    def scenario_slugs(self):
        """Returns the practice tasks that the Try step links to, in order. Costs a query for activities."""
        found = []
        for block in self.try_it:
            slug = block.value if block.block_type == "scenario" else getattr(block.value, "scenario", "")
            if slug and slug not in found:
                found.append(slug)
        return found


class GlossaryPage(ServedPage):
    """The words of the portal, explained."""

    PERSONAL_FIELDS = {}

    lead = models.TextField(_("first lines"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["courses.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "courses/glossary_page.html"

    class Meta:
        verbose_name = _("glossary")
