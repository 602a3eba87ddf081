"""A clinic joins: by the form, by the command, again, with the wrong colours, with a taken address."""

import io
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Page, Site, WorkflowPage

from courses.pages import HomePage
from lms.organisations import changing, invitations, memberships
from lms.organisations import theme as themes
from lms.organisations.models import Invitation, Membership, Organisation
from lms.people.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "/admin/organizations/new/"
HOST = "harbor.localhost"


@pytest.fixture
def house(nonprofit, client_for):
    return client_for(User.objects.create_superuser("house@example.org", PASSWORD), host="localhost")


def answers(**more):
    return {
        "name": "Harbor Clinic", "slug": "harbor", "kind": "clinic", "hostname": HOST,
        "clinic_phone": "555-0142", "emergency_number": "911", "admin_email": "Ines@Example.org",
        **themes.Theme().model_dump(),
    } | more  # fmt: skip


@pytest.fixture
def harbor(house, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = house.post(NEW, answers())
    assert response.status_code == 302, response.content.decode()[:3000]
    return Organisation.objects.get(slug="harbor")


@pytest.fixture
def link(harbor):
    """The address in the e-mail to the first admin, without its host."""
    return re.search(rf"http://{HOST}:\d+(/\S+)", mail.outbox[-1].body).group(1)


def counts():
    kinds = (Organisation, Site, Page, Collection, WorkflowPage, Invitation, User)
    return [kind.objects.count() for kind in kinds]


def test_the_form_makes_a_site_that_answers_in_both_languages(harbor, client_for):
    visitor = client_for(host=HOST)

    assert [visitor.get(f"/{code}/").status_code for code in ("en", "es")] == [200, 200]
    assert "Harbor Clinic" in visitor.get("/en/").text
    assert "555-0142" in visitor.get("/en/help/").text
    assert HomePage.objects.filter(translation_key=harbor.site.root_page.translation_key).count() == 2
    assert (harbor.collection.name, WorkflowPage.objects.filter(workflow=harbor.workflow).count()) == (
        "Harbor Clinic",
        2,
    )


def test_a_second_click_makes_nothing_twice(harbor, house):
    before = counts()

    assert house.post(NEW, answers()).status_code == 302

    assert counts() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"brand": "#88bbcc"}, "The nearest color that passes is #"),
        ({"brand": "blue"}, "six digits"),
        ({"clinic_phone": "call us"}, "digits, spaces"),
        ({"hostname": "https://harbor.example/"}, "host name only"),
        ({"slug": "other"}, "belongs to Harbor Clinic already"),
        ({"hostname": "other.localhost"}, "has this short name already"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field_and_kept(harbor, house, change, words):
    before = counts()

    page = house.post(NEW, answers(**change))

    assert (page.status_code, counts()) == (422, before)
    assert words in page.text
    assert next(iter(change.values())) in page.text


@pytest.mark.parametrize("ground", [themes.DAY_GROUND, themes.NIGHT_GROUND])
@pytest.mark.parametrize("colour", ["#88bbcc", "#ff0000", "#777777", "#ffff00"])
def test_the_nearest_colour_passes_and_no_nearer_one_does(colour, ground):
    found = themes.nearest(colour, ground)

    assert themes.contrast(found, ground) >= themes.SMALLEST_CONTRAST
    assert themes.nearest(found, ground) == found
    assert found == colour or themes.contrast(found, ground) < 7.35


def test_a_fault_half_way_leaves_nothing(house, monkeypatch):
    before = counts()

    def fail(**_):
        raise RuntimeError

    monkeypatch.setattr("lms.organisations.joining.roles.sync", fail)
    with pytest.raises(RuntimeError):
        house.post(NEW, answers())

    assert counts() == before


def test_the_command_does_the_same_and_says_it(nonprofit):
    said = io.StringIO()
    order = ["create_organisation", "harbor", HOST, "--name", "Harbor Clinic"]

    call_command(*order, stdout=said)
    before = counts()
    call_command(*order, stdout=said)

    assert counts() == before
    assert "is set up" in said.getvalue()
    assert "nothing has changed" in said.getvalue()
    with pytest.raises(CommandError, match="nearest"):
        call_command("create_organisation", "bay", "bay.localhost", "--name", "Bay", "--brand", "#88bbcc")


def test_only_the_house_sets_up_organisations(harbor, staff_of, client_for):
    admin = staff_of("ada", harbor)
    memberships.add(organisation=harbor, user=admin, role="admin", by=None)
    desk = client_for(admin, host=HOST)
    before = counts()

    assert desk.get("/admin/organizations/").status_code == 302
    assert desk.post(NEW, answers(slug="mine", hostname="mine.localhost")).status_code == 302
    desk.post(f"/admin/organizations/{harbor.pk}/status/", {"status": "closed"})

    assert counts() == before
    harbor.refresh_from_db()
    assert harbor.is_active


class TestAnInvitation:
    def test_the_first_admin_chooses_a_password_and_is_at_the_desk(self, harbor, link, client_for):
        browser = client_for(host=HOST)

        shown = browser.get(link)
        answer = browser.post(link, {"password": "three-boats-at-noon"})

        assert (shown.status_code, answer.status_code) == (200, 302)
        assert Membership.objects.get(organisation=harbor).user.email == "ines@example.org"
        assert browser.get("/admin/").status_code == 200
        assert f"/admin/people/{harbor.pk}/" in browser.get("/admin/").text

    def test_a_browser_may_send_the_form(self, link, client_for):
        # "no-referrer" would make the browser's Origin "null", which the check against forgery refuses.
        assert client_for(host=HOST).get(link).headers["Referrer-Policy"] == "same-origin"

    def test_it_works_once_and_its_address_is_kept_no_longer(self, link, client_for):
        client_for(host=HOST).post(link, {"password": "three-boats-at-noon"})

        again = client_for(host=HOST).post(link, {"password": "four-boats-at-noon"})

        assert again.status_code == 410
        assert not Invitation.objects.get().email

    def test_looking_at_it_takes_nothing_up(self, link, client_for):
        client_for(host=HOST).get(link)

        assert not User.objects.filter(email="ines@example.org").exists()

    def test_it_ends(self, link, client_for):
        Invitation.objects.update(expires_at="2020-01-01T00:00:00Z")

        assert client_for(host=HOST).get(link).status_code == 410

    @pytest.mark.parametrize("password", ["", "short", "password1234"])
    def test_a_weak_password_is_refused(self, password, link, client_for):
        assert client_for(host=HOST).post(link, {"password": password}).status_code == 422
        assert not User.objects.filter(email="ines@example.org").exists()

    def test_who_has_an_account_signs_in_with_it(self, harbor, link, client_for):
        ines = User.objects.create_user("ines@example.org", PASSWORD)

        stranger = client_for(host=HOST).post(link, {"password": "three-boats-at-noon"})
        answer = client_for(ines, host=HOST).post(link)

        assert "Sign in with it" in stranger.text
        assert answer.status_code == 302
        assert ines.check_password(PASSWORD)
        assert list(harbor.memberships.values_list("user", "role")) == [(ines.pk, "admin")]

    def test_somebody_else_who_is_signed_in_gets_nothing(self, harbor, link, client_for, cleo):
        answer = client_for(cleo, host=HOST).post(link)
        User.objects.create_user("ines@example.org", PASSWORD)
        later = client_for(cleo, host=HOST).post(link)

        assert "Someone else is signed in" in answer.text
        assert "Someone else is signed in" in later.text
        assert not harbor.memberships.exists()

    def test_the_link_of_a_suspended_organisation_does_not_work(self, harbor, link, client_for):
        changing.set_status(organisation=harbor, status="suspended")

        assert client_for(host=HOST).get(link).status_code == 503
        with pytest.raises(invitations.NotOpen):
            invitations.accept(token=link.split("/")[-2], password="three-boats-at-noon")

    def test_an_admin_invites_sends_again_and_takes_back(
        self, numbat, desk_of, django_capture_on_commit_callbacks
    ):
        desk, people = desk_of(numbat, "admin"), f"/admin/people/{numbat.organisation.pk}/"
        Invitation.objects.all().delete()

        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"{people}add/", {"email": "new@example.org", "role": "clinical"})
            desk.post(f"{people}add/", {"email": "new@example.org", "role": "clinical"})
        found = Invitation.objects.get()
        before = found.token_hash
        desk.post(f"{people}invitations/{found.pk}/again/")
        found.refresh_from_db()
        listed = desk.get(people).text
        desk.post(f"{people}invitations/{found.pk}/take-back/")

        assert len([letter for letter in mail.outbox if letter.to == ["new@example.org"]]) == 3
        assert found.token_hash != before
        assert "new@example.org" in listed
        assert not Invitation.objects.exists()


