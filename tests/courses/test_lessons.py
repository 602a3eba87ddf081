"""Taking a lesson: what is saved when, and what never is."""

import pytest

from analytics.lrs.models import Statement
from courses.notebook.models import NotebookEntry
from courses.progress.models import ActivityAnswer, Enrolment, LessonProgress
from self_check.models import PlanStep

pytestmark = pytest.mark.django_db
RIGHT = "a-safe-window-to-my-clinic-open-day-and"
STEPS = ("connect", "see", "try", "reflect", "plan")


def said(verb, kind):
    """Returns how often a verb was recorded of a kind of activity."""
    return Statement.objects.filter(verb__endswith=f"verbs/{verb}", activity__contains=f"/{kind}/").count()


def plan_form(client, url):
    form = client.get(f"{url}plan/").context["form"]
    return {"form_key": str(form["form_key"].value()), "when": "0", "will": "1"}


def take_all(client, url):
    """Goes through the five steps of the first lesson as a learner would."""
    client.post(f"{url}connect/", {"words": "I forgot to ask about my pills."})
    client.post(f"{url}see/")
    client.post(
        f"{url}try/",
        {
            "activity": "portal-in-one-line",
            "portal-in-one-line-answer": RIGHT,
        },
    )
    client.post(f"{url}try/")
    client.post(f"{url}reflect/", {"words": "A window to my clinic."})
    return client.post(f"{url}plan/", plan_form(client, url))


@pytest.mark.parametrize("part", ["", *[f"{step}/" for step in STEPS], "done/"])
def test_looking_at_a_lesson_saves_nothing(client_for, url, part, count_rows):
    before = count_rows()

    response = client_for().get(url + part)

    assert response.status_code == 200
    assert count_rows() == before
    assert "pw_learner" not in response.cookies


def test_the_first_step_makes_a_guest_and_enrols(client_for, url):
    client = client_for()

    response = client.post(f"{url}connect/", {"words": ""})

    assert response["Location"].endswith("/see/")
    assert Enrolment.objects.count() == 1
    assert LessonProgress.objects.get().done == ["connect"]
    assert NotebookEntry.objects.count() == 0
    assert (
        said("initialized", "course")
        == said("initialized", "lesson")
        == said("progressed", "lesson-step")
        == 1
    )


def test_all_five_steps_complete_the_lesson_once(client_for, url):
    client = client_for()

    response = take_all(client, url)

    assert response["Location"].endswith("/done/")
    progress = LessonProgress.objects.get()
    assert progress.done == list(STEPS)
    assert progress.completed_at
    assert said("completed", "lesson") == 1
    assert said("progressed", "lesson-step") == 5
    assert said("planned", "plan-step") == 1
    assert said("answered", "question") == 1
    assert PlanStep.objects.count() == 1


def test_a_double_click_changes_nothing(client_for, url):
    client = client_for()
    take_all(client, url)
    statements, plan = Statement.objects.count(), plan_form(client, url)
    client.post(f"{url}plan/", plan)
    after_another_plan = Statement.objects.count()

    client.post(f"{url}plan/", plan)
    client.post(f"{url}connect/", {"words": "I forgot to ask about my pills."})
    client.post(f"{url}see/")
    client.post(f"{url}try/")

    assert after_another_plan == statements + 1
    assert Statement.objects.count() == after_another_plan
    assert PlanStep.objects.count() == 2
    assert NotebookEntry.objects.count() == 2


def test_words_never_reach_a_statement(client_for, url):
    client = client_for()

    take_all(client, url)

    everything = " ".join(str(vars(one)) for one in Statement.objects.all())
    assert "pills" not in everything
    assert "window to my clinic." not in everything


def test_try_stays_open_until_something_was_tried(client_for, url):
    client = client_for()

    response = client.post(f"{url}try/", follow=True)

    assert response.redirect_chain[-1][0].endswith("/reflect/")
    assert LessonProgress.objects.get().done == []
    assert "stays open" in response.content.decode()


def test_the_last_page_says_what_is_still_open(client_for, url):
    client = client_for()
    client.post(f"{url}connect/", {"words": ""})

    page = client.get(f"{url}done/")

    assert [item["slug"] for item in page.context["open_steps"]] == ["see", "try", "reflect", "plan"]


def test_one_resumes_where_one_left(client_for, url):
    client = client_for()
    client.post(f"{url}connect/", {"words": ""})
    client.post(f"{url}see/")

    overview = client.get(url)
    my_page = client.get("/en/my/")

    assert overview.context["start_url"].endswith("/try/")
    assert my_page.context["resume"].url.endswith("/what-a-portal-is/try/")
    assert my_page.context["resume"].done == 2


def test_progress_survives_a_change_of_language(client_for, url):
    client = client_for()
    client.post(f"{url}connect/", {"words": ""})
    spanish = url.replace("/en/", "/es/")

    client.post(f"{spanish}see/")

    progress = LessonProgress.objects.get()
    assert progress.done == ["connect", "see"]
    assert client.get(spanish).context["start_url"] == f"{spanish}try/"


def test_a_plan_needs_both_halves(client_for, url):
    client = client_for()
    data = plan_form(client, url)
    del data["will"]

    response = client.post(f"{url}plan/", data)

    assert response.status_code == 422
    assert "Choose what you will do" in response.content.decode()
    assert PlanStep.objects.count() == 0


def test_own_words_win_over_a_suggestion(client_for, url):
    client = client_for()

    client.post(f"{url}plan/", {**plan_form(client, url), "when_own": "I wake up on Monday"})

    assert PlanStep.objects.get().when_text == "I wake up on Monday"


def test_words_of_an_emergency_are_not_kept(client_for, url):
    response = client_for().post(f"{url}connect/", {"words": "I have chest pain right now"})

    assert response.status_code == 200
    assert "911" in response.content.decode()
    assert NotebookEntry.objects.count() == 0
    assert LessonProgress.objects.count() == 0


def test_finishing_every_lesson_finishes_the_course(client_for, url, lesson, other_lesson, guest, clinic):
    from courses.progress import actions

    for page in (lesson, other_lesson):
        for step in STEPS:
            actions.finish_step(learner=guest, organisation=clinic, lesson=page, step=step)

    assert Enrolment.objects.get().completed_at
    assert said("completed", "course") == 1
    last = client_for(guest).get(f"{url}done/")
    assert last.context["is_course_done"]


def test_an_unknown_step_is_refused(lesson, guest, clinic):
    from courses.progress import actions

    with pytest.raises(actions.UnknownStep):
        actions.finish_step(learner=guest, organisation=clinic, lesson=lesson, step="dance")
    assert ActivityAnswer.objects.count() == 0


@pytest.mark.parametrize("part", ["connect/", "reflect/", "plan/"])
def test_the_browser_warns_where_a_lesson_asks_for_words(client_for, url, part):
    assert client_for().get(url + part).text.count("<dialog") == 1


def test_where_no_words_are_asked_for_the_guard_is_left_out(client_for, url):
    assert "<dialog" not in client_for().get(f"{url}see/").text


def test_search_engines_are_told_what_a_lesson_gives_or_what_its_author_says(client_for, url, lesson):
    def told():
        return client_for().get(f"{url}see/").content.decode().partition('name="description" content="')[2]

    assert told().startswith(f"See: {lesson.can_do[0].value}")

    lesson.search_description = "What a <portal> is."
    lesson.save()

    assert told().startswith('See: What a &lt;portal&gt; is.">')
