"""Nobody at one organisation's desk sees or changes anything of another's, whatever address they ask."""

import pytest
from django.core.cache import cache
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.pages import LessonPage
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm
from lms.organisations.walls import addresses, scope
from lms.people.models import User
from sandbox_portal.authoring.blocks import Task
from tests.organisations import tenants, walking


def body(response):
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return data.decode(errors="replace").lower() + str(response.headers).lower()


def leak(response, tenant, asked):
    """Returns where the tenant's mark stands in a response, leaving out what the asker wrote there."""
    text = body(response)
    for words in asked:
        text = text.replace(words, "")
    place = text.find(tenant.mark)
    return text[max(0, place - 120) : place + 60] if place >= 0 else None


def echoes(tenant):
    """What a page only says back: the words of the search, the address."""
    mark = tenant.mark
    said = [f"q={mark}", f"tag={mark}-tag", f"term={mark}", f'"{mark}"', f"“{mark}”", f"<em>{mark}</em>"]
    said.append(f"library/{mark}-task/")  # the address that was asked for
    return [*said, f"%3d{mark}", f"valid choice. {mark}-tag", f'\\"{mark}\\"']


def test_every_address_of_the_desk_is_classified():
    found = {name for name, _patterns in walking.addresses() if name}

    assert len(found) > 200
    assert [name for name in sorted(found) if not addresses.is_classified(name)] == []


def test_no_classified_address_has_gone():
    found = {name for name, _patterns in walking.addresses()}

    assert sorted((addresses.OPEN | addresses.SHUT | addresses.ANYBODY) - found) == []


def look_around(desk, tenant, *, with_questions):
    """Asks every address for the tenant's things; returns what leaked or broke, and how often it asked."""
    wrong, asked = [], 0
    for name, patterns in walking.addresses():
        if name == "wagtailadmin_logout":
            continue
        for values in walking.values_for(name, tenant):
            address = walking.url(patterns, values)
            assert address, f"{name}: no value for a parameter of {patterns}"
            questions = [""]
            if with_questions and name not in addresses.SHUT and walking.is_list(patterns):
                questions = walking.questions(name, tenant)
            for question in questions:
                response = desk.get(address + question)
                asked += 1
                found = leak(response, tenant, echoes(tenant))
                if found or response.status_code >= 500:
                    wrong.append(f"{name} {address}{question} {response.status_code}: {found}")
    return wrong, asked


def test_the_walk_sees_what_there_is_to_see(numbat, desk_of):
    found, _asked = look_around(desk_of(numbat, "publisher"), numbat, with_questions=False)

    assert len(found) > 60


@pytest.mark.parametrize(
    ("role", "with_questions"), [("publisher", True), ("author", False), ("analyst", False), ("admin", False)]
)
def test_staff_of_another_organisation_see_nothing(role, with_questions, quokka, numbat, desk_of):
    wrong, asked = look_around(desk_of(numbat, role), quokka, with_questions=with_questions)

    assert wrong == []
    assert asked > (700 if with_questions else 250)


STREAMS = (
    "options",
    "items",
    "groups",
    "pairs",
    "extras",
    "gaps",
    "spots",
    "scenes",
    "cards",
    "see",
    "try_it",
)


def lists_within(block, prefix):
    """Yields the name of every list in the form of a block: a browser always says how long each is."""
    if isinstance(block, (ListBlock, BaseStreamBlock)):
        yield prefix
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from lists_within(child, f"{prefix}-{name}")


def harmful(tenant):
    """Returns a form that would change whatever takes it for its own."""
    pks = [str(tenant.own.lesson.pk), str(tenant.own.hidden.pk), str(tenant.own.image.pk)]
    return {
        "title": "taken over",
        "slug": "taken-over",
        "word": "taken over",
        "text": "taken over",
        "name": "taken over",
        "email": "taken@over.example",
        "collection": tenant.own.collection.pk,
        "new_parent_page": tenant.own.course.pk,
        "new_title": "taken over",
        "new_slug": "taken-over",
        "locales": [tenant.homes["es"].locale_id],
        "id": pks,
        "role": "admin",
        "action-publish": "1",
        "action-workflow-action": "1",
        "is_editing": "1",
        "external-link-chooser-url": f"http://{tenant.organisation.site.hostname}/en/",
        **{f"{stream}-count": "0" for stream in [*STREAMS, *lists_within(Task(), "parts")]},
    }