class TestStatus:
    @pytest.mark.parametrize(("status", "code"), [("suspended", 503), ("closed", 410)])
    def test_pages_go_kindly_and_staff_are_out(self, harbor, house, client_for, staff_of, status, code):
        admin = staff_of("ada", harbor)
        memberships.add(organisation=harbor, user=admin, role="admin", by=None)
        desk = client_for(admin, host=HOST)
        assert desk.get("/admin/").status_code == 200

        house.post(f"/admin/organizations/{harbor.pk}/status/", {"status": status, "sure": "yes"})

        page = client_for(host=HOST).get("/es/")
        assert page.status_code == code
        assert client_for(host=HOST).get("/en/practice/").status_code == code
        assert client_for(host=HOST).get("/en/help/").status_code == 200
        assert desk.get("/admin/").status_code == 403
        assert desk.get(f"/admin/people/{harbor.pk}/").status_code == 403
        assert desk.get("/en/insights/", headers={"host": "localhost"}).status_code != 200

    def test_who_has_no_place_at_the_desk_is_told_so_and_not_sent_round(self, cleo, client_for):
        assert client_for(cleo).get("/admin/").status_code == 403
        assert client_for().get("/admin/").status_code == 302

    def test_what_was_suspended_comes_back(self, harbor, client_for, staff_of):
        admin = staff_of("ada", harbor)
        memberships.add(organisation=harbor, user=admin, role="admin", by=None)

        changing.set_status(organisation=harbor, status="suspended")
        changing.set_status(organisation=harbor, status="active")

        assert client_for(host=HOST).get("/en/").status_code == 200
        assert client_for(admin, host=HOST).get("/admin/").status_code == 200


