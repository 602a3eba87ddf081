"""Three ways to practise a task: step by step, with hints that fade, and alone."""

import uuid

import pytest
from django.urls import reverse

from sandbox_portal import actions
from sandbox_portal.scenarios import panel
from sandbox_portal.scenarios.models import ScenarioRun
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


def test_step_by_step_shows_what_to_do_and_why_beside_the_portal(play, client_for):
    player = play("refill-in-time", mode="example")

    page = client_for(player.learner).get(reverse("practice:portal", kwargs={"key": player.key}))

    assert "Ask for a refill. Choose Corner Pharmacy" in page.content.decode()
    assert "Sent is not ready. It takes days." in page.content.decode()
    assert "Give me a hint" not in page.content.decode()


@pytest.mark.parametrize("mode", ["guided", "solo"])
def test_the_other_modes_do_not_show_the_steps(play, mode):
    player = play("refill-in-time", mode=mode)

    assert panel.of(player.practice, "en").example == ()


def test_step_by_step_is_never_done_alone(ruth):
    practice = make.practice_of(ruth, make.scenario(), mode="example")

    practice.log("home.opened")

    assert ScenarioRun.objects.for_learner(ruth).states_by_name() == {"look-around": {"passed"}}


def test_hints_fade_by_one_after_each_pass_and_one_stays(ruth):
    task, offered = make.scenario(), []
    for _ in range(4):
        practice = make.practice_of(ruth, task)
        offered.append(practice.run.help_steps)
        practice.log("home.opened")

    assert offered == [3, 2, 1, 1]


def test_a_faded_hint_is_not_given_for_a_form_that_asks_for_it(ruth):
    task = make.scenario()
    make.practice_of(ruth, task).log("home.opened")
    practice = make.practice_of(ruth, task)

    for step in (1, 2, 3):
        actions.ask_for_hint(practice=practice, step=step)

    assert ScenarioRun.objects.get(practice=practice).hints == 2
    assert panel.of(type(practice).objects.for_learner(ruth).get(pk=practice.pk), "en").next_hint is None


def test_another_persons_passes_fade_nothing(ruth, sam):
    task = make.scenario()
    make.practice_of(sam, task).log("home.opened")

    assert make.practice_of(ruth, task).run.help_steps == 3


def test_a_task_without_an_example_does_not_offer_step_by_step(clinic, client_for):
    make.scenario()
    url = reverse("practice:task", kwargs={"slug": "look-around"})
    client = client_for()

    page = client.get(url)
    sent = client.post(url, {"form_key": uuid.uuid4(), "mode": "example"})

    assert "Step by step" not in page.content.decode()
    assert sent.status_code == 422


def test_after_a_pass_practising_alone_is_suggested(ruth, library, client_for):
    run = ScenarioRun.objects.create(
        learner=ruth, organisation=ruth.organisation, scenario=library["refill-in-time"], mode="guided"
    )
    url = reverse("practice:task", kwargs={"slug": "refill-in-time"})
    client = client_for(ruth)
    assert client.get(url).context["form"].fields["mode"].initial == "guided"

    ScenarioRun.objects.filter(pk=run.pk).update(state="passed")

    assert client.get(url).context["form"].fields["mode"].initial == "solo"


def test_a_step_that_is_done_says_so(play):
    player = play("refill-in-time", mode="example")
    assert not any(step["is_done"] for step in panel.of(player.practice, "en").example)

    player.ask("lisinopril", pharmacy="corner")

    steps = panel.of(player.practice, "en").example
    assert [step["is_done"] for step in steps] == [False, True, False, False]
