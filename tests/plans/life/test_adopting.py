"""Adoption: by a body, of a version that was public, with the decision; and what pages say of it."""

from copy import deepcopy
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.life import taking
from plans.life.adopted import adopted
from plans.life.adopting import adoptable
from plans.models import ActionPlan, Adoption
from publishing import versions
from publishing.refusals import Overtaken, Refused
from publishing.workflow import take
from tests.documents import make_pdf
from tests.plans.consulting.talking import adopt, answered, day, decision, open_consultation, over, said
from tests.plans.life.readying import READY
from tests.plans.planning import next_version, publish_plan
from tests.standing import stands_on_people

pytestmark = pytest.mark.django_db

Stage = ActionPlan.Stage


version_of_module = stands_on_people(partial(publish_plan, **READY))


@pytest.fixture
def version(version_of_module, db):
    return deepcopy(version_of_module)


def sent(**told):
    pdf = SimpleUploadedFile("sklep.pdf", make_pdf("Sklep"), "application/pdf")
    given = {"body_sl": "Občinski svet", "body_en": "", "decided_on": day(0).isoformat(), "document": pdf}
    return {name: value for name, value in (given | told).items() if value is not None}


def post(client, people, version, **told):
    client.force_login(people.representative)
    address = reverse("plan_adopt", args=[version.dossier_id])
    return client.post(address, sent(version=version.pk, **told))


def test_an_adoption_names_the_version_with_its_hash_and_is_public(client, people, version):
    answer = post(client, people, version, reference="032-4/2026")

    found = Adoption.objects.get()
    plan = ActionPlan.objects.get()
    client.logout()
    document = client.get(reverse("plan_decision", args=[plan.slug_sl, found.pk]))
    assert (answer.status_code, plan.stage) == (302, Stage.ADOPTED)
    assert (found.version, len(found.content_sha256), found.reference) == (version, 64, "032-4/2026")
    assert (document.getvalue()[:5], document["Content-Type"]) == (b"%PDF-", "application/pdf")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"decided_on": day(1).isoformat()}, "decided_on"),
        ({"decided_on": ""}, "decided_on"),
        ({"document": None}, "document"),
        ({"document": SimpleUploadedFile("sklep.txt", b"Sklep")}, "document"),
        ({"document": SimpleUploadedFile("sklep.pdf", b"Sklep")}, "document"),
        ({"body_sl": " "}, "body_sl"),
        ({"version": 0}, "version"),
    ],
)
def test_what_an_adoption_lacks_is_said_at_its_field(client, people, version, told, field):
    answer = post(client, people, version, **told) if "version" not in told else wrong_version(client, people, version)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert Adoption.objects.count() == 0


def wrong_version(client, people, version):
    client.force_login(people.representative)
    return client.post(reverse("plan_adopt", args=[version.dossier_id]), sent(version=0))


def test_gaps_are_listed_and_have_to_be_explained(client, people):
    version = publish_plan(people)

    refused = post(client, people, version)
    done = post(client, people, version, gaps_sl="Kazalnike določimo jeseni.")

    assert (list(refused.context["form"].errors), refused.context["gaps"] != []) == (["gaps_sl"], True)
    assert (done.status_code, Adoption.objects.get().gaps_sl) == (302, "Kazalnike določimo jeseni.")


def test_adoption_waits_until_every_comment_has_a_published_answer(people, version):
    call = open_consultation(people, version)
    shown, hidden = said(call, "shown"), said(call, "hidden", text="Drugo.")
    over(call)
    with pytest.raises(Refused, match="1 pripomba še nima"):
        adopt(people, version)
    answered(people, shown, public=False)
    with pytest.raises(Refused, match="1 pripomba še nima"):
        adopt(people, version)
    answered(people, shown)

    adopt(people, version)

    assert (ActionPlan.objects.get().stage, hidden.answer) == (Stage.ADOPTED, "")


def test_a_comment_that_waits_to_be_read_holds_adoption_up(people, version):
    call = open_consultation(people, version)
    said(call)
    over(call)

    with pytest.raises(Refused, match="1 pripomba še nima"):
        adopt(people, version)


def test_nothing_is_adopted_during_a_consultation(people, version):
    open_consultation(people, version)

    with pytest.raises(Refused):
        adopt(people, version)

    assert Adoption.objects.count() == 0


def test_a_version_is_adopted_once_and_a_newer_one_later(people, version):
    adopt(people, version)
    with pytest.raises(Overtaken):
        adopt(people, version)
    newer = next_version(people, version, vision_sl="Zelena cona.")

    adopt(people, newer)

    found = adopted(version.dossier)
    assert (found.number, [one.version.number for one in found.earlier]) == (2, [1])
    assert [step.step for step in version.dossier.stage_steps.order_by("pk")] == ["adopt", "amend"]


def test_a_draft_is_not_among_the_versions_that_can_be_adopted(people, version):
    versions.open_version(version.dossier, by=people.editor)

    assert list(adoptable(version.dossier)) == [version]


def test_the_page_knows_that_another_version_than_the_adopted_one_is_read(people, version, django_assert_num_queries):
    adopt(people, version, decided_on=day(-3))
    next_version(people, version, vision_sl="Zelena cona.")

    with django_assert_num_queries(1):
        found = adopted(version.dossier, read=2)
        told = (found.number, found.adoption.decided_on, found.adoption.body_sl, found.is_read)

    assert told == (1, day(-3), "Občinski svet", False)
    assert found.compare_address.endswith("?old=1&new=2")


@pytest.mark.parametrize("who", ["editor", "foreign"])
def test_who_may_not_adopt_is_refused(people, version, who):
    with pytest.raises(Refused):
        adopt(people, version, by=getattr(people, who))


def test_the_decision_of_a_withdrawn_plan_is_not_public(client, people, version):
    found = adopt(people, version)
    take(step="withdraw", version=version.dossier.leading, by=people.representative, comment="Ni več res.")

    address = reverse("plan_decision", args=[ActionPlan.objects.get().slug_sl, found.pk])

    assert client.get(address).status_code in (404, 410)


def test_the_decision_is_found_under_its_own_plan_alone(client, people, version):
    found = adopt(people, version)
    other = publish_plan(people)

    address = reverse("plan_decision", args=[other.dossier.entry.slug_sl, found.pk])

    assert client.get(address).status_code == 404


def test_adoption_ends_a_consultation_that_is_over_before_the_round_comes(people, version):
    over(open_consultation(people, version))

    adopt(people, version, document=decision())

    steps = list(version.dossier.stage_steps.order_by("pk").values_list("step", flat=True))
    assert steps == ["open_consultation", "end_consultation", "adopt"]


def test_a_dropped_plan_is_not_adopted(people, version):
    taking.take(step="drop", dossier=version.dossier, by=people.representative, reasons={"sl": "Zato."})

    with pytest.raises(Overtaken):
        adopt(people, version)