class TestRules:
    def saved(self, desk, address, **changes):
        form = desk.get(address).context["form"]
        data = {name: form[name].value() for name in form.fields}
        data |= {"portal_name": "Numbat Portal", "clinic_name": "Numbat Clinic"}
        return {
            key: value for key, value in data.items() if value is not None and value is not False
        } | changes

    def test_an_admin_changes_a_rule_and_it_holds(self, numbat, desk_of):
        desk, address = desk_of(numbat, "admin"), f"/admin/organizations/{numbat.organisation.pk}/rules/"

        answer = desk.post(
            address,
            self.saved(
                desk, address, reply_business_days=5, menu_words__proxy__en="Family access",
                menu_words__proxy__es="Acceso familiar", sources="Handbook 2026", signed_off_on="2026-11-02",
            ),
        )  # fmt: skip

        assert answer.status_code == 302, answer.context["form"].errors.as_text()
        policy = Organisation.objects.get(pk=numbat.organisation.pk).policy
        assert (policy.reply_business_days, policy.menu_words["proxy"].en) == (5, "Family access")
        assert (policy.sources, policy.signed_off_on.isoformat()) == (["Handbook 2026"], "2026-11-02")

    def test_the_pretend_clinics_numbers_are_not_saved_as_ones_own(self, numbat, desk_of):
        desk, address = desk_of(numbat, "admin"), f"/admin/organizations/{numbat.organisation.pk}/rules/"

        desk.post(address, self.saved(desk, address))

        policy = Organisation.objects.get(pk=numbat.organisation.pk).policy
        assert policy.portal_name == "Numbat Portal"
        assert not {"clinic_phone", "nurse_line_phone"} & policy.model_fields_set

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("reply_business_days", "0"),
            ("clinic_phone", "call us"),
            ("message_fee__low", "90"),
            ("proxy__age_bands", "0-11 full\n13-120 none"),
            ("proxy__age_bands", "children"),
            ("menu_words__proxy__en", "Only in English"),
            ("holidays", "13-01"),
        ],
    )
    def test_each_fault_stands_at_its_field_and_nothing_is_saved(self, field, value, numbat, desk_of):
        desk, address = desk_of(numbat, "admin"), f"/admin/organizations/{numbat.organisation.pk}/rules/"

        answer = desk.post(address, self.saved(desk, address, **{field: value}))

        assert answer.status_code == 422
        faulty = answer.context["form"].errors
        assert [name for name in faulty if name.startswith(field.rpartition("__")[0])], faulty.as_text()
        assert value in answer.text
        assert Organisation.objects.get(pk=numbat.organisation.pk).policy_data == {}

    def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest(self, numbat, desk_of):
        desk, address = desk_of(numbat, "admin"), f"/admin/organizations/{numbat.organisation.pk}/colors/"

        bad = desk.post(address, themes.Theme().model_dump() | {"brand": "#88bbcc"})
        good = desk.post(
            address, themes.Theme().model_dump() | {"brand": themes.nearest("#88bbcc", themes.DAY_GROUND)}
        )

        assert (bad.status_code, good.status_code) == (422, 302)
        assert themes.nearest("#88bbcc", themes.DAY_GROUND) in bad.text

    @pytest.mark.parametrize("role", ["author", "publisher", "analyst"])
    def test_nobody_else_of_the_organisation_changes_them(self, role, numbat, desk_of):
        address = f"/admin/organizations/{numbat.organisation.pk}/rules/"

        assert desk_of(numbat, role).get(address).status_code == 302


def test_a_page_goes_by_the_reviewers_that_there_are(numbat, staff_of):
    tasks = numbat.organisation.workflow.tasks
    alone = [task.name for task in tasks]
    for role in ("clinical", "reviewer"):
        memberships.add(
            organisation=numbat.organisation, user=staff_of(role, numbat.organisation), role=role, by=None
        )

    names = [task.name.partition(": ")[2] for task in numbat.organisation.workflow.tasks]

    assert alone == ["Plain language", "numbat house: a publisher reads it"]
    assert names[1:] == [
        "a plain-language reviewer reads it", "a clinical reviewer reads it", "a publisher reads it",
    ]  # fmt: skip


def test_the_history_tells_ones_own_acts_and_not_anothers(numbat, quokka, desk_of):
    invitations.send(
        organisation=numbat.organisation, email="x@example.org", role="author", by=numbat.people["admin"]
    )

    desk = desk_of(numbat, "admin")
    page = desk.get(f"/admin/organizations/{numbat.organisation.pk}/history/").text

    assert "Invite" in page
    assert "numbat admin" in page
    assert "quokka" not in page
    assert desk.get(f"/admin/organizations/{quokka.organisation.pk}/history/").status_code == 302
