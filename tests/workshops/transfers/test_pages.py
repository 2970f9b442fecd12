"""Where transfers are seen: their own page, those of practices, places and partners, the list, its map, its files."""

import csv
import json
from copy import deepcopy
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.europe import project
from partners.models import Place
from tests.catalogue.test_sheets import sheet_of, text_of
from tests.factories import make
from tests.standing import stands
from tests.workshops.transfers.taking_over import Side, as_now, change, let_pass, make_network, report, says
from workshops.models import Transfer, TransferConfirmation
from workshops.transfers.arrows import drawn
from workshops.transfers.rows import public_transfers

pytestmark = pytest.mark.django_db


network_of_module = stands(make_network)


@pytest.fixture
def network(network_of_module, db):
    return deepcopy(network_of_module)


def page(client, address, code=200):
    response = client.get(address)
    assert response.status_code == code
    return " ".join(response.content.decode().split())


def request_page(transfer):
    return reverse("transfer_request", args=[transfer.pk])


# --- The request ---


@pytest.mark.parametrize(
    ("name", "code"),
    [("giver", 200), ("coordinator", 200), ("helper", 404), ("taker", 404), ("writer", 404), ("stranger", 404)],
)
def test_the_request_is_there_for_the_origin_and_coordinators_alone(network, client, name, code):
    transfer = report(network)
    client.force_login(getattr(network, name))

    assert client.get(request_page(transfer)).status_code == code
    sent = client.post(request_page(transfer), {"says": "yes", "seen": ""})
    assert (sent.status_code == 404) == (code == 404)
    assert as_now(transfer).confirmations.count() == 1


def test_the_request_of_what_is_not_public_is_there_for_nobody(network, client):
    transfer = report(network)
    as_now(transfer).withdraw()
    client.force_login(network.giver)

    assert client.get(request_page(transfer)).status_code == 404


def test_without_signing_in_one_is_asked_to(network, client):
    assert client.get(request_page(report(network))).status_code == 302


def sent(client, transfer, **given):
    form = client.get(request_page(transfer)).context["form"]
    return client.post(request_page(transfer), {"seen": form.initial["seen"]} | given)


def test_the_origin_answers_on_its_page(network, client):
    transfer = report(network)
    client.force_login(network.giver)

    assert sent(client, transfer, says="yes").status_code == 302
    assert as_now(transfer).is_confirmed()


@pytest.mark.parametrize("given", [{"says": "no"}, {}, {"says": "maybe"}, {"says": "no", "reason": "  "}], ids=str)
def test_an_answer_that_lacks_something_is_asked_for_again(network, client, given):
    transfer = report(network)
    client.force_login(network.giver)

    response = sent(client, transfer, **given)

    assert (response.status_code, bool(response.context["form"].errors)) == (200, True)
    assert as_now(transfer).confirmations.count() == 1


def test_a_coordinator_reads_from_which_day_it_may_answer(network, client):
    transfer = report(network)
    client.force_login(network.coordinator)

    assert client.get(request_page(transfer)).context["closed"] is True
    assert sent(client, transfer, says="yes", source="Pismo").status_code == 409
    let_pass(transfer, 60)
    assert sent(client, transfer, says="yes", source="Pismo").status_code == 302


# --- Its page ---


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], {"sl": "Poroča prevzemnik", "en": "Reported by the adopter"}),
        (["yes"], {"sl": "Potrdili obe strani", "en": "Confirmed by both"}),
        (["no"], {"sl": "Izvor ne potrjuje", "en": "Origin does not confirm"}),
    ],
    ids=("silent", "yes", "no"),
)
def test_a_transfer_says_what_both_sides_say(network, client, words, shown):
    transfer = report(network)
    for word in words:
        says(network.giver, transfer, word, reason="Z nami niso govorili.")

    for language, text in shown.items():
        with translation.override(language):
            found = page(client, as_now(transfer).get_absolute_url())
        assert f"<strong>{text}</strong>" in found
        assert ("Z nami niso govorili." in found) == (words == ["no"])


def test_a_word_on_behalf_is_marked_with_its_source_and_without_its_author(network, client):
    transfer = report(network)
    let_pass(transfer, 60)
    says(network.coordinator, transfer, source="Pismo župana")

    found = page(client, as_now(transfer).get_absolute_url())

    assert "Namesto izvora" in found
    assert "Pismo župana" in found
    assert network.coordinator.name not in found


# --- Practices, places, partners ---


