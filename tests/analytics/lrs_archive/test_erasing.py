"""One actor is taken out of everything; the figures stay, and nobody else is touched."""

import json
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from analytics import rollups
from analytics.lrs import keys, store
from analytics.lrs.archive import erasing
from analytics.lrs.documents.models import Document
from analytics.lrs.documents.places import Place, agent_key
from analytics.lrs.forwarding import actions, outbox
from analytics.lrs.forwarding.models import DeadLetter
from analytics.lrs.incoming import Incoming
from analytics.lrs.models import Attachment, Link, Statement
from analytics.models import Presence, Standing
from lms.people.actions import erase
from tests.analytics.conftest import learners, record

pytestmark = pytest.mark.django_db
RUTH = {"account": {"homePage": "https://clinic.example", "name": "ruth-4711"}}
MAIL = {"mbox": "mailto:Ruth@clinic.example"}


def statement(organisation, *, actor=RUTH, **more):
    """Stores a statement as another system would send it."""
    sent = {
        "id": str(uuid.uuid4()),
        "actor": actor,
        "verb": {"id": "https://verbs.example/did"},
        "object": {"id": "https://clinic.example/thing"},
        **more,
    }
    store.insert([Incoming(json.dumps(sent), sent)], organisation=organisation)
    return Statement.objects.get(statement_id=sent["id"])


def document(organisation, agent):
    place = Place("agent-profile", organisation.pk, agent=json.dumps(agent), agent_key=agent_key(agent))
    return Document.objects.create(
        organisation=organisation, kind=place.kind, key=place.key_of("x"), place=place.key, name="x",
        agent=place.agent, agent_key=place.agent_key, content=b"{}", content_type="x", etag="x",
        updated_at=timezone.now(),
    )  # fmt: skip


def everything():
    """Returns all that any table of ours says, as text."""
    from django.apps import apps

    return " ".join(
        str(row) for model in apps.get_app_config("analytics").get_models() for row in model.objects.values()
    )


def test_nothing_leads_back_and_each_part_speaks_of_the_same_nobody(clinic):
    statement(clinic, actor=RUTH | {"name": "Ruth Winter"}, context={"instructor": RUTH})
    group = {"objectType": "Group", "member": [{"mbox": "mailto:sam@clinic.example"}, RUTH]}
    statement(clinic, actor=group)
    inner = {"objectType": "SubStatement", "actor": RUTH, "verb": {"id": "https://x.example"}}
    statement(clinic, object=inner | {"object": RUTH | {"objectType": "Agent"}})
    document(clinic, RUTH)

    erased = erasing.run(RUTH, clinic)

    assert (erased.statements, erased.documents) == (3, 1)
    assert "ruth-4711" not in everything()
    assert "Ruth Winter" not in everything()
    texts = [json.loads(one.raw) for one in Statement.objects.order_by("pk")]
    nobody = texts[0]["actor"]
    assert nobody["account"]["name"].startswith("erased-")
    assert texts[0]["context"]["instructor"] == nobody
    assert texts[1]["actor"]["member"] == [{"mbox": "mailto:sam@clinic.example"}, nobody]
    assert texts[2]["object"]["actor"] == nobody
    assert Link.objects.filter(key=keys.agent_key(clinic.pk, nobody)).count() == 3


def test_others_keep_every_letter(clinic, nonprofit):
    namesake = {"account": {"homePage": "https://other.example", "name": "ruth-4711"}}
    kept = [
        statement(clinic, actor=namesake),
        statement(clinic, actor={"mbox": "mailto:sam@clinic.example"}),
        statement(nonprofit),
    ]
    documents = [document(clinic, namesake), document(nonprofit, RUTH)]
    before = [one.raw for one in Statement.objects.filter(pk__in=[one.pk for one in kept]).order_by("pk")]

    erasing.run(RUTH, clinic)

    assert [one.raw for one in Statement.objects.order_by("pk")] == before
    assert Document.objects.filter(pk__in=[one.pk for one in documents]).count() == 2


