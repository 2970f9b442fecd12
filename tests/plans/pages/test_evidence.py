"""What a plan rests on, shown both ways: links lead to public things alone, and public things name public plans."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from library.models import Practice, Publication
from partners.models import Partner, Place
from plans.models import ActionPlan
from plans.pages.evidence import shown_evidence
from plans.pages.shown import ShownPlan
from plans.standing.evidence import cited
from tests.factories import make, make_run
from tests.plans.planning import CONTENT, begin_plan, next_version, publish_plan
from tools.models import Indicator, PublicRun
from workshops.models import Event

pytestmark = pytest.mark.django_db
TARGETS = {"practice": Practice, "publication": Publication, "event": Event, "place": Place, "cited_plan": ActionPlan}
LABEL = "Skrivna oznaka"


def evidence(**fields):
    return [{"uid": "e1", "action_id": "a1", "label_sl": "", "part": "", "says_sl": ""} | fields]


def plan_of(version):
    return version.dossier.entry


def pages_of(client, plan):
    """All pages of the plan that tell what it rests on, with the page of its version."""
    with translation.override("sl"):
        names = [("plan",), ("plan_evidence",), ("plan_action", "a1"), ("plan_swot",), ("plan_group",)]
        addresses = [reverse(name, args=[plan.slug_sl, *args]) for name, *args in names]
        return "".join(client.get(address).content.decode() for address in addresses)


# --- From the plan to what it rests on ---


@pytest.mark.parametrize("name", TARGETS)
def test_evidence_leads_to_what_is_public(client, people, name):
    target = make(TARGETS[name], title_sl="Javna stvar")
    version = publish_plan(people, evidence=evidence(**{f"{name}_id": target.pk}))

    with translation.override("sl"):
        shown = shown_evidence(cited([plan_of(version).evidence.get()])[0])
        assert (shown.text, shown.address) == ("Javna stvar", target.get_absolute_url())
        assert f'href="{target.get_absolute_url()}"' in pages_of(client, plan_of(version))


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_not_public_is_neither_named_nor_labelled(client, people, name):
    hidden = make(TARGETS[name], title_sl="Skrivna stvar", published=False)
    row = evidence(**{f"{name}_id": hidden.pk}, label_sl=LABEL, part="Skrivni del")
    version = publish_plan(people, evidence=row)

    pages = pages_of(client, plan_of(version)) + client.get(version.get_absolute_url()).content.decode()

    assert [word in pages for word in ("Skrivna stvar", LABEL, "Skrivni del", "ni javno")] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("who", "told"), [(None, False), ("editor", True)])
def test_versions_are_compared_without_the_label_of_what_is_not_public(client, people, who, told):
    hidden = make(Practice, title_sl="Skrivna stvar", published=False)
    row = evidence(practice_id=hidden.pk, label_sl=LABEL, part="Skrivni del", says_sl="Para greje.")
    version = next_version(people, publish_plan(people, evidence=[]), evidence=row)
    if who:
        client.force_login(getattr(people, who))

    page = client.get(reverse("compare", args=[version.dossier_id])).text

    found = [word in page for word in ("Para greje.", "Skrivna stvar", LABEL, "Skrivni del")]
    assert found == [True, False, told, told]


@pytest.mark.parametrize("is_public", [True, False])
def test_a_run_is_named_by_its_public_entry_alone(client, people, is_public):
    run = make_run(title="Skrivni naslov")
    if is_public:
        make(PublicRun, run=run, title_sl="Javna analiza")
    version = publish_plan(people, evidence=evidence(run_id=run.pk, label_sl=LABEL))

    pages = pages_of(client, plan_of(version))

    assert ["Javna analiza" in pages, "ni javno" in pages] == [is_public, not is_public]
    assert [word in pages for word in ("Skrivni naslov", LABEL)] == [False, False]


def test_a_figure_names_its_place_indicator_and_year(people):
    place = make(Place, title_sl="Cona Vič")
    indicator = Indicator.objects.create(code="firms", name="Podjetja", name_sl="Podjetja", direction=1)
    row = evidence(place_id=place.pk, indicator_id=indicator.pk, year=2024)
    version = publish_plan(people, evidence=row)

    with translation.override("sl"):
        assert shown_evidence(cited([plan_of(version).evidence.get()])[0]).text == "Cona Vič: Podjetja, 2024"


@pytest.mark.parametrize("versions", [1, 2])
def test_what_was_deleted_is_told_by_its_label(client, people, versions):
    practice = make(Practice, title_sl="Praksa, ki je bo konec")
    version = publish_plan(people, evidence=evidence(practice_id=practice.pk, label_sl="Parovod v Linzu"))
    practice.delete()
    if versions == 2:
        version = next_version(people, version, summary_sl="Nekaj drugega.")

    pages = pages_of(client, plan_of(version))

    assert re.search(r"Parovod v Linzu</span>\s*<span class=\"quiet\">\(ni več v portalu\)", pages)


def test_a_label_that_never_named_anything_is_told_as_it_is(client, people):
    version = publish_plan(people, evidence=evidence(label_sl="Pogovori s podjetji"))

    pages = pages_of(client, plan_of(version))

    assert ["Pogovori s podjetji" in pages, "ni več v portalu" in pages] == [True, False]


def test_the_chain_leads_from_the_analysis_to_the_action(client, people):
    run = make_run(title="Analiza")
    make(PublicRun, run=run, title_sl="Javna analiza")
    strategy = {"uid": "t1", "type": "SO", "text_sl": "Strategija pare", "internal_id": "w1", "goal_id": "g1"}
    publish_plan(
        people,
        swot_items=[{"uid": "w1", "group": "S", "text_sl": "Odpadna toplota"}],
        strategies=[strategy],
        evidence=[{"uid": "e1", "swot_item_id": "w1", "run_id": run.pk}],
    )

    with translation.override("sl"):
        address = reverse("plan_action", args=[ActionPlan.objects.get().slug_sl, "a1"])
        page = client.get(address).content.decode()

    chain = page.partition('<ol class="plan-chain">')[2]
    places = [chain.index(words) for words in ("Odpadna toplota", "Javna analiza", "Strategija pare", "Manj energije")]
    assert places == sorted(places)
    assert f'href="{run.get_absolute_url()}"' in chain


@pytest.mark.parametrize("number", [1, 3])
def test_evidence_costs_a_fixed_number_of_queries(people, django_assert_num_queries, number):
    practices = [make(Practice) for _place in range(number)]
    runs = [make(PublicRun).run for _place in range(number)]
    rows = [evidence(uid=f"p{one.pk}", practice_id=one.pk)[0] for one in practices]
    rows += [evidence(uid=f"r{one.pk}", run_id=one.pk)[0] for one in runs]
    version = publish_plan(people, evidence=rows)
    shown = ShownPlan(ActionPlan.objects.get(), version.dossier_id, 1)
    shown.rows["evidence"]

    with django_assert_num_queries(3):  # practices, runs, their public entries
        shown.evidence.of("action", shown.rows["actions"][0])


# --- From what is public to the plans that rest on it ---


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("is_public", [True, False])
def test_an_entry_names_the_public_plans_that_rest_on_it(client, people, name, is_public):
    target = make(TARGETS[name])
    content = CONTENT | {"evidence": [*evidence(**{f"{name}_id": target.pk}), *twice(name, target)]}
    version = begin_plan(people, content)
    if is_public:
        publish_plan(people, version)

    page = client.get(target.get_absolute_url()).content.decode()

    assert page.count("Načrt za cono Vič</a>") == is_public


def twice(name, target):
    return [row | {"uid": "e2"} for row in evidence(**{f"{name}_id": target.pk})]


@pytest.mark.parametrize("is_public", [True, False])
def test_a_public_run_names_the_public_plans_that_rest_on_it(client, people, is_public):
    entry = make(PublicRun)
    version = begin_plan(people, CONTENT | {"evidence": evidence(run_id=entry.run_id)})
    if is_public:
        publish_plan(people, version)

    page = client.get(entry.get_absolute_url()).content.decode()

    assert page.count("Načrt za cono Vič</a>") == is_public


def test_a_plan_that_was_withdrawn_is_named_nowhere(client, people):
    practice = make(Practice)
    version = publish_plan(people, evidence=evidence(practice_id=practice.pk))
    plan_of(version).withdraw()

    assert "Načrt za cono Vič" not in client.get(practice.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("model", "field"), [(Place, "place"), (Partner, "organisation")])
def test_a_place_and_a_partner_name_their_plans(client, model, field):
    entry = make(model)
    make(ActionPlan, title_sl="Načrt kraja", **{field: entry})
    make(ActionPlan, title_sl="Skriti osnutek", published=False, **{field: entry})

    page = client.get(entry.get_absolute_url()).content.decode()

    assert ["Načrt kraja</a>" in page, "Skriti osnutek" in page] == [True, False]


def test_a_plan_names_what_it_is_based_on_and_what_is_based_on_it(client):
    basis, programme, hidden = make(ActionPlan), make(ActionPlan), make(ActionPlan, published=False)
    programme.based_on.add(basis)
    hidden.based_on.add(basis)

    pages = [client.get(one.get_absolute_url()).content.decode() for one in (basis, programme)]

    assert [f"{one.title_sl}</a>" in page for one, page in zip((programme, basis), pages, strict=True)] == [True, True]
    assert hidden.title_sl not in pages[0]