def test_a_practice_shows_the_chain_of_those_who_took_it_over(network, client):
    first = report(network, title="Prvi prenos")
    report(network, title="Drugi prenos", builds_on_id=first.pk)

    response = client.get(network.practice.get_absolute_url())

    found = " ".join(response.content.decode().split())
    assert "Kdo je prakso prevzel" in found
    assert found.index("Prvi prenos") < found.index("<ul>", found.index("Prvi prenos")) < found.index("Drugi prenos")
    assert found.count('class="chart-mark"') == 3  # the practice and both


def test_the_sheet_of_a_practice_names_those_who_took_it_over_without_the_picture(network, client):
    first = report(network, title="Prvi prenos")
    report(network, title="Drugi prenos", builds_on_id=first.pk)

    sheet = text_of(sheet_of(client, network.practice).content)

    assert [sheet.count(words) for words in ("Prvi prenos", "Drugi prenos", "po generacijah")] == [1, 1, 0]


def test_a_practice_that_nobody_took_over_says_nothing_of_it(network, client):
    found = page(client, network.practice.get_absolute_url())

    assert [word for word in ("Kdo je prakso prevzel", "tools.css") if word in found] == []


def test_places_and_partners_show_what_they_took_over_and_gave(network, client):
    goal = make(Place, title_sl="Cona Sled")
    report(network, place_id=goal.pk)
    taken, given = "Prevzete prakse", "Prakse, ki so jih prevzeli drugi"
    headings = {
        goal: taken,
        network.adopter: taken,
        network.origin: given,
        network.practice.place: given,
    }

    for entry, heading in headings.items():
        found = page(client, entry.get_absolute_url())
        assert [word for word in (taken, given) if f"<h2>{word}</h2>" in found] == [heading]
        assert "Para v Sledi" in found


def test_a_neighbour_that_is_not_public_is_not_named(network, client):
    goal = make(Place, title_sl="Skrita cona", title_en="Hidden zone", published=False)
    transfer = report(network, place_id=goal.pk)

    for address in (network.practice.get_absolute_url(), as_now(transfer).get_absolute_url(), reverse("transfer_list")):
        assert "Skrita cona" not in page(client, address)


@pytest.mark.parametrize("whose", ["practice", "origin", "adopter", "place", "transfer", "list"])
def test_pages_ask_as_often_for_one_transfer_as_for_five(network, client, whose):
    transfer = report(network)
    addresses = {
        "practice": network.practice.get_absolute_url(),
        "origin": network.origin.get_absolute_url(),
        "adopter": network.adopter.get_absolute_url(),
        "place": network.practice.place.get_absolute_url(),
        "transfer": as_now(transfer).get_absolute_url(),
        "list": reverse("transfer_list"),
    }
    client.get(addresses[whose])
    counts = [queries(client, addresses[whose])]
    for _number in range(4):
        make(Transfer, practice=network.practice, partner=network.adopter, builds_on=transfer)
    client.get(addresses[whose])
    counts.append(queries(client, addresses[whose]))

    assert counts[0] == counts[1]


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


# --- The list, its map and files ---


def test_the_list_has_a_map_with_an_arrow_and_a_table(network, client):
    goal = make(Place, title_sl="Cona Sled", latitude=45.07, longitude=7.69, country="IT")
    report(network, place_id=goal.pk)

    response = client.get(reverse("transfer_list"))

    atlas = response.context["atlas"]
    assert [(round(x), round(y)) for x, y, _name in atlas.dots] == sorted(
        (round(x), round(y)) for x, y in (project(45.07, 7.69), project(46.05, 14.5))
    )
    assert atlas.arrows.count("<path") == 1
    assert [(row.came_from.text, row.went_to.text) for row in atlas.transfers] == [("Cona Izvir", "Cona Sled")]


def test_above_sixty_the_map_sums_by_countries(network):
    goal = make(Place, latitude=45.07, longitude=7.69, country="IT")
    for number in range(61):
        make(Transfer, title_sl=f"Prenos {number}", practice=network.practice, partner=network.adopter, place=goal)

    atlas = drawn(public_transfers())

    assert (atlas.transfers, atlas.total, len(atlas.dots), atlas.arrows.count("<path")) == ([], 61, 2, 1)
    assert [row[2] for row in atlas.countries] == [61]


def test_an_empty_list_has_no_map(client):
    assert client.get(reverse("transfer_list")).context["atlas"] is None


