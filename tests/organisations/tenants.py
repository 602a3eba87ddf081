"""Two organisations with something of every kind, each marked with a word of its own.

Whoever sees the word `quokka` has seen something of the clinic's; `numbat` is the nonprofit's.
"""

import io
import json
import uuid
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db.models import Q
from django.utils import timezone
from PIL import Image as Picture
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    Comment,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    Site,
    TaskState,
    Workflow,
    WorkflowState,
)

from analytics.lrs.clients import actions as clients
from analytics.lrs.clients.models import Client, ClientSecret
from analytics.lrs.forwarding import actions as targets
from analytics.lrs.forwarding import outbox
from analytics.lrs.forwarding.models import DeadLetter, Target
from analytics.lrs.models import Statement
from courses.activities.choice.models import Choice
from courses.adopting.models import Adoption, LibraryCourse
from courses.around.asking.models import AskedQuestion
from courses.around.faq.models import FaqQuestion
from courses.lti import actions as systems
from courses.lti.models import Registration, ToolKey
from courses.packages.models import Package
from courses.pages import CourseIndexPage, CoursePage, HomePage, LessonPage
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm
from courses.slips import actions as slips
from courses.slips.models import Opening, Slip
from lms.classes import actions as classes
from lms.classes.models import ClassMember, StudyClass
from lms.letters.models import Letter
from lms.organisations import invitations, roles
from lms.organisations.models import Invitation, Membership, Organisation, Takeout
from lms.people.models import Learner, User
from sandbox_portal import personas
from sandbox_portal.adopting.models import AdaptedPerson
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.personas.models import ImportedPersona

Role = Membership.Role


@dataclass
class Tenant:
    """One organisation and all that is its own."""

    mark: str
    organisation: Organisation
    people: dict = field(default_factory=dict)
    homes: dict = field(default_factory=dict)
    own: SimpleNamespace = field(default_factory=SimpleNamespace)


def make(mark, *, slug, hostname):
    """Returns a Tenant whose every title, name, draft and comment holds `mark`."""
    organisation = Organisation.objects.create(name=f"{mark} house", slug=slug, kind="clinic")
    tenant = Tenant(mark, organisation)
    _trees(tenant, hostname)
    for role in (Role.AUTHOR, Role.PUBLISHER, Role.ANALYST, Role.ADMIN):
        user = User.objects.create_user(
            f"{role}@{mark}.example", None, first_name=f"{mark} {role}", last_name=mark
        )
        Membership.objects.create(organisation=organisation, user=user, role=role)
        tenant.people[role] = user
    roles.sync(organisation=organisation)
    _files(tenant)
    _pieces(tenant)
    _lesson(tenant)
    _moderation(tenant)
    _records(tenant)
    tenant.own.invitation = invitations.send(
        organisation=organisation, email=f"invited@{mark}.example", role=Role.REVIEWER
    )
    _class(tenant)
    tenant.own.slip = slips.make(
        organisation=organisation,
        lesson_key=tenant.own.lesson.translation_key,
        task=f"{mark}-task",
        language="en",
        label=f"{mark} desk",
        by=tenant.people[Role.AUTHOR],
    )
    tenant.own.registration = systems.keep(
        organisation=organisation,
        facts={"name": f"{mark} school", "client_id": mark, "deployments": [mark]}
        | dict.fromkeys(["site", "issuer", "login_url", "token_url", "key_set_url"], f"https://{mark}.example/"),
    )
    tenant.own.takeout = Takeout.objects.create(organisation=organisation, finished_at=timezone.now())
    tenant.own.takeout.file.save(f"{mark}.zip", ContentFile(mark.encode()))
    _adoption(tenant)
    _package(tenant)
    return tenant


def _package(tenant):
    tenant.own.package = Package(
        organisation=tenant.organisation,
        made_by=tenant.people[Role.AUTHOR],
        title=f"{tenant.mark} package",
        kind="scorm12",
        launch="index.html",
        files={"index.html": 1},
        state=Package.State.READY,
    )
    tenant.own.package.file.save("package.zip", ContentFile(tenant.mark.encode()))


