"""The practice hub points at one task: what was begun, else one of a skill that was not tried."""

from sandbox_portal.scenarios.hub import Group, first_task


def group(slug, *kinds):
    return Group(
        slug, slug, [{"label": f"{slug}-{number}", "kind": kind} for number, kind in enumerate(kinds)]
    )


def test_what_was_begun_comes_first():
    found = [group("appointments", "plain", "plain"), group("messaging", "plain", "sun")]

    assert [item["label"] for item in first_task(found)] == ["messaging-1"]


def test_a_newcomer_begins_with_a_message():
    found = [group("appointments", "plain"), group("messaging", "plain", "plain")]

    assert [item["label"] for item in first_task(found)] == ["messaging-0"]


def test_then_comes_a_skill_that_was_not_tried():
    found = [group("messaging", "good", "plain"), group("documents", "plain")]

    assert [item["label"] for item in first_task(found)] == ["documents-0"]


def test_nothing_is_pointed_at_once_every_skill_was_tried():
    assert first_task([group("messaging", "good"), group("documents", "good", "plain")]) == []


def test_the_hub_shows_the_task_and_the_parts_of_the_page(client_for, clinic, library):
    page = client_for().get("/en/practice/").content.decode()

    assert "A good task for now" in page
    assert page.count('<details class="fold" id="skill-') >= 5
    assert '<details class="fold" id="skill-messaging">' in page  # folded until one of its tasks is begun
    assert all(f'id="{mark}"' in page for mark in ("more", "skill-messaging"))