@pytest.mark.parametrize("role", ["publisher", "admin"])
def test_staff_of_another_organisation_change_nothing(role, quokka, numbat, desk_of):
    desk, before, wrong = desk_of(numbat, role), tenants.snapshot(quokka), []
    form = harmful(quokka)

    for name, patterns in walking.addresses():
        if name == "wagtailadmin_logout":
            continue
        for values in walking.values_for(name, quokka):
            address = walking.url(patterns, values)
            for question in ["", f"?id={quokka.own.lesson.pk}"] if walking.is_list(patterns) else [""]:
                response = desk.post(address + question, form)
                found = leak(response, quokka, [*echoes(quokka), form["external-link-chooser-url"]])
                if found or response.status_code >= 500:
                    wrong.append(f"{name} {address}{question} {response.status_code}: {found}")

    assert wrong == []
    assert tenants.snapshot(quokka) == before


def test_an_own_form_does_not_bring_in_what_is_anothers(quokka, numbat, desk_of):
    desk, own, theirs = desk_of(numbat, "publisher"), numbat.own, quokka.own
    answers = {
        f"/admin/pages/{own.lesson.pk}/copy/": {
            "new_title": "x", "new_slug": "x", "new_parent_page": theirs.course.pk, "alias": "",
        },
        f"/admin/pages/{own.lesson.pk}/move/": {"new_parent_page": theirs.course.pk},
        f"/admin/pages/{own.lesson.pk}/move/{theirs.course.pk}/confirm/": {},
        f"/admin/images/{own.image.pk}/": {"title": "x", "collection": theirs.collection.pk, "tags": ""},
        f"/admin/documents/edit/{own.document.pk}/": {"title": "x", "collection": theirs.collection.pk},
        "/admin/pages/create/courses/lessonpage": {"parent_page": theirs.course.pk},
        "/admin/choose-external-link/": {
            "external-link-chooser-url": f"http://quokka.localhost/en/learn/course/{theirs.lesson.slug}/",
            "external-link-chooser-link_text": "x",
        },
    }  # fmt: skip
    before = tenants.snapshot(quokka)

    wrong = []
    for address, form in answers.items():
        response = desk.post(address, form)
        found = leak(response, quokka, [*echoes(quokka), "quokka.localhost", theirs.lesson.slug])
        if found or response.status_code >= 500:
            wrong.append(f"{address} {response.status_code}: {found}")

    assert wrong == []
    assert tenants.snapshot(quokka) == before


def lesson_form(desk, lesson):
    """Returns the lesson's edit form as a browser would send it back."""
    response = desk.get(f"/admin/pages/{lesson.pk}/edit/")
    assert response.status_code == 200
    return nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "skill": lesson.skill,
            "minutes": 5,
            "connect_question": "x",
            "try_intro": "x",
            "reflect_prompt": "x",
            "plan_intro": "x",
            "can_do": streamfield([("line", "x")]),
            "summary": streamfield([("line", "x")]),
            "call_instead": streamfield([("line", "x")]),
            "plan_when": streamfield([]),
            "plan_will": streamfield([]),
            "words": streamfield([]),
            "sources": streamfield([]),
            "comments": inline_formset([]),
        }
    )


def test_a_lesson_cannot_show_anothers_fact_card_or_activity(quokka, numbat, desk_of):
    desk, lesson, theirs = desk_of(numbat, "author"), numbat.own.lesson, quokka.own.pieces
    numbat.own.workflow_state.cancel()  # so that the author may edit it just now
    form = lesson_form(desk, lesson) | nested_form_data(
        {
            "see": streamfield([("heading", "x"), ("fact", str(theirs["factcard"].pk))]),
            "try_it": streamfield([("activity", str(theirs["choice"].pk))]),
        }
    )

    saved = desk.post(f"/admin/pages/{lesson.pk}/edit/", form)
    preview = desk.post(f"/admin/pages/{lesson.pk}/edit/preview/", form)
    shown = desk.get(f"/admin/pages/{lesson.pk}/edit/preview/?mode=see")

    assert [leak(response, quokka, []) for response in (saved, preview, shown)] == [None] * 3
    lesson.refresh_from_db()
    draft = str(lesson.get_latest_revision().content)
    assert f'"fact", "value": {theirs["factcard"].pk}' not in draft


