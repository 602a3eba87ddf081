"""Brings a course of the library into an organisation's trees, or what has changed in it since."""

from django.utils import timezone
from wagtail.models import Page

from courses.adopting import content
from courses.adopting.models import AdaptedPage
from courses.library_loader import trees
from courses.library_loader.models import LibraryPage
from courses.pages import CourseIndexPage
from lms.comparing import changes

WITHDRAWN = "withdrawn"  # in the place of a page's checksum: taken back by the library, and hidden for that


def bring(adoption, edition, *, learn, tally, on_lesson=None):
    """Makes or renews the pages of one course. Run it in a transaction.

    `learn` holds the list of courses and its locale by language: {code: (page, locale)}. What the
    organisation has adapted stays, and what the library says now is kept beside it; what it has hidden stays
    hidden, what it has deleted stays away, and an order of its own stays as well. Says on the adoption what
    was brought.
    """
    before, has_some = list(adoption.lessons), False
    for language, (parent, locale) in learn.items():
        head, lessons = edition.sheets[language]
        has_some |= _Bringing(adoption, parent, locale, tally, before).put(head, lessons, on_lesson)
    if has_some:
        adoption.lessons = edition.lessons
    else:
        adoption.is_following = False  # the organisation has deleted the course
    adoption.version, adoption.failed_version = adoption.course.version, ""
    adoption.brought_at = timezone.now()
    adoption.save()


def lists_of(organisation, locales):
    """Returns an organisation's lists of courses, {language: (page, locale)}. One query a language."""
    found = {}
    for language, locale in locales.items():
        key = trees.key_of(organisation, "learn")
        page = CourseIndexPage.objects.filter(translation_key=key, locale=locale).first()
        if page is not None:
            found[language] = (page, locale)
    return found


