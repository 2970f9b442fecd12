"""The oracle P2 by every way in: typed and uploaded, in both languages; and the lists that are always the same."""

from pathlib import Path

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from catalogue.tables.numbers import written
from catalogue.tables.writing import xlsx_bytes
from partners.models import Partner
from tests.factories import make, make_run
from tools.data.content import Content
from tools.models import Work
from tools.questions.registry import QUESTIONS
from tools.runs.publishing import publish
from tools.work import actions

pytestmark = pytest.mark.django_db

JUDGES = yaml.safe_load((Path(__file__).parent / "oracles" / "P1_P2_swot.yaml").read_text())["P2_awot_judges"]
SWOT = QUESTIONS["swot"]


def example():
    return Content.of_example(SWOT, SWOT.examples[0])


def cells_of(content, language):
    """Every field of the data page that holds something, as a person would type it."""
    for listing in SWOT.listings:
        yield f"n-{listing.key}", len(content.lists[listing.key])
        for row, item in enumerate(content.lists[listing.key]):
            yield from ((f"l-{listing.key}-{row}-{key}", value or "") for key, value in item.items())
    for table in SWOT.tables:
        yield f"shown-{table.key}", 1
        for layer, rows in enumerate(content.layers(table)):
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        yield f"t-{table.key}-{layer}-{row}-{column}", written(cell, language, fractions=True)


def computed(client, work):
    """The results after the options were sent as they stand."""
    client.post(work.step_address("options"), {"weighing": "pairs", "max_cr": "0.1"})
    return Work.objects.get(pk=work.pk).results


def assert_is_oracle(results):
    assert results["groups"]["weights"] == pytest.approx(JUDGES["groups"], abs=JUDGES["tolerance"])
    assert [f"{group}{index + 1}" for group, index, *_rest in results["order"]] == JUDGES["order"]
    assert results["totals"] == pytest.approx(JUDGES["totals"], abs=JUDGES["tolerance"])


@pytest.mark.parametrize("language", ["en", "sl"])
def test_what_is_typed_gives_the_numbers_of_the_oracle(client, language):
    with override(language):
        work = actions.begin(analysis=SWOT)
        fields = dict(cells_of(example(), language)) | {"edition": work.edition, "do": "next", "end": "1"}

        response = client.post(work.data_address, fields)

        assert response["Location"] == work.step_address("options")
        assert_is_oracle(computed(client, work))


def sheets_of(content, table):
    """(layer, rows of a sheet) with the names of rows and columns."""
    for number, cells in enumerate(content.layers(table)):
        rows = [["", *content.names(table.columns)]]
        rows += [[name, *line] for name, line in zip(content.names(table.rows), cells, strict=True)]
        yield (f":{number}" if table.layers else ""), rows


def upload(client, work, part, rows, layer=""):
    work.refresh_from_db()
    file = SimpleUploadedFile("table.xlsx", xlsx_bytes([("Table", rows)]))
    fields = {"edition": work.edition, "do": f"give:{part}{layer}", "end": "1", f"file-{part}": file}
    fields |= {f"n-{listing.key}": len(work.content["lists"][listing.key]) for listing in SWOT.listings}
    for listing in SWOT.listings:
        for row, item in enumerate(work.content["lists"][listing.key]):
            fields |= {f"l-{listing.key}-{row}-{key}": value or "" for key, value in item.items()}
    return client.post(work.data_address, fields)


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["en", "sl"])
def test_what_is_uploaded_gives_the_numbers_of_the_oracle(client, language):
    with override(language):
        work, content = actions.begin(analysis=SWOT), example()
        Work.objects.filter(pk=work.pk).update(content=Content(SWOT, {}).data)
        for listing in (one for one in SWOT.listings if not one.fixed):
            upload(
                client, work, listing.key, [[item["name"], item.get("topic")] for item in content.lists[listing.key]]
            )
        for table in (one for one in SWOT.tables if not content.is_empty(one)):
            for layer, rows in sheets_of(content, table):
                upload(client, work, table.key, rows, layer)

        assert_is_oracle(computed(client, work))


REFUSED = (
    "Groups: points: Groups: the table must name exactly these, in this order: Strengths, Weaknesses, Opportunities, "
    "Threats."
)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (["Strengths", "Weaknesses", "Opportunities", "Threats"], True),
        (["s", "w", "o", "t"], True),
        (["Weaknesses", "Strengths", "Opportunities", "Threats"], False),
        (["Strengths", "Weaknesses", "Opportunities"], False),
        (["A", "B", "C", "D"], False),
    ],
)
def test_a_table_of_the_groups_must_name_them_in_their_order(client, names, taken):
    with override("en"):
        work = actions.begin(analysis=SWOT, example=SWOT.examples[0])
        rows = [[judge, *range(10, 10 * len(names) + 1, 10)] for judge in work.content_object.names("judges")]
        response = upload(client, work, "points-groups", [["", *names], *rows])

    work.refresh_from_db()
    said = [problem.text for problem in response.context["problems"]]
    assert (work.content["tables"]["points-groups"][0] == [10, 20, 30, 40]) is taken
    assert said == ([] if taken else [REFUSED])


@pytest.mark.parametrize("do", ["remove:groups:0", "add:groups"])
def test_the_groups_stay_whatever_is_pressed(client, do):
    with override("en"):
        work = actions.begin(analysis=SWOT, example=SWOT.examples[0])
        before = work.content

        fields = dict(cells_of(work.content_object, "en")) | {"edition": work.edition, "do": do, "end": "1"}
        assert client.post(work.data_address, fields).status_code == 200

    work.refresh_from_db()
    assert work.content == before


def test_the_groups_are_named_in_the_language_of_the_reader():
    content = example()

    with override("en"):
        english = content.names("groups")
    with override("sl"):
        slovenian = content.names("groups")

    assert (english[0], slovenian[0], content.lists["groups"][0]["name"]) == ("Strengths", "Prednosti", "S")


@pytest.mark.any_database
@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv", "json"])
@pytest.mark.parametrize("language", ["en", "sl"])
def test_a_run_is_exported_in_every_form(client, make_user, form, language):
    author = make_user("author@example.org")
    run = make_run(analysis="swot", example="old-town", author=author)
    client.force_login(author)

    with override(language):
        response = client.get(reverse("run_export", args=[run.slug, form]))

    assert response.status_code == 200
    assert len(b"".join(response) if response.streaming else response.content) > 1000


def test_a_published_run_is_read_cited_and_compared_in_both_languages(client, make_user):
    author = make_user("author@example.org")
    first, second = (
        make_run(analysis="swot", example="old-town", author=author, title=title, organisation=make(Partner))
        for title in ("Last year", "This year")
    )
    for run in (first, second):
        publish(run=run)

    texts = {}
    for language in ("en", "sl"):
        with override(language):
            page = client.get(first.get_absolute_url()).content.decode()
            compared = client.get(reverse("run_compare", args=[first.slug]), {"other": second.slug})
            texts[language] = page, compared.context["second"]

    assert "Of the four groups, opportunities weigh most (45.1%)" in texts["en"][0]
    assert "Od štirih skupin štejejo največ priložnosti (45,1" in texts["sl"][0]
    assert [other for _page, other in texts.values()] == [second, second]
    assert client.get("/api/v1/search?kind=run").json()["count"] == 2