def _adoption(tenant):
    course, _is_new = LibraryCourse.objects.get_or_create(slug="open-course", version="1")
    tenant.own.adoption = Adoption.objects.create(
        organisation=tenant.organisation, course=course, lessons=[f"open-course/{tenant.mark}"], version="1"
    )


def _class(tenant):
    tenant.own.study_class = classes.make(
        organisation=tenant.organisation,
        title=f"{tenant.mark} class",
        ends_on=timezone.localdate(),
        language="en",
        leader=tenant.people[Role.ADMIN],
        by=None,
    )
    learner = Learner.objects.create(organisation=tenant.organisation)
    classes.join(
        learner=learner, study_class=tenant.own.study_class, nickname=f"{tenant.mark} bird", is_shown=True
    )


def _records(tenant):
    tenant.own.client, _secret = clients.create(
        organisation=tenant.organisation, name=f"{tenant.mark} client", scopes_granted=["all"]
    )
    tenant.own.target = targets.create(
        organisation=tenant.organisation,
        name=f"{tenant.mark} store",
        endpoint=f"https://{tenant.mark}.example/xapi/",
        username=tenant.mark,
        password=tenant.mark,
        version="1.0.3",
    )
    tenant.own.statement = Statement.objects.create(
        statement_id=uuid.uuid4(),
        organisation=tenant.organisation,
        actor_name=tenant.mark,
        verb=f"https://{tenant.mark}.example/verb",
        activity=f"https://{tenant.mark}.example/activity",
        timestamp=timezone.now(),
        stored=timezone.now(),
        raw=json.dumps({"actor": tenant.mark}),
    )
    tenant.own.letter = Letter.objects.create(
        organisation=tenant.organisation,
        **dict.fromkeys(["subject_en", "body_en", "subject_es", "body_es"], tenant.mark),
    )
    tenant.own.asked = AskedQuestion.objects.create(
        organisation=tenant.organisation, language="en", text=tenant.mark, form_key=uuid.uuid4()
    )
    outbox.bury(tenant.own.target, uuid.uuid4(), status=400, reason=f"{tenant.mark} reason")


def _trees(tenant, hostname):
    mark = tenant.mark
    texts = dict.fromkeys(["lead", "learn_text", "practice_text", "check_text", "caregiver_text"], mark)
    first = HomePage(title=f"{mark} home", slug=f"{mark}-en", locale=Locale.objects.get(language_code="en"))
    for name, value in texts.items():
        setattr(first, name, value)
    Page.objects.get(depth=1).add_child(instance=first)
    spanish = first.copy_for_translation(Locale.objects.get(language_code="es"))
    spanish.slug = f"{mark}-es"
    spanish.save_revision().publish()
    tenant.homes = {"en": first, "es": spanish}
    tenant.organisation.site = Site.objects.create(
        hostname=hostname, port=80, site_name=f"{mark} site", root_page=first
    )
    tenant.organisation.save()


def picture(name):
    """Returns a small picture as a file."""
    data = io.BytesIO()
    Picture.new("RGB", (20, 20), "teal").save(data, "PNG")
    return ImageFile(data, name=name)


def _files(tenant):
    mark, author = tenant.mark, tenant.people[Role.AUTHOR]
    collection = tenant.organisation.collection
    image = Image.objects.create(
        title=f"{mark} image", collection=collection, uploaded_by_user=author, file=picture(f"{mark}.png")
    )
    image.tags.add(f"{mark}-tag")
    document = Document(title=f"{mark} document", collection=collection, uploaded_by_user=author)
    document.file.save(f"{mark}.txt", ContentFile(mark.encode()))
    document.tags.add(f"{mark}-tag")
    for thing in (image, document):
        log(instance=thing, action="wagtail.create", user=author)
    tenant.own.image, tenant.own.document, tenant.own.collection = image, document, collection