def test_the_open_library_can_be_chosen_and_not_changed(numbat, desk_of, locales):
    card = FactCard.objects.create(key="open", locale=locales["en"], live=True, **tenants.fact("open"))
    desk = desk_of(numbat, "publisher")
    before = FactCard.objects.filter(pk=card.pk).values().get()

    chosen = desk.get(f"/admin/snippets/choose/courses/factcard/chosen/{card.pk}/")
    listed = desk.get("/admin/snippets/choose/courses/factcard/results/")
    edited = desk.post(f"/admin/snippets/courses/factcard/edit/{card.pk}/", {"text": "taken over"})
    deleted = desk.post(f"/admin/snippets/courses/factcard/delete/{card.pk}/")

    assert chosen.status_code == 200
    assert "open fact" in listed.content.decode()
    assert edited.status_code == deleted.status_code == 302
    assert FactCard.objects.filter(pk=card.pk).values().get() == before


def test_what_staff_make_is_their_organisations(numbat, desk_of, locales):
    desk = desk_of(numbat, "author")

    made = desk.post(
        "/admin/snippets/courses/glossaryterm/add/",
        {"key": "new", "word": "new", "meaning": "new", "organisation": ""},
    )

    assert made.status_code == 302, made.content.decode()[:2000]
    word = GlossaryTerm.objects.get(key="new")
    assert (word.organisation, word.live) == (numbat.organisation, False)


def test_a_copy_of_an_open_piece_is_the_copiers(numbat, desk_of, locales):
    word = GlossaryTerm.objects.create(key="open", locale=locales["en"], word="open", meaning="open")
    desk, ours = desk_of(numbat, "author"), {"key": "ours", "word": "ours", "meaning": "ours"}

    form = desk.get(f"/admin/snippets/courses/glossaryterm/copy/{word.pk}/")
    desk.post(f"/admin/snippets/courses/glossaryterm/copy/{word.pk}/", ours)  # not where the form sends it
    made = desk.post("/admin/snippets/courses/glossaryterm/add/", ours)

    assert (form.status_code, made.status_code) == (200, 302)
    assert GlossaryTerm.objects.get(key="ours").organisation == numbat.organisation
    word.refresh_from_db()
    assert (word.key, word.word, word.organisation) == ("open", "open", None)


def test_the_house_sees_every_organisation(quokka, numbat, client):
    client.force_login(
        User.objects.create_superuser("house@example.org"), "django.contrib.auth.backends.ModelBackend"
    )

    page = client.get("/admin/pages/").content.decode()

    assert "quokka home" in page
    assert "numbat home" in page


def test_the_walls_stand_only_at_the_desk(quokka, numbat, desk_of):
    desk = desk_of(numbat, "author")

    desk.get("/admin/")

    assert scope.current() is None
    assert desk.get("/en/", headers={"host": "quokka.localhost"}).status_code == 200


def test_looking_at_ones_desk_leaves_the_roots_of_all_sites_known(quokka, numbat, desk_of):
    cache.clear()
    theirs = Page.objects.filter(pk__in=[home.pk for home in quokka.homes.values()])

    desk_of(numbat, "author").get(f"/admin/pages/{numbat.own.course.pk}/")

    known = {path.root_path for path in Site.get_site_root_paths()}
    assert set(theirs.values_list("url_path", flat=True)) <= known


def test_ones_own_site_does_not_serve_anothers_pages(quokka, numbat, desk_of):
    desk = desk_of(numbat, "author")

    address = f"/en/learn/course/{quokka.own.lesson.slug}/"

    assert desk.get(address).status_code == 404
    assert desk.get(address, headers={"host": "quokka.localhost"}).status_code == 200


def test_a_link_to_a_draft_of_another_tells_no_address(quokka, numbat, desk_of):
    desk, lesson = desk_of(numbat, "publisher"), numbat.own.lesson
    hidden = quokka.own.hidden
    hidden.slug = "quokka-secret"
    hidden.save()
    lesson.see = [("paragraph", f'<p><a linktype="page" id="{hidden.pk}">words</a></p>')]
    lesson.save_revision().publish()

    editor = desk.get(f"/admin/pages/{lesson.pk}/edit/")
    shown = [str(expand_db_html(block.value.source)) for block in LessonPage.objects.get(pk=lesson.pk).see]

    assert leak(editor, quokka, []) is None
    assert shown == ["<p><a>words</a></p>"]
