"""What differs between two versions is shown word by word, and nothing else."""

import re

import pytest
from django.urls import reverse

from library.models import Practice
from partners.models import Partner
from publishing import versions
from publishing.comparison import compared
from publishing.diff import words
from publishing.snapshot import taken
from publishing.templatetags.publishing import marked_shortly
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    practice = make(Practice, title_sl="Para", title_en="Steam", topics=[make_topic("voda", "Voda", "Water")])
    practice.evidence.create(indicator_sl="plin", unit="t", before=1, after=2)
    return practice


def differing(old, **changes):
    return compared("practice", old, old | changes)


def test_words_tell_what_came_and_went():
    assert words("topla voda teče", "topla para teče") == [
        ("equal", "topla "),
        ("delete", "voda"),
        ("insert", "para"),
        ("equal", " teče"),
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("a", ""), ("", "č š ž"), ("ena dva", "dva tri"), ("!" * 30000, "?" * 30000)]
)
def test_both_texts_can_be_put_together_from_the_pieces(old, new):
    pieces = words(old, new)

    assert "".join(text for op, text in pieces if op != "insert") == old
    assert "".join(text for op, text in pieces if op != "delete") == new


def test_long_texts_are_compared_by_paragraphs_and_these_by_words():
    old = "\n\n".join(f"Odstavek {number} z nekaj besedami." for number in range(400))

    pieces = words(old, old.replace("Odstavek 7 ", "Razdelek 7 "))

    assert [text for op, text in pieces if op == "delete"] == ["Odstavek"]


@pytest.mark.parametrize(("times", "folds"), [(50, False), (500, True)])
def test_long_passages_that_stayed_are_folded(times, folds):
    stayed = "Tako je. " * times

    page = marked_shortly(words(f"{stayed}Prej.", f"{stayed}Potem."))

    assert ("<details>" in page, "Prej</del>" in re.sub("<span.*?</span>", "", page)) == (folds, True)
    assert re.sub("<details>.*?</summary>|</details>", "", page).startswith(stayed)


def test_equal_contents_do_not_differ(practice):
    content = taken(practice)

    assert compared("practice", content, dict(content)).is_empty is True


def test_a_text_is_compared_in_each_language(practice):
    found = differing(taken(practice), title_sl="Vroča para", problem_en="Cold").texts

    assert [(change.label, change.language, change.pieces) for change in found] == [
        ("Naslov", "sl", [("delete", "Para"), ("insert", "Vroča para")]),
        ("Problem in okoliščine", "en", [("insert", "Cold")]),
    ]


def test_values_are_named_as_readers_know_them(practice):
    found = differing(taken(practice), country="SI", scope="town", ongoing=True).texts

    assert {text for change in found for _op, text in change.pieces} == {"Slovenija", "Mesto ali občina", "Da"}


def test_a_neighbour_that_is_not_public_has_no_name(practice):
    hidden, public = make(Partner, published=False, title_sl="Skrito"), make(Partner, title_sl="Javno")

    found = compared(
        "practice",
        taken(practice) | {"organisation_id": hidden.pk},
        taken(practice) | {"organisation_id": public.pk},
    ).texts

    (gone, hidden_name), come = found[0].pieces
    assert (gone, come) == ("delete", ("insert", "Javno"))
    assert hidden_name.count("Skrito") == 0


def test_topics_that_came_and_went_are_named(practice):
    make_topic("zrak", "Zrak", "Air")

    found = differing(taken(practice), topics=["zrak", "izgubljena"]).lists

    assert [(change.added, change.removed) for change in found] == [(["Zrak", "izgubljena"], ["Voda"])]


def test_rows_are_compared_cell_by_cell(practice):
    content = taken(practice)
    [row] = content["evidence"]

    found = differing(content, evidence=[row | {"after": "3"}, {"uid": "n1", "indicator_sl": "olje"}]).rows

    assert [change.status for change in found] == ["changed", "added"]
    assert [cell.pieces for cell in found[0].cells] == [[("equal", "plin")], [("delete", "2"), ("insert", "3")]]
    assert [cell.pieces for cell in found[1].cells] == [[("insert", "olje")]]


def test_a_row_that_went_is_shown_and_one_with_another_name_is_none(practice):
    content = taken(practice)
    [row] = content["evidence"]

    gone = differing(content, evidence=[]).rows
    renamed = differing(content, evidence=[row | {"uid": "n7"}])

    assert ([change.status for change in gone], renamed.is_empty) == (["removed"], True)


def test_a_new_file_is_told_without_its_stored_name(practice):
    [change] = differing(taken(practice), image="practices/tajno.webp").texts

    assert [(op, "tajno" in text) for op, text in change.pieces] == [("insert", False)]


# --- The page ---


@pytest.fixture
def dossier(practice):
    dossier = versions.adopt(practice)
    practice.problem_sl = "Mraz <b>povsod</b>"
    practice.save()
    versions.catch_up(dossier)
    return dossier


def page(client, dossier, **query):
    return client.get(reverse("compare", args=[dossier.pk]), query)


def test_without_a_choice_the_last_two_are_compared(client, dossier):
    response = page(client, dossier)

    html = response.content.decode()
    assert [response.context[name].number for name in ("old", "new")] == [1, 2]
    assert html.count("Mraz &lt;b&gt;povsod&lt;/b&gt;") == 1
    assert (html.count("<ins>"), html.count("<h1>")) == (1, 1)


@pytest.mark.parametrize("typed", ["abc", "-1", "999", "1\0", "9" * 100, "x" * 100_000])
def test_a_version_that_cannot_be_chosen_is_named_at_its_field(client, dossier, typed):
    response = page(client, dossier, old=typed, new="2")

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["old"])
    assert response.context["old"].number == 1


def test_the_public_cannot_compare_with_a_draft(client, coordinator, dossier):
    draft = versions.open_version(dossier, by=coordinator)
    draft.content["title_sl"] = "Skrivnost"
    draft.save()

    response = page(client, dossier, old="1", new=str(draft.number))

    assert list(response.context["form"].errors) == ["new"]
    assert response.content.decode().count("Skrivnost") == 0


def test_those_who_write_compare_their_draft(client, coordinator, dossier):
    draft = versions.open_version(dossier, by=coordinator)
    draft.content["title_sl"] = "Osnutek"
    draft.save()
    client.force_login(coordinator)

    response = page(client, dossier)

    assert [response.context[name].number for name in ("old", "new")] == [2, 3]
    assert [change.label for change in response.context["comparison"].texts] == ["Naslov"]


def test_one_version_alone_is_not_compared(client):
    response = page(client, versions.adopt(make(Practice)))

    assert (response.status_code, response.context["only_one"]) == (200, True)


def test_a_version_does_not_differ_from_itself(client, dossier):
    response = page(client, dossier, old="2", new="2")

    assert response.context["comparison"].is_empty is True