def test_transfers_can_be_had_as_json(network, client):
    goal = make(Place, title_sl="Cona Sled", title_en="Trace Zone", country="IT")
    transfer = report(network, place_id=goal.pk)
    make(Transfer, published=False)
    says(network.giver, transfer, "no", reason="Z nami niso govorili.")

    response = client.get(reverse("transfer_export", args=["json"]))

    [told] = json.loads(response.content)["transfers"]
    assert (told["id"], told["stage"], told["standing"], told["reason"]) == (
        f"transfer:{transfer.pk}",
        "reuse",
        "refused",
        "Z nami niso govorili.",
    )
    assert told["origin"]["title"] == {"sl": "Občina Izvir", "en": "Municipality of Origin"}
    assert told["place"]["url"]["en"].endswith(f"/en/places/{goal.slug_en}/")
    assert told["adopter"]["title"]["en"] == "Municipality of Trace"


def test_what_a_spreadsheet_could_run_is_text_in_the_table(network, client):
    report(network, title="=1+1")

    content = client.get(reverse("transfer_export", args=["csv"])).content.decode("utf-8-sig")

    heads, row = csv.reader(StringIO(content), delimiter=";")
    assert (len(heads), heads[0], row[0]) == (len(row), "Prenos", "'=1+1")


def test_a_file_of_another_form_is_not_there(client):
    assert client.get(reverse("transfer_export", args=["exe"])).status_code == 404


def test_confirmations_are_only_looked_at_in_the_administration(network, client):
    report(network)
    network.coordinator.is_staff = True
    network.coordinator.save()
    client.force_login(network.coordinator)
    [word] = TransferConfirmation.objects.filter(side=Side.ADOPTER)

    found = page(client, reverse("admin:workshops_transferconfirmation_change", args=[word.pk]))

    assert 'name="_save"' not in found


# --- Narrowing ---


def listed(client, **asked):
    """(titles of the cards, titles on the map) of the list as it is asked for."""
    context = client.get(reverse("transfer_list"), asked).context
    atlas = context["atlas"]
    return sorted(card.title for card in context["page"].cards), sorted(
        row.title.text for row in (atlas.transfers if atlas else [])
    )


@pytest.mark.parametrize(("asked", "expected"), [
    ({}, ["Prva", "Druga", "Tretja"]),
    ({"stage": "reuse"}, ["Prva", "Tretja"]),
    ({"stage": ["reuse", "adapt"]}, ["Prva", "Druga", "Tretja"]),
    ({"standing": "confirmed"}, ["Prva"]),
    ({"standing": "refused"}, ["Tretja"]),
    ({"standing": "reported", "stage": "reuse"}, []),
    ({"q": "druga"}, ["Druga"]),
    ({"country": "IT"}, ["Druga"]),
    ({"stage": "nothing"}, ["Prva", "Druga", "Tretja"]),
])  # fmt: skip
def test_the_map_shows_what_the_list_is_narrowed_to(network, client, asked, expected):
    goal = make(Place, title_sl="Cona Sled", country="IT")
    first, _second = report(network, "Prva"), report(network, "Druga", stage="adapt", place_id=goal.pk)
    says(network.giver, first)
    says(network.giver, report(network, "Tretja"), "no", reason="Ne vemo zanje.")

    assert listed(client, **asked) == (sorted(expected), sorted(expected))


def numbers_of(client, name, page="transfer_list", **asked):
    facets = client.get(reverse(page), asked).context["facets"]
    return {value["label"]: value["number"] for group in facets if group["name"] == name for value in group["values"]}


def test_the_list_offers_stages_and_confirmations_with_their_numbers(network, client):
    says(network.giver, report(network, "Prva"))
    report(network, "Druga", stage="adapt")

    assert numbers_of(client, "stage") == {"Uporabiti": 1, "Prilagoditi": 1}
    assert numbers_of(client, "standing") == {"Potrdili obe strani": 1, "Poroča prevzemnik": 1}
    assert numbers_of(client, "stage", "catalogue") == {}


def test_another_word_of_the_adopter_is_only_reported_again(network, client):
    transfer = report(network)
    says(network.giver, transfer)

    change(network, transfer, result_sl="Drugačen izid.")

    assert list(numbers_of(client, "standing").values()) == [1]
    assert listed(client, standing="reported") == (["Para v Sledi"], ["Para v Sledi"])


@pytest.mark.parametrize("asked", [{}, {"stage": "reuse"}, {"q": "para"}])
def test_the_narrowed_list_asks_as_often_whatever_the_number_of_transfers(network, client, asked):
    def queries():
        client.get(reverse("transfer_list"), asked)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("transfer_list"), asked)
        return len(captured)

    report(network)
    before = queries()
    for number in range(3):
        report(network, f"Para {number}")

    assert queries() == before