def _pieces(tenant):
    mark, author = tenant.mark, tenant.people[Role.AUTHOR]
    english = Locale.objects.get(language_code="en")
    shared = {"organisation": tenant.organisation, "locale": english, "live": True}
    option = {"text": mark, "is_right": True, "feedback": mark}
    tenant.own.pieces = {
        "factcard": FactCard.objects.create(key=f"{mark}-fact", **fact(mark), **shared),
        "glossaryterm": GlossaryTerm.objects.create(
            key=f"{mark}-word", word=f"{mark} word", meaning=f"{mark} meaning", **shared
        ),
        "faqquestion": FaqQuestion.objects.create(
            key=f"{mark}-faq", group="site", question=f"{mark} question", answer=f"{mark} answer", **shared
        ),
        "choice": Choice.objects.create(
            key=f"{mark}-choice",
            prompt=f"{mark} prompt",
            options=[("option", {"key": "a", **option}), ("option", {"key": "b", **option})],
            **shared,
        ),
    }
    tenant.own.pieces["authoredscenario"] = AuthoredScenario.objects.create(
        slug=f"{mark}-task",
        title=f"{mark} task",
        source=f"slug: {mark}-task\ntitle: {{en: {mark} task}}\n",
        organisation=tenant.organisation,
    )
    for piece in tenant.own.pieces.values():
        piece.save_revision(user=author)
    tenant.own.pieces["importedpersona"] = ImportedPersona.objects.create(
        slug=f"imported-{mark}", name=f"{mark} person", organisation=tenant.organisation
    )
    for piece in tenant.own.pieces.values():
        log(instance=piece, action="wagtail.edit", user=author)
    facts = personas.library_sheet("ruth")
    AdaptedPerson.objects.create(
        organisation=tenant.organisation, slug="ruth", facts=facts | {"given": f"{mark} Ruth"}, base=facts
    )


def fact(words):
    """Returns the fields of a fact card."""
    return {
        "value": "65%",
        "year": 2024,
        "text": f"{words} fact",
        "population": words,
        "source_title": words,
        "source_publisher": words,
        "source_year": 2024,
        "source_url": "https://example.org/",
        "check_by": timezone.localdate(),
    }


def lesson_fields(words, pieces):
    """Returns the fields of a lesson with two of the pieces in it."""
    return {
        "skill": "messaging",
        "connect_question": words,
        "see": [("heading", words), ("fact", pieces["factcard"])],
        "try_intro": words,
        "try_it": [("activity", pieces["choice"])],
        "can_do": [("line", words)],
        "reflect_prompt": words,
        "plan_intro": words,
        "summary": [("line", words)],
        "call_instead": [("line", words)],
    }


def _lesson(tenant):
    mark, author = tenant.mark, tenant.people[Role.AUTHOR]
    learn = tenant.homes["en"].add_child(
        instance=CourseIndexPage(title=f"{mark} courses", slug="learn", lead=mark, empty=mark)
    )
    course = learn.add_child(
        instance=CoursePage(
            title=f"{mark} course", slug="course", summary=mark, for_whom=mark, end_title=mark, end_text=mark
        )
    )
    lesson = course.add_child(
        instance=LessonPage(
            title=f"{mark} lesson",
            slug=f"{mark}-lesson",
            owner=author,
            **lesson_fields(mark, tenant.own.pieces),
        )
    )
    lesson.save_revision(user=author, log_action=True).publish(user=tenant.people[Role.PUBLISHER])
    lesson.title = f"{mark} draft title"
    lesson.save_revision(user=author, log_action=True)
    hidden = course.add_child(
        instance=LessonPage(
            title=f"{mark} hidden", slug="hidden", live=False, owner=author,
            **lesson_fields(mark, tenant.own.pieces),
        )
    )  # fmt: skip
    hidden.save_revision(user=author, log_action=True)
    publisher = tenant.people[Role.PUBLISHER]
    hidden.locked, hidden.locked_by, hidden.locked_at = True, publisher, timezone.now()
    hidden.save()
    Comment.objects.create(page=lesson, user=author, text=f"{mark} comment", contentpath="title")
    tenant.own.course, tenant.own.lesson, tenant.own.hidden = (
        course,
        LessonPage.objects.get(pk=lesson.pk),
        hidden,
    )