def test_an_agent_by_mail_is_found_however_the_domain_is_written(clinic):
    statement(clinic, actor={"mbox": "mailto:Ruth@CLINIC.example"})

    assert erasing.run(MAIL, clinic).statements == 1
    assert "Ruth@" not in everything()


def test_numbers_stay_as_they_came(clinic):
    made = statement(clinic, result={"extensions": {"https://x.example": 0}})
    raw = made.raw.replace(
        '"https://x.example": 0', '"https://x.example": [1e999, 1.10, 123456789012345678901]'
    )
    Statement.objects.filter(pk=made.pk).update(raw=raw)

    erasing.run(RUTH, clinic)

    assert "[1e999,1.10,123456789012345678901]" in Statement.objects.get().raw


def test_the_actors_attachments_go_and_others_stay(clinic):
    own, other = statement(clinic), statement(clinic, actor={"mbox": "mailto:sam@clinic.example"})
    for sha2, holders in (("a", [own]), ("b", [own, other]), ("c", [other])):
        made = Attachment.objects.create(organisation=clinic, sha2=sha2, content_type="x", content=b"x")
        made.statements.set(holders)

    erasing.run(RUTH, clinic)

    assert sorted(Attachment.objects.values_list("sha2", flat=True)) == ["b", "c"]
    assert not Attachment.objects.filter(statements=own).exists()


def test_the_figures_stay(clinic):
    (learner,) = learners(clinic, 1)
    made = record(learner, "says", score=0.5)
    rollups.fold_for(60)
    before = [Presence.objects.count(), list(Standing.objects.values_list("skill", "says"))]
    record(learner, "passed")  # not counted yet

    erasing.run(json.loads(made.raw)["actor"], clinic)
    rollups.fold_for(60)

    assert learner.actor_name.hex not in everything()
    assert [Presence.objects.count(), list(Standing.objects.values_list("skill", "says"))] == before
    assert Standing.objects.get().is_tried


def test_batches_end(clinic, monkeypatch):
    monkeypatch.setattr(erasing, "BATCH", 2)
    for _number in range(5):
        statement(clinic)
    told = []

    assert erasing.run(RUTH, clinic, tell=told.append).statements == 5
    assert told == [2, 4, 5]
    assert erasing.run(RUTH, clinic).statements == 0


def test_a_learner_who_is_forgotten_is_forgotten_by_clients_documents_too(clinic, nonprofit):
    (learner,) = learners(clinic, 1)
    actor = json.loads(record(learner, "says", score=0.5).raw)["actor"]
    document(nonprofit, actor)
    other = statement(
        clinic, actor={"mbox": "mailto:sam@clinic.example"}, object=actor | {"objectType": "Agent"}
    )
    target = actions.create(
        organisation=clinic,
        name="x",
        endpoint="https://x.example",
        username="x",
        password="x",
        version="1.0.3",
    )
    outbox.bury(target, Statement.objects.first().statement_id, status=400, reason=learner.actor_name.hex)
    name = learner.actor_name.hex

    erase(learner=learner)

    assert name not in everything()
    assert list(Statement.objects.all()) == [other]
    assert not DeadLetter.objects.exists()


class TestTheCommand:
    def test_it_erases(self, clinic, capsys):
        statement(clinic)

        call_command("lrs_erase_actor", "--organisation", clinic.slug, json.dumps(RUTH))

        assert "1 statements speak of nobody now" in capsys.readouterr().out

    @pytest.mark.parametrize("agent", ["ruth", "{}", '{"objectType": "Group", "mbox": "mailto:a@b.example"}'])
    def test_what_is_no_agent_is_said(self, clinic, agent):
        with pytest.raises(CommandError):
            call_command("lrs_erase_actor", "--organisation", clinic.slug, agent)
