"""What an organisation's staff do with courses of the library: adopt, hide, order, adapt, take and leave."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from courses.adopting import bringing, content, tasks
from courses.adopting.models import AdaptedPage, Adoption
from courses.library_loader import trees
from courses.library_loader.models import LibraryPage
from courses.pages import CoursePage, LessonPage
from courses.plain_language import report
from lms.comparing import changes

UP, DOWN = "up", "down"


class Refused(Exception):
    """It cannot be done; the text says why, for people."""


def courses_of(adoption):
    """Returns an adopted course's page in every language, the site's first language first."""
    key = trees.key_of(adoption.organisation, f"course/{adoption.course.slug}")
    return list(CoursePage.objects.filter(translation_key=key).select_related("locale").order_by("locale_id"))


@transaction.atomic
def adopt(*, organisation, course, by):
    """Takes a course of the library into an organisation's site; the worker brings its pages. Returns it.

    One that the organisation has deleted comes again, as the library has it.
    """
    adoption, is_new = Adoption.objects.get_or_create(organisation=organisation, course=course)
    if not is_new and adoption.is_following:
        return adoption
    adoption.is_following = True
    if not courses_of(adoption):
        adoption.version, adoption.lessons = "", []
    adoption.failed_version = ""
    adoption.save()
    _log(adoption, "adopted", by)
    _bring_soon(adoption)
    return adoption


@transaction.atomic
def stop(*, adoption, by):
    """Ends the following: the pages stay as they are, and the library's updates do not come any more."""
    Adoption.objects.filter(pk=adoption.pk).update(is_following=False)
    _log(adoption, "stopped", by)


@transaction.atomic
def hide(*, adoption, lesson_key, by):
    """Takes a lesson off the site, in every language."""
    for page in _lessons(adoption, lesson_key):
        if page.live:
            page.unpublish(user=by)


@transaction.atomic
def show(*, adoption, lesson_key, by):
    """Puts a hidden lesson on the site again, in every language. Raises Refused where it reads too hard."""
    for page in _lessons(adoption, lesson_key):
        if page.live:
            continue
        newest = page.get_latest_revision_as_object()
        if not report.of(newest).holds:
            words = _("“%s” is too hard to read as it stands. Edit it, then publish it.")
            raise Refused(words % newest.title)
        page.get_latest_revision().publish(user=by)
        # From now on it is the organisation that shows or hides it.
        LibraryPage.objects.of_page(page).filter(checksum=bringing.WITHDRAWN).update(checksum="")


@transaction.atomic
def move(*, adoption, lesson_key, to, by):
    """Moves a lesson one place up or down, in every language."""
    for page in _lessons(adoption, lesson_key):
        here = list(Page.objects.child_of(page.get_parent()).order_by("path"))
        place = next(number for number, one in enumerate(here) if one.pk == page.pk)
        other = place - 1 if to == UP else place + 1
        if 0 <= other < len(here):
            here[place].move(here[other], pos="left" if to == UP else "right", user=by)


@transaction.atomic
def try_again(*, adoption, by):
    """Has the worker try an update again at which it has failed."""
    if Adoption.objects.stuck().filter(pk=adoption.pk).update(failed_version=""):
        _log(adoption, "tried_again", by)
        _bring_soon(adoption)


@transaction.atomic
def bring_again(*, adoption, name, by):
    """Brings a lesson that the organisation has deleted, by the library's key of it."""
    _refuse_unless_following(adoption)
    adoption.lessons = [key for key in adoption.lessons if key != name]
    adoption.version = adoption.failed_version = ""
    adoption.save()
    _log(adoption, "brought_again", by)
    _bring_soon(adoption)


@transaction.atomic
def adapt(*, page, by):
    """Makes a page of an adopted course the organisation's own: the library's updates wait beside it."""
    row = LibraryPage.objects.select_related("revision").of_page(page).first()
    if row is None:
        raise Refused(_("This page is your own already."))
    _own, is_new = AdaptedPage.objects.get_or_create(
        page_id=page.pk, defaults={"base": bringing.base_of(page, row)}
    )
    if is_new:
        log(instance=page, action="adopting.adapted", user=by)


@transaction.atomic
def let_go(*, adoption, page, by):
    """Gives up what was adapted: the page says again what the library says. Its history keeps the rest.

    Raises Refused where the library says nothing of it any more.
    """
    _refuse_unless_following(adoption)
    is_gone = isinstance(page, LessonPage) and adoption.lessons and page.key not in adoption.lessons
    if is_gone or not adoption.course.is_offered:
        raise Refused(_("The library has taken this back. Your words stay."))
    AdaptedPage.objects.filter(page=page.pk).delete()
    LibraryPage.objects.of_page(page).update(checksum="", revision=page.latest_revision_id)
    Adoption.objects.filter(pk=adoption.pk).update(version="", failed_version="")
    log(instance=page, action="adopting.let_go", user=by)
    _bring_soon(adoption)


def waiting(page):
    """Returns what the library changed in an adapted page and nobody has decided about yet."""
    own = AdaptedPage.objects.filter(page=page.pk).first()
    if own is None or own.upstream is None:
        return []
    return changes.between(own.base, own.upstream, content.of_page(page))


@transaction.atomic
def decide(*, page, tokens, is_taken, by):
    """Takes or leaves changes of the library's, named by their tokens; returns how many.

    What is taken becomes a draft, as incomplete as the draft before it was, which goes the organisation's way
    to being published. Raises Refused where one of the changes is not the one any more that was shown.
    """
    own = AdaptedPage.objects.select_for_update().filter(page=page.pk).first()
    if own is None or own.upstream is None:
        raise Refused(_("There is nothing to decide here any more."))
    page = type(page).objects.get(pk=page.pk)  # with the newest draft, now that nobody else decides
    draft = page.get_latest_revision_as_object()
    if is_taken and page.permissions_for_user(by).page_locked():
        raise Refused(_("This page is locked. Unlock it first."))
    wanted, done = set(tokens), 0
    mine = content.of_page(page)
    # From the last block to the first, so that the places of those before stay what they were.
    for change in reversed(changes.between(own.base, own.upstream, mine)):
        if change.token not in wanted:
            continue
        if is_taken:
            mine[change.field] = changes.taken(change, mine.get(change.field))
            content.put(draft, change.field, mine[change.field])
        own.base = changes.settled(change, own.base)
        done += 1
    if not done or done < len(wanted):
        raise Refused(_("The page has changed in the meantime. Look again."))
    if not changes.between(own.base, own.upstream, mine):
        own.base, own.upstream = own.upstream, None
    own.save()
    if is_taken:
        draft.save_revision(user=by, log_action=True, clean=False)
    log(instance=page, action="adopting.taken" if is_taken else "adopting.left", user=by)
    return done


def _lessons(adoption, lesson_key):
    """Returns a lesson of an adopted course in every language, the organisation's own lessons in it too."""
    found = LessonPage.objects.none()
    for course in courses_of(adoption):
        found |= LessonPage.objects.child_of(course)
    pages = list(found.filter(translation_key=lesson_key))
    if not pages:
        raise Refused(_("This lesson is not there any more."))
    return pages


def _refuse_unless_following(adoption):
    if not adoption.is_following:
        raise Refused(_("This course does not follow the library. Let it follow first."))


def _bring_soon(adoption):
    """Asks the worker; where the queue is down, the next round of updates finds it."""
    transaction.on_commit(lambda: tasks.bring.delay(adoption.pk), robust=True)


def _log(adoption, act, by):
    log(instance=adoption.organisation, action=f"adopting.{act}", user=by, title=str(adoption.course))
