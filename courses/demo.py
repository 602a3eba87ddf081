"""The demo's courses: both organisations take the open library, and the clinic adapts one lesson."""

from courses.adopting import actions
from courses.adopting.models import AdaptedPage
from courses.library_loader import loader
from courses.pages import LessonPage
from lms.organisations import demo, roles

ADAPTS = "lakeside"
ADAPTED = "start-here/your-first-week"
ADDED = {
    "en": "<p>At Lakeside Clinic, the portal is called <b>Lakeside Portal</b>. If you get stuck, call us. "
    "We are glad to help.</p>",
    "es": "<p>En la clínica Lakeside, el portal se llama <b>Lakeside Portal</b>. Si algo no le sale, "
    "llámenos. Le ayudamos con gusto.</p>",
}


def load(progress=None):
    """Gives each of the demo's own organisations its home page and the open courses; one lesson is adapted.

    One that joined since adopts what it wants, however often the demo is started again.
    """
    for organisation in demo.organisations():
        loader.load(organisation, progress)
        if organisation.slug == ADAPTS:
            _adapt(organisation)


def _adapt(organisation):
    organisation.site.refresh_from_db()  # it has got its home page just now
    for home in roles.homes(organisation):
        page = LessonPage.objects.descendant_of(home).filter(key=ADAPTED).select_related("locale").first()
        if page is None or AdaptedPage.objects.filter(page=page.pk).exists():
            continue
        actions.adapt(page=page, by=None)
        draft = page.get_latest_revision_as_object()
        draft.see.append(("paragraph", ADDED[page.locale.language_code]))
        draft.save_revision(log_action=True).publish()
