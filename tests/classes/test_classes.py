"""Classes: joined with a code and a nickname, seen by their leader alone, and without names once they end."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.progress.models import Enrolment, LessonProgress
from lms.classes import actions, limits, tasks
from lms.classes.models import CODE_LENGTH, SIGNS, ClassMember, StudyClass, clean_code, new_code
from lms.organisations import roles
from lms.organisations.models import Membership
from lms.people import actions as people
from lms.people import export

Role = Membership.Role
TODAY = timezone.localdate


def join(learner, study_class, nickname, *, is_shown=True):
    return actions.join(learner=learner, study_class=study_class, nickname=nickname, is_shown=is_shown)


def finish_lesson(learner, organisation, *, at=None, number=1):
    enrolled, _new = Enrolment.objects.get_or_create(
        learner=learner, organisation=organisation, course_key="0" * 32
    )
    return LessonProgress.objects.create(
        learner=learner, enrolment=enrolled, lesson_key=f"{number:032}", completed_at=at or timezone.now()
    )


def desk(study_class, name="show"):
    place = [study_class.organisation_id] + ([] if name in ("list", "new") else [study_class.pk])
    return reverse(f"class_desk:{name}", args=place)


def test_a_code_is_long_enough_and_has_no_signs_that_look_alike():
    codes = {new_code() for _number in range(200)}

    assert len(codes) == 200
    assert all(len(code) == CODE_LENGTH and set(code) <= set(SIGNS) for code in codes)
    assert not set("01ILO") & set(SIGNS)
    assert clean_code(" abcd-2345 ") == "ABCD2345"


def test_a_visitor_joins_with_code_and_nickname_and_no_account(evening, client_for):
    visitor = client_for()

    asked = visitor.post(reverse("classes:home"), {"code": evening.shown_code.lower()})
    joined = visitor.post(asked["Location"], {"nickname": "Blue  bird", "is_shown": "no"})

    assert joined.status_code == 302
    place = ClassMember.objects.get()
    assert (place.nickname, place.is_shown, place.learner.is_guest) == ("Blue bird", False, True)
    assert "Blue bird" in visitor.get(reverse("classes:home")).text


def test_opening_the_page_joins_nobody(evening, client_for):
    page = client_for().get(reverse("classes:join", args=[evening.code]))

    assert page.status_code == 200
    assert not ClassMember.objects.exists()


@pytest.mark.parametrize("nickname", ["", "ruth@example.org", "Ruth 555 0123"])
def test_a_nickname_tells_nobody_how_to_reach_somebody(nickname, evening, client_for):
    page = client_for().post(
        reverse("classes:join", args=[evening.code]), {"nickname": nickname, "is_shown": "yes"}
    )

    assert page.status_code == 422
    assert not ClassMember.objects.exists()


def test_whether_to_be_seen_is_never_chosen_for_somebody(evening, client_for):
    address = reverse("classes:join", args=[evening.code])

    assert "checked" not in client_for().get(address).text
    assert client_for().post(address, {"nickname": "Blue"}).status_code == 422


def test_a_nickname_is_had_once_in_a_class_whatever_its_letters(evening, ruth, ana, client_for):
    join(ruth, evening, "Blue")

    page = client_for(ana).post(
        reverse("classes:join", args=[evening.code]), {"nickname": "blue", "is_shown": "yes"}
    )

    assert page.status_code == 422
    assert ClassMember.objects.count() == 1


def test_joining_again_changes_name_and_choice(evening, ruth):
    join(ruth, evening, "Blue")
    join(ruth, evening, "Red", is_shown=False)

    assert list(ClassMember.objects.values_list("nickname", "is_shown")) == [("Red", False)]


def test_a_full_class_takes_nobody_new(evening, ruth, ana, monkeypatch):
    monkeypatch.setattr(actions, "MOST_PEOPLE", 1)
    join(ruth, evening, "Blue")

    with pytest.raises(actions.Full):
        join(ana, evening, "Red")
    assert join(ruth, evening, "Green").nickname == "Green"


def test_another_organisations_host_does_not_know_the_code(evening, nonprofit, client_for):
    stranger = client_for(host="localhost")

    assert stranger.get(reverse("classes:join", args=[evening.code])).status_code == 404
    asked = stranger.post(reverse("classes:home"), {"code": evening.code})
    assert asked.status_code == 422
    assert evening.title not in asked.text


def test_wrong_codes_are_few(evening, client_for):
    guesser = client_for()
    for _number in range(limits.MOST_WRONG):
        assert guesser.get(reverse("classes:join", args=["ABCDEFGH"])).status_code == 404

    assert guesser.get(reverse("classes:join", args=[evening.code])).status_code == 429
    assert guesser.post(reverse("classes:home"), {"code": evening.code}).status_code == 429


def test_right_codes_are_not_counted_as_a_class_sits_behind_one_address(evening, client_for):
    for _number in range(limits.MOST_WRONG + 2):
        answer = client_for().get(reverse("classes:join", args=[evening.code]))
        assert answer.status_code == 200


def test_a_learner_leaves_and_their_name_goes(evening, ruth, client_for):
    join(ruth, evening, "Blue")

    client_for(ruth).post(reverse("classes:leave", args=[evening.code]))

    assert not ClassMember.objects.exists()


def test_nobody_is_made_to_leave_by_another(evening, ruth, cleo, client_for):
    join(ruth, evening, "Blue")

    client_for(cleo).post(reverse("classes:leave", args=[evening.code]))

    assert ClassMember.objects.count() == 1


def test_one_sees_ones_own_classes_only(evening, ruth, cleo, client_for):
    join(ruth, evening, "Blue")

    assert "Evening class" not in client_for(cleo).get(reverse("classes:home")).text


def test_the_leader_sees_those_who_agreed_and_what_they_did_since(
    evening, clinic, lena, ruth, ana, client_for
):
    finish_lesson(ruth, clinic, at=timezone.now() - timedelta(days=1))
    join(ruth, evening, "Bluebird")
    join(ana, evening, "Redbird", is_shown=False)
    finish_lesson(ruth, clinic, number=2)
    finish_lesson(ana, clinic)

    page = client_for(lena).get(desk(evening)).text

    row = re.search(r"Bluebird</td>.*?</tr>", page, re.DOTALL).group()
    assert re.findall(r"<td>(\d+)</td>", row) == ["1", "0"]
    assert "Redbird" not in page
    assert "2 people joined" in page


def test_what_was_done_elsewhere_is_not_the_leaders(evening, nonprofit, lena, ruth, client_for):
    join(ruth, evening, "Bluebird")
    finish_lesson(ruth, nonprofit)

    row = re.search(r"Bluebird</td>.*?</tr>", client_for(lena).get(desk(evening)).text, re.DOTALL).group()
    assert re.findall(r"<td>(\d+)</td>", row) == ["0", "0"]


@pytest.fixture
def others(clinic, nonprofit, staff_of):
    """People at desks who do not lead the class: by role; `away` lead and look after the nonprofit."""
    found = {
        "admin": staff_of("dana", clinic, Role.ADMIN),
        "leader": staff_of("lou", clinic, Role.LEADER),
        "author": staff_of("noor", clinic, Role.AUTHOR),
        "analyst": staff_of("amir", clinic, Role.ANALYST),
        "away": staff_of("gwen", nonprofit, Role.LEADER, Role.ADMIN),
    }
    for organisation in (clinic, nonprofit):
        roles.sync(organisation=organisation)
    return found


def test_an_admin_sees_counts_and_no_nickname(evening, others, ruth, client_for):
    join(ruth, evening, "Bluebird")

    page = client_for(others["admin"]).get(desk(evening))

    assert page.status_code == 200
    assert "Bluebird" not in page.text
    assert "1 person joined" in page.text


@pytest.mark.parametrize("who", ["leader", "author", "analyst", "away"])
def test_who_does_not_lead_a_class_sees_and_changes_nothing(who, evening, others, ruth, client_for):
    join(ruth, evening, "Bluebird")
    browser = client_for(others[who])
    before = StudyClass.objects.values().get()

    answers = [browser.get(desk(evening, name)) for name in ("show", "change", "handout")]
    answers += [browser.post(desk(evening, name), {"title": "x"}) for name in ("change", "end")]
    listed = browser.get(desk(evening, "list"))

    assert [answer.status_code for answer in answers] == [302] * len(answers)  # shown the door
    for answer in (*answers, listed):
        assert not any(secret in answer.text for secret in ("Bluebird", "Evening class", evening.code))
    assert StudyClass.objects.values().get() == before
    assert ClassMember.objects.count() == 1


def test_the_walls_stand_the_other_way_too(nonprofit, others, lena, client_for):
    theirs = actions.make(
        organisation=nonprofit, title="Theirs", ends_on=TODAY(), language="en", leader=others["away"], by=None
    )

    assert client_for(lena).get(desk(theirs)).status_code == 302
    assert "Theirs" not in client_for(lena).get(desk(theirs, "list")).text


def test_a_leader_without_the_role_any_more_sees_nothing(evening, clinic, lena, ruth, client_for):
    join(ruth, evening, "Bluebird")
    Membership.objects.filter(user=lena).delete()
    Membership.objects.create(user=lena, organisation=clinic, role=Role.AUTHOR)
    roles.sync(organisation=clinic)

    assert "Bluebird" not in client_for(lena).get(desk(evening)).text
    assert not actions.to_lead(lena, clinic).exists()


def test_a_leader_makes_a_class_of_their_own_and_names_no_other_leader(clinic, lena, others, client_for):
    form = {"title": "Morning", "ends_on": TODAY(), "language": "en", "leader": others["leader"].pk}

    made = client_for(lena).post(reverse("class_desk:new", args=[clinic.pk]), form)

    assert made.status_code == 302
    assert StudyClass.objects.get().leader == lena


def test_an_admin_gives_a_class_to_one_of_its_own_leaders_only(clinic, others, client_for):
    form = {"title": "Morning", "ends_on": TODAY(), "language": "en"}
    browser, address = client_for(others["admin"]), reverse("class_desk:new", args=[clinic.pk])

    wrong = browser.post(address, form | {"leader": others["away"].pk})
    right = browser.post(address, form | {"leader": others["leader"].pk})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert StudyClass.objects.get().leader == others["leader"]


@pytest.mark.parametrize("days", [-1, 400])
def test_a_class_ends_within_a_year(days, clinic, lena, client_for):
    form = {"title": "Morning", "ends_on": TODAY() + timedelta(days=days), "language": "en"}

    assert client_for(lena).post(reverse("class_desk:new", args=[clinic.pk]), form).status_code == 422


def test_the_hand_out_is_in_the_classs_language_and_leads_to_its_page(evening, lena, client_for):
    page = client_for(lena).get(desk(evening, "handout"))

    assert f"http://lakeside.localhost:8000/es/class/{evening.code}/" in page.text
    assert evening.shown_code in page.text
    assert "<svg" in page.text
    assert "style=" not in page.text


def test_the_end_drops_every_name_and_keeps_counts(evening, clinic, lena, ruth, ana, client_for):
    join(ruth, evening, "Bluebird")
    join(ana, evening, "Redbird", is_shown=False)
    finish_lesson(ruth, clinic)
    finish_lesson(ana, clinic)
    StudyClass.objects.update(ends_on=TODAY() - timedelta(days=1))

    assert (tasks.end_classes(), tasks.end_classes()) == (1, 0)

    evening.refresh_from_db()
    assert not ClassMember.objects.exists()
    assert (evening.people_count, evening.shown_count) == (2, 1)
    assert evening.done_counts == {"lessons": 1, "tasks": 0}
    page = client_for(lena).get(desk(evening)).text
    assert "Lessons finished: 1" in page
    assert client_for(ruth).get(reverse("classes:join", args=[evening.code])).status_code == 410


def test_a_class_lasts_through_its_last_day(evening, ruth):
    assert tasks.end_classes() == 0
    assert join(ruth, evening, "Blue").pk


def test_an_ended_class_takes_nobody_and_is_not_changed(evening, lena, ruth):
    actions.end(study_class=evening, by=lena)

    with pytest.raises(actions.Ended):
        join(ruth, evening, "Blue")
    with pytest.raises(actions.Ended):
        actions.change(study_class=evening, title="x", ends_on=TODAY(), language="en", leader=lena, by=lena)


def test_a_guest_who_signs_in_stays_in_the_class(evening, guest, ruth):
    join(guest, evening, "Blue")

    people.adopt_guest(user=ruth.user, guest=guest)

    assert ClassMember.objects.get().learner == ruth


def test_who_is_in_twice_is_in_once_after_signing_in(evening, guest, ruth):
    join(guest, evening, "Blue")
    join(ruth, evening, "Red")

    people.adopt_guest(user=ruth.user, guest=guest)

    assert ClassMember.objects.get().nickname == "Red"


def test_the_download_says_it_and_erasing_ends_it(evening, ruth):
    join(ruth, evening, "Blue")

    assert export.of(ruth)["classes"][0]["nickname"] == "Blue"
    people.erase(learner=ruth)
    assert not ClassMember.objects.exists()


def test_the_pages_ask_the_database_little(
    evening, lena, ruth, ana, client_for, django_assert_max_num_queries
):
    for learner, name in ((ruth, "Blue"), (ana, "Red")):
        join(learner, evening, name)
    leader, member = client_for(lena), client_for(ruth)
    leader.get(desk(evening))

    with django_assert_max_num_queries(40):
        leader.get(desk(evening))
    with django_assert_max_num_queries(8):
        member.get(reverse("classes:home"))