def _moderation(tenant):
    mark, author = tenant.mark, tenant.people[Role.AUTHOR]
    lesson = tenant.own.lesson
    workflow_state = tenant.organisation.workflow.start(lesson, author)
    task_state = workflow_state.current_task_state
    task_state.comment = f"{mark} remark"
    task_state.save()
    tenant.own.workflow_state, tenant.own.task_state = workflow_state, task_state
    tenant.own.session = EditingSession.objects.create(
        user=author, content_object=lesson, last_seen_at=timezone.now()
    )


def snapshot(tenant):
    """Returns all that is the tenant's as text, to tell whether anything has been changed."""
    mark, organisation = tenant.mark, tenant.organisation
    home = tuple(page.path for page in tenant.homes.values())
    within = Q(path__startswith=home[0]) | Q(path__startswith=home[1])
    pages = Page.objects.filter(within)
    lessons = LessonPage.objects.filter(within)
    staff = User.objects.filter(email__contains=mark)
    kept = {
        "pages": pages.values(),
        "lessons": lessons.values("pk", "see", "try_it", "connect_question"),
        "revisions": Revision.objects.filter(object_id__in=[str(page.pk) for page in pages]).values(),
        "comments": Comment.objects.filter(page__in=pages).values(),
        "pagelog": PageLogEntry.objects.filter(page__in=pages).values(),
        "images": Image.objects.filter(collection=organisation.collection).values(),
        "documents": Document.objects.filter(collection=organisation.collection).values(),
        "collections": Collection.objects.filter(pk=organisation.collection_id).values(),
        "facts": FactCard.objects.filter(organisation=organisation).values(),
        "words": GlossaryTerm.objects.filter(organisation=organisation).values(),
        "choices": Choice.objects.non_polymorphic().filter(organisation=organisation).values(),
        "log": ModelLogEntry.objects.filter(label__contains=mark).exclude(label=str(organisation)).values(),
        "people": staff.values(),
        "groups": staff.order_by("pk", "groups").values(
            "pk", "groups", "groups__name", "groups__permissions"
        ),
        "invitations": Invitation.objects.filter(organisation=organisation).values(),
        "memberships": Membership.objects.filter(organisation=organisation).values(),
        "workflows": Workflow.objects.filter(pk=organisation.workflow_id).values(),
        "states": WorkflowState.objects.filter(pk=tenant.own.workflow_state.pk).values(),
        "tasks": TaskState.objects.filter(workflow_state=tenant.own.workflow_state).values(),
        "sessions": EditingSession.objects.filter(pk=tenant.own.session.pk).values(),
        "sites": Site.objects.filter(pk=organisation.site_id).values(),
        "organisation": Organisation.objects.filter(pk=organisation.pk).values(),
        "adoptions": Adoption.objects.filter(organisation=organisation).values(),
        "classes": StudyClass.objects.filter(organisation=organisation).values(),
        "places": ClassMember.objects.filter(study_class__organisation=organisation).values(),
        "takeouts": Takeout.objects.filter(organisation=organisation).values(),
        "packages": Package.objects.filter(organisation=organisation).values(),
        "adapted": AdaptedPerson.objects.filter(organisation=organisation).values(),
        "slips": Slip.objects.filter(organisation=organisation).values(),
        "registrations": Registration.objects.filter(organisation=organisation).values(),
        "toolkeys": ToolKey.objects.filter(organisation=organisation).values(),
        "openings": Opening.objects.filter(slip__organisation=organisation).values(),
        "clients": Client.objects.filter(organisation=organisation).values(),
        "statements": Statement.objects.filter(organisation=organisation).values(),
        "targets": Target.objects.filter(organisation=organisation).values(),
        "letters": DeadLetter.objects.filter(target__organisation=organisation).values(),
        "secrets": ClientSecret.objects.filter(client__organisation=organisation).values(),
    }
    return {name: json.dumps(list(rows), default=str, sort_keys=True) for name, rows in kept.items()}