class _Bringing:
    """One course in one language."""

    def __init__(self, adoption, parent, locale, tally, before):
        self.adoption, self.parent, self.locale = adoption, parent, locale
        self.tally, self.before = tally, before
        self.pages, self.rows, self.adapted = {}, {}, {}

    def put(self, head, lessons, on_lesson):
        """Writes the pages; returns False where the organisation has deleted the course.

        What is there is written first: whatever moves in the tree gives its siblings other paths.
        """
        self._look([head, *lessons])
        course = self.pages.get(head.name)
        if course is None and self.before:
            return False
        course = self._put(head, self.parent)
        had_our_order = bool(self.before) and self._order(course) == self._known_order(self.before)
        for sheet in lessons:
            if sheet.name in self.pages:
                self._put(sheet, course)
        self._withdraw({sheet.key for sheet in lessons})
        latest = None
        for sheet in lessons:
            if sheet.name in self.pages:
                latest = self.pages[sheet.name]
            elif sheet.key not in self.before:
                latest = self._put(sheet, course, after=latest)
            if on_lesson:
                on_lesson()
        if had_our_order:
            self._sort(course, [sheet.name for sheet in lessons])
        return True

    def _look(self, sheets):
        names = {trees.key_of(self.adoption.organisation, sheet.name): sheet.name for sheet in sheets}
        gone = set(self.before) - {sheet.key for sheet in sheets}
        names |= {trees.key_of(self.adoption.organisation, f"lesson/{key}"): f"lesson/{key}" for key in gone}
        self._lock(list(names))
        for model in {sheet.model for sheet in sheets}:
            here = model.objects.filter(translation_key__in=list(names), locale=self.locale)
            self.pages |= {names[page.translation_key]: page for page in here}
        pks = [page.pk for page in self.pages.values()]
        self.rows = {row.page_id: row for row in LibraryPage.objects.filter(page__in=pks)}
        adapted = AdaptedPage.objects.filter(page__in=pks)
        self.adapted = {row.page_id: row for row in adapted}

    def _lock(self, keys):
        """Has whoever publishes or decides at this moment finish first, and the next one wait.

        In the order in which a decision takes them. SQLite lets one write at a time anyway.
        """
        here = {"translation_key__in": keys, "locale": self.locale}
        adapted = AdaptedPage.objects.filter(page__in=Page.objects.filter(**here).values("pk"))
        list(adapted.select_for_update().order_by("page_id").values_list("pk", flat=True))
        list(Page.objects.filter(**here).select_for_update().order_by("pk").values_list("pk", flat=True))

    def _put(self, sheet, parent, after=None):
        page = self.pages.get(sheet.name)
        if page is None:
            page = self._make(sheet, parent, after)
            self.tally.made += 1
            return page
        row = self.rows.get(page.pk)
        if row is not None and row.checksum == sheet.mark:
            self.tally.unchanged += 1
        elif is_adapted(page, row, self.adapted.get(page.pk)):
            self._remember(page, row, sheet)
            self.tally.left_alone += 1
        else:
            is_back = row is not None and row.checksum == WITHDRAWN and not page.live
            trees.renew(page, sheet.values, sheet.mark)
            if is_back:
                page.latest_revision.publish(log_action=False)
            self.tally.renewed += 1
        return page

    def _make(self, sheet, parent, after):
        if self.before:  # the tree counts a new page's siblings from the row, which may have moved
            parent = type(parent).objects.get(pk=parent.pk)
        page = trees.make(
            sheet.model,
            parent,
            sheet.mark,
            translation_key=trees.key_of(self.adoption.organisation, sheet.name),
            locale=self.locale,
            slug=trees.free_slug(parent, sheet.slug),
            **sheet.values,
        )
        self.pages[sheet.name] = page
        if self.before:
            self._place(page, parent, after)
        return page

    def _place(self, page, parent, after):
        """Puts a new lesson behind the one that it follows in the library."""
        page = Page.objects.get(pk=page.pk)
        if after is not None:
            page.move(Page.objects.get(pk=after.pk), pos="right")
        elif (first := parent.get_children().exclude(pk=page.pk).first()) is not None:
            page.move(first, pos="left")

    def _remember(self, page, row, sheet):
        """Keeps what the library says now beside a page that is the organisation's own."""
        now = content.made_of(sheet.model, sheet.values)
        own = self.adapted.get(page.pk) or AdaptedPage(page_id=page.pk, base=base_of(page, row))
        is_new = bool(changes.between(own.base, now, content.of_page(page)))
        own.base, own.upstream = (own.base, now) if is_new else (now, None)
        own.save()
        row.checksum = sheet.mark
        row.save(update_fields=["checksum"])

    def _withdraw(self, offered):
        """Hides the lessons that the library has taken back, unless the organisation has adapted them."""
        for key in set(self.before) - offered:
            page = self.pages.get(f"lesson/{key}")
            if page is None or not page.live:
                continue
            if not is_adapted(page, self.rows.get(page.pk), self.adapted.get(page.pk)):
                page.unpublish(log_action=False)
                LibraryPage.objects.of_page(page).update(checksum=WITHDRAWN)
                self.tally.renewed += 1

    def _order(self, course):
        """Returns the keys of the lessons that were brought, as the organisation has ordered them."""
        paths = dict(Page.objects.child_of(course).values_list("pk", "path"))
        here = {
            paths[page.pk]: name.removeprefix("lesson/")
            for name, page in self.pages.items()
            if page.pk in paths
        }
        return [here[path] for path in sorted(here) if here[path] in self.before]

    def _known_order(self, keys):
        return [key for key in keys if f"lesson/{key}" in self.pages]

    def _sort(self, course, names):
        wanted = [self.pages[name].pk for name in names if name in self.pages]
        here = list(Page.objects.child_of(course).order_by("path").values_list("pk", flat=True))
        if [pk for pk in here if pk in set(wanted)] == wanted:
            return
        for before, pk in zip(wanted, wanted[1:], strict=False):
            Page.objects.get(pk=pk).move(Page.objects.get(pk=before), pos="right")


def is_adapted(page, row, own):
    """Returns whether a page is the organisation's own by now: it was said so, or somebody has edited it."""
    return own is not None or (row is not None and page.latest_revision_id != row.revision_id)


def base_of(page, row):
    """Returns what the library said in a page before anybody here changed it.

    Where that revision is gone, what the page says now: then each difference to the library is shown.
    """
    revision = row.revision if row is not None else None
    found = content.of(revision.content, type(page)) if revision else content.of_page(page)
    return content.without_ids(found)
