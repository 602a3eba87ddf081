"""Without a network: an act happens once, nobody's page is another's, and an update leaves nothing old."""

import json
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from lms.people import sent, tasks
from lms.people.models import Learner, SentAct
from lms.site.offline import keeping, views
from self_check import library, plan
from self_check.models import PlanStep

pytestmark = pytest.mark.django_db
PLAN = "/en/check/plan/"


def add_step(client, key=None, will="read one message"):
    """Sends the plan's form, each time as a new form; returns the response."""
    words = {
        "when_text": "I have lunch",
        "will_text": will,
        "form_key": uuid.uuid4(),
        "skill": "messaging",
    }
    return client.post(PLAN, words, headers={"Idempotency-Key": str(key)} if key else {})


def test_an_act_that_arrives_twice_happens_once(ruth, client_for):
    client, key = client_for(ruth), uuid.uuid4()

    first, second = add_step(client, key), add_step(client, key)

    assert (first.status_code, second.status_code) == (302, 204)
    assert PlanStep.objects.for_learner(ruth).count() == 1


def test_another_key_is_another_act(ruth, client_for):
    client = client_for(ruth)

    for _number in range(2):
        add_step(client, uuid.uuid4())

    assert PlanStep.objects.for_learner(ruth).count() == 2


def test_the_same_key_of_somebody_else_is_their_own_act(ruth, cleo, client_for):
    key = uuid.uuid4()

    for person in (ruth, cleo):
        assert add_step(client_for(person), key).status_code == 302

    assert [PlanStep.objects.for_learner(person).count() for person in (ruth, cleo)] == [1, 1]


def test_a_refused_act_may_come_again(ruth, client_for):
    client, key = client_for(ruth), uuid.uuid4()

    assert add_step(client, key, will="").status_code == 422
    assert add_step(client, key).status_code == 302


@pytest.mark.parametrize("is_known", [True, False])
def test_an_act_that_fails_is_not_half_kept(ruth, clinic, client_for, monkeypatch, is_known):
    client, key, save = client_for(ruth if is_known else None), uuid.uuid4(), plan.add_step
    client.raise_request_exception = False
    before = Learner.objects.count()

    def save_and_fail(**values):
        save(**values)
        raise RuntimeError("halfway")

    monkeypatch.setattr(plan, "add_step", save_and_fail)
    response = add_step(client, key)
    assert response.status_code == 500
    assert (PlanStep.objects.count(), SentAct.objects.count(), Learner.objects.count()) == (0, 0, before)
    assert is_known or settings.LEARNER_COOKIE not in response.cookies

    monkeypatch.setattr(plan, "add_step", save)
    assert add_step(client, key).status_code == 302
    assert PlanStep.objects.count() == 1


def test_the_first_act_of_a_visitor_is_kept_by_its_key(clinic, client_for):
    client, key = client_for(), uuid.uuid4()

    add_step(client, key)
    add_step(client, key)

    assert PlanStep.objects.count() == 1
    assert SentAct.objects.get().learner == Learner.objects.get()


@pytest.mark.parametrize("key", ["", "1", "x" * 5000])
def test_a_key_that_is_none_changes_nothing(ruth, client_for, key):
    response = client_for(ruth).post(
        PLAN, {"when_text": "", "will_text": ""}, headers={"Idempotency-Key": key}
    )

    assert response.status_code == 422
    assert not SentAct.objects.exists()


def test_keys_are_forgotten_in_time_and_go_with_their_learner(ruth, guest):
    now = timezone.now()
    for days, person in [(1, ruth), (sent.KEPT_DAYS + 1, ruth), (1, guest)]:
        SentAct.objects.create(learner=person, key=uuid.uuid4(), sent_at=now - timedelta(days=days))

    assert tasks.forget_sent_acts() == 1
    guest.delete()

    assert SentAct.objects.count() == 1


def test_each_page_says_whose_it_is_without_saying_who(ruth, cleo, guest, clinic, client_for):
    names = [
        client_for(person).get("/en/help/").headers.get(keeping.HOLDER, "")
        for person in (ruth, ruth, cleo, guest, None)
    ]

    assert names[0] == names[1]
    assert len(set(names)) == 4
    assert names[-1] == keeping.NOBODY
    assert str(ruth.key) not in names[0] and len(names[0]) == 20


def test_an_answer_of_any_kind_says_whose_it_is(ruth, clinic, client_for):
    client = client_for(ruth)
    mine = client.get("/en/help/")[keeping.HOLDER]

    assert client.get("/en/app.webmanifest")[keeping.HOLDER] == mine
    assert client.get("/en/no-such-page/")[keeping.HOLDER] == mine
    assert client.get("/en/offline/pages/")[keeping.HOLDER] == mine


def test_a_paused_site_does_not_say_who_is_at_the_screen(ruth, clinic, client_for):
    clinic.status = clinic.Status.SUSPENDED
    clinic.save()

    response = client_for(ruth).get("/en/learn/")

    assert response.status_code == 503 and keeping.HOLDER not in response.headers


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(clinic, client_for):
    response = client_for().get("/sw.js")
    known = json.loads(response.text.splitlines()[0].removeprefix("const KNOWN = ").rstrip(";"))

    assert response["Service-Worker-Allowed"] == "/"
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    assert "/en/practice/" not in known["kept"] and "/es/learn/" in known["kept"]
    assert not any(place.startswith(("/en/account", "/en/my/")) for place in known["sent"])
    assert views.release() == known["release"]


def test_an_update_of_the_worker_or_of_a_file_is_another_release(monkeypatch):
    before = views.release()
    monkeypatch.setattr(views, "_source", lambda: "// changed")

    assert views.release() != before
    monkeypatch.setattr(views.staticfiles_storage, "manifest_hash", "abc", raising=False)
    assert views.release().startswith("abc-")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_manifest_names_the_clinic_in_its_language(clinic, client_for, language):
    found = client_for().get(f"/{language}/app.webmanifest").json()

    assert found["name"] == "Lakeside Clinic"
    assert (found["lang"], found["start_url"], found["scope"]) == (language, f"/{language}/", "/")
    assert {icon["sizes"] for icon in found["icons"]} == {"192x192", "512x512"}
    assert any(icon["purpose"] == "maskable" for icon in found["icons"])


def test_the_page_for_no_network_says_what_to_do(clinic, client_for):
    page = client_for().get(reverse("site:offline")).text

    assert "data-kept-pages" in page and "data-clear-kept" in page
    assert 'role="status" data-net' in page


def kept(client, here):
    return dict(client.get("/en/offline/pages/", {"here": here}).json()["pages"])


def test_an_open_check_is_kept_question_by_question_and_only_for_its_owner(ruth, cleo, client_for):
    library.load()
    client = client_for(ruth)
    first = client.post("/en/check/begin/", {"questionnaire": "five-questions"}).url

    mine, hers = (kept(one, "/en/check/") for one in (client, client_for(cleo)))

    assert mine[first] == first.replace("/1/", "/2/")
    assert mine[first.replace("/1/", "/5/")] == "/en/check/"
    assert not any(first[:30] in page for page in hers)


def test_what_to_keep_is_asked_with_few_queries(ruth, client_for, django_assert_max_num_queries):
    client = client_for(ruth)
    client.get("/en/help/")

    with django_assert_max_num_queries(11):
        answer = client.get("/en/offline/pages/", {"here": "/en/check/"})

    assert "no-store" in answer["Cache-Control"]


def test_no_source_is_told_twice():
    with pytest.raises(ValueError):
        keeping.register("courses", lambda request, here: [])
