"""A kind may refuse a step for the time being, and may warn at submitting; both in words."""

from dataclasses import replace

import pytest
from django.urls import reverse

from catalogue.models import Kind
from publishing import versions
from publishing.models import Passage, Version
from publishing.refusals import Refused
from publishing.states import State
from publishing.workflow import take
from publishing.writing import WRITINGS, writing_of

pytestmark = pytest.mark.django_db
REASON = "Javna obravnava traja do 3. 11. 2026."


@pytest.fixture
def refuse(monkeypatch):
    """Has practices refuse these steps."""

    def refuse(*names):
        guarded = replace(writing_of("practice"), guard=lambda step, version: REASON if step in names else "")
        monkeypatch.setitem(WRITINGS, Kind.PRACTICE, guarded)

    return refuse


@pytest.mark.parametrize(
    ("step", "state"),
    [("submit", State.DRAFT), ("publish", State.SUBMITTED), ("withdraw", State.PUBLISHED)],
)
def test_a_refused_step_is_not_taken_and_the_reason_is_said(client, people, written, refuse, step, state):
    version = written(state)
    refuse(step)
    client.force_login(people.representative)
    passages = Passage.objects.count()

    with pytest.raises(Refused, match=REASON):
        take(step=step, version=version, by=people.representative, comment="Zato.")
    page = client.post(reverse("step", args=[version.dossier_id, step]), {"text": "Zato."})

    assert (page.status_code, page.context["refusal"]) == (409, REASON)
    assert (Version.objects.get(pk=version.pk).state, Passage.objects.count()) == (state, passages)


@pytest.mark.parametrize(
    ("names", "offered"), [((), ["publish", "ask_changes", "decline"]), (("publish",), ["ask_changes", "decline"])]
)
def test_the_dossier_says_why_a_step_is_not_possible_now(client, people, written, refuse, names, offered):
    version = written(State.SUBMITTED)
    refuse(*names)
    client.force_login(people.representative)

    page = client.get(version.dossier.get_absolute_url())

    steps = [step["name"] for step in page.context["steps"]]
    assert [name for name in steps if name != "take_back"] == offered
    assert page.content.decode().count(REASON) == len(names)


def test_a_reason_is_said_to_those_only_whose_step_it_is(client, people, written, refuse):
    version = written(State.SUBMITTED)
    refuse("publish", "decline")
    client.force_login(people.editor)

    assert client.get(version.dossier.get_absolute_url()).context["refused"] == {}


def test_a_version_that_may_not_be_thrown_away_stays(client, people, written, refuse):
    version = written()
    refuse("discard")
    client.force_login(people.editor)
    address = reverse("discard", args=[version.dossier_id])

    with pytest.raises(Refused, match=REASON):
        versions.discard(version, by=people.editor)
    asked, sent = client.get(address), client.post(address, follow=True)
    dossier = client.get(version.dossier.get_absolute_url()).content.decode()

    assert (asked.status_code, asked.context["refusal"], REASON in sent.content.decode()) == (409, REASON, True)
    assert (dossier.count(REASON), dossier.count(f'href="{address}"')) == (1, 0)
    assert Version.objects.filter(pk=version.pk).exists()


@pytest.mark.parametrize(("names", "links", "reasons"), [((), 1, 0), (("submit",), 0, 1)])
def test_the_last_look_offers_submitting_or_says_why_not(client, people, written, refuse, names, links, reasons):
    version = written()
    refuse(*names)
    client.force_login(people.editor)

    html = client.get(reverse("write_check", args=[version.dossier_id])).content.decode()

    submit = reverse("step", args=[version.dossier_id, "submit"])
    assert (html.count(f'href="{submit}"'), html.count(REASON)) == (links, reasons)


def test_a_warning_is_read_before_submitting_and_hinders_nothing(client, people, written, monkeypatch):
    warned = replace(writing_of("practice"), remarks=lambda content, language, entry: ["Cilj nima kazalnika."])
    monkeypatch.setitem(WRITINGS, Kind.PRACTICE, warned)
    version = written()
    client.force_login(people.editor)
    check, submit = (
        reverse("write_check", args=[version.dossier_id]),
        reverse("step", args=[version.dossier_id, "submit"]),
    )

    pages = [client.get(address).content.decode().count("Cilj nima kazalnika.") for address in (check, submit)]
    client.post(submit, {"text": ""})

    assert (pages, Version.objects.get(pk=version.pk).state) == ([1, 1], State.SUBMITTED)
