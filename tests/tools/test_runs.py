"""Saved runs: they never change, only those see them who may, and what was public leaves a notice."""

import csv
import io
import json
import zipfile

import pytest
from django.core import management
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from catalogue.models import Card
from tests.factories import make, make_run
from tools.data.computing import cleaned_options, computed
from tools.methods import VERSION
from tools.models import PublicRun, Run, Work
from tools.questions.registry import QUESTIONS
from tools.runs import publishing as keeping
from tools.work import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

READERS = ("nobody", "author", "colleague", "representative", "stranger", "coordinator")


@pytest.fixture
def run(team):
    return make_run(author=team.author, organisation=team.own, title="Furniture in Koper")


def seen_by(client, team, address):
    """{reader: status} of an address."""
    found = {}
    for name in READERS:
        client.logout()
        if person := getattr(team, name):
            client.force_login(person)
        found[name] = client.get(address).status_code
    return found


def who(found, status=200):
    return {name for name, code in found.items() if code == status}


# --- Saving ---


def test_a_result_is_saved_with_everything_it_came_from(client, team, begin):
    work = actions.compute(work=begin(author=team.author))
    client.force_login(team.author)

    client.post(work.next_address, {"title": "Furniture", "note": "Ours", "organisation": team.own.pk})

    run = Run.objects.get()
    assert (run.author, run.organisation, run.title, run.note) == (team.author, team.own, "Furniture", "Ours")
    assert (run.content, run.results, run.example) == (work.content, work.results, "furniture")
    assert run.options == cleaned_options(QUESTIONS["gap"], work.options)[0]
    assert run.method_version == VERSION


def test_saving_twice_makes_one_run(client, team, begin):
    work = actions.compute(work=begin(author=team.author))
    client.force_login(team.author)

    answers = [client.post(work.next_address, {"title": "Furniture"})["Location"] for _time in range(2)]

    assert Run.objects.count() == 1
    assert set(answers) == {Run.objects.get().get_absolute_url()}


def test_nobody_saves_without_signing_in(client, begin):
    work = actions.compute(work=begin())

    client.post(work.next_address, {"title": "Furniture"})

    assert Run.objects.count() == 0


def test_a_run_is_saved_only_for_ones_own_organisation(client, team, begin):
    work = actions.compute(work=begin(author=team.author))
    client.force_login(team.author)

    response = client.post(work.next_address, {"title": "Furniture", "organisation": team.other.pk})

    assert list(response.context["form"].errors) == ["organisation"]
    assert Run.objects.count() == 0


def test_a_saved_run_computes_to_itself(run):
    again = computed(run.content_object, run.options)

    assert json.loads(json.dumps(again)) == Run.objects.get(pk=run.pk).results


# --- Who sees it ---


@pytest.mark.parametrize("name", ["run", "run_copy", "run_compare"])
def test_a_private_run_is_its_authors(client, team, run, name):
    assert who(seen_by(client, team, reverse(name, args=[run.slug]))) == {"author"}


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "pdf"])
def test_the_files_of_a_private_run_are_its_authors(client, team, run, form):
    found = seen_by(client, team, reverse("run_export", args=[run.slug, form]))

    assert (who(found), who(found, 404)) == ({"author"}, set(READERS) - {"author"})


def test_a_run_for_the_organisation_is_seen_by_its_members(client, team, run):
    Run.objects.update(visibility=Run.Visibility.ORGANISATION)

    found = seen_by(client, team, run.get_absolute_url())

    assert who(found) == {"author", "colleague", "representative"}


def test_a_proposed_run_is_seen_by_those_who_may_publish_it(client, team, run):
    keeping.propose(run=run)

    found = seen_by(client, team, run.get_absolute_url())

    assert who(found) == {"author", "representative", "coordinator"}


def test_a_public_run_is_seen_by_everybody(client, team, run):
    keeping.publish(run=run)

    assert who(seen_by(client, team, run.get_absolute_url())) == set(READERS)
    assert who(seen_by(client, team, reverse("run_export", args=[run.slug, "json"]))) == set(READERS)


def test_who_left_the_organisation_sees_no_more(client, team, run):
    Run.objects.update(visibility=Run.Visibility.ORGANISATION)
    team.own.memberships.filter(user=team.colleague).delete()
    client.force_login(team.colleague)

    assert client.get(run.get_absolute_url()).status_code == 404


def test_only_the_author_changes_a_run(client, team, run):
    keeping.publish(run=run)

    found = seen_by(client, team, reverse("run_settings", args=[run.slug]))

    assert (who(found), found["nobody"]) == ({"author"}, 302)


@pytest.mark.parametrize("step", ["open_link", "close_link", "propose", "delete", "publish", "take_back"])
def test_nobody_else_takes_a_step(client, team, run, step):
    Run.objects.update(visibility=Run.Visibility.ORGANISATION)
    client.force_login(team.colleague)

    response = client.post(reverse("run_settings", args=[run.slug]), {"do": step})

    run.refresh_from_db()
    assert response.status_code == 404
    assert (run.link, run.proposed_at, run.is_public) == (None, None, False)


def test_an_author_does_not_publish_alone(client, team, run):
    client.force_login(team.author)

    client.post(reverse("run_settings", args=[run.slug]), {"do": "publish"})

    assert not run.is_public


def test_posted_fields_that_are_not_shown_change_nothing(client, team, run):
    client.force_login(team.author)
    before = Run.objects.values("content", "results", "author", "slug", "analysis").get()
    fields = {"title": "New", "note": "", "visibility": "organisation", "organisation": team.own.pk}

    client.post(
        reverse("run_settings", args=[run.slug]),
        fields | {"content": "{}", "results": "{}", "author": team.stranger.pk, "slug": "x", "analysis": "x"},
    )

    assert Run.objects.values("content", "results", "author", "slug", "analysis").get() == before
    assert Run.objects.get().title == "New"


# --- The secret link ---


def test_a_secret_link_shows_the_run_to_whoever_has_it_until_it_is_closed(client, team, run):
    keeping.open_link(run=run)
    page, files = reverse("run_shared", args=[run.link]), reverse("shared_export", args=[run.link, "json"])

    opened = client.get(page).status_code, client.get(files).status_code
    keeping.close_link(run=run)

    assert opened == (200, 200)
    assert (client.get(page).status_code, client.get(files).status_code) == (404, 404)


def test_a_shared_page_is_not_for_search_engines_and_offers_no_step(client, team, run):
    keeping.open_link(run=run)

    page = client.get(reverse("run_shared", args=[run.link])).content.decode()

    assert page.count('<meta name="robots" content="noindex">') == 1
    assert page.count(reverse("run_copy", args=[run.slug])) == 0


def test_opening_the_link_twice_gives_the_same(team, run):
    assert keeping.open_link(run=run).link == keeping.open_link(run=run).link


# --- Publishing ---


def test_publishing_goes_by_the_representative(client, team, run):
    client.force_login(team.author)
    client.post(reverse("run_settings", args=[run.slug]), {"do": "propose"})
    client.force_login(team.representative)
    listed = client.get(reverse("my_runs")).content.decode().count(run.get_absolute_url())
    client.post(reverse("run_settings", args=[run.slug]), {"do": "publish"})

    run.refresh_from_db()
    card = Card.objects.get(kind="run")
    assert (listed, run.is_public, run.proposed_at) == (1, True, None)
    assert (card.title, card.address) == ("Furniture in Koper", run.get_absolute_url())


def test_a_representative_may_say_no(client, team, run):
    keeping.propose(run=run)
    client.force_login(team.representative)

    client.post(reverse("run_settings", args=[run.slug]), {"do": "take_back"})

    run.refresh_from_db()
    assert (run.proposed_at, run.is_public) == (None, False)


def test_a_run_of_nobodys_organisation_is_not_proposed(client, team, run):
    Run.objects.update(organisation=None)
    client.force_login(team.author)

    page = client.post(reverse("run_settings", args=[run.slug]), {"do": "propose"}, follow=True).content.decode()

    assert page.count("A run is published on behalf of an organisation. Choose one first.") == 1
    assert Run.objects.get().proposed_at is None


def test_publishing_twice_changes_nothing(run):
    first = keeping.publish(run=run).published_at

    assert keeping.publish(run=run).published_at == first
    assert PublicRun.objects.count() == 1


def test_a_public_run_is_found_cited_and_told_to_machines(client, run):
    keeping.publish(run=run)

    listed = client.get(reverse("run_list")).content.decode()
    page = client.get(run.get_absolute_url()).content.decode()

    assert listed.count(run.get_absolute_url()) >= 1
    assert page.count(f"version of the method {VERSION}. http://testserver{run.get_absolute_url()}") == 1
    assert page.count('"@type": "Dataset"') + page.count('"@type":"Dataset"') == 1
    assert client.cookies == {}


def test_the_card_follows_a_new_title(client, run):
    keeping.publish(run=run)

    keeping.describe(run=run, title="Other", note="", visibility="private", organisation=run.organisation)

    assert Card.objects.get(kind="run").title_sl == "Other"


def test_a_deleted_public_run_leaves_a_notice_without_its_data(client, team, run):
    keeping.publish(run=run)
    client.force_login(team.author)

    client.post(reverse("run_settings", args=[run.slug]), {"do": "delete"})
    client.logout()
    answer = client.get(run.get_absolute_url())

    run.refresh_from_db()
    assert (answer.status_code, run.content, run.results) == (410, {}, {})
    assert answer.content.decode().count("Furniture") == 0
    assert Card.objects.filter(kind="run").count() == 0


def test_a_deleted_private_run_leaves_nothing(client, team, run):
    client.force_login(team.author)

    client.post(reverse("run_settings", args=[run.slug]), {"do": "delete"})

    assert (Run.objects.count(), client.get(run.get_absolute_url()).status_code) == (0, 404)


def test_a_link_dies_with_its_run(client, run):
    link = keeping.open_link(run=keeping.publish(run=run).run).link

    keeping.delete(run=run)

    assert client.get(reverse("run_shared", args=[link])).status_code == 404


def test_cards_and_entries_agree_whatever_happened(run):
    keeping.publish(run=run)
    keeping.delete(run=run)

    management.call_command("rebuild_catalogue", check=True)


# --- Copying and comparing ---


def test_a_copy_knows_where_it_comes_from(client, team, run, begin):
    client.force_login(team.author)

    client.post(reverse("run_copy", args=[run.slug]))
    work = actions.change(work=team.author.works.get(), options=run.options | {"population": 5})
    copy = actions.save_run(work=actions.compute(work=work), author=team.author, title="Copy")

    assert (copy.parent, copy.content, copy.options["population"]) == (run, run.content, 5)


def test_two_runs_are_compared_in_what_went_in_and_what_came_out(client, team, run):
    other = make_run(author=team.author, title="Second")
    branch = other.content["lists"]["branches"][0]
    branch["actual"] = 1
    other.results = computed(other.content_object, other.options)
    other.save()
    client.force_login(team.author)

    response = client.get(reverse("run_compare", args=[run.slug]), {"other": other.slug})

    [sheet, changed] = [response.context["sheet"], response.context["inputs"]]
    assert [column.label for column in sheet.columns[1:]] == ["Furniture in Koper", "Second", "Difference"]
    assert {row[4] for row in changed} == {1}
    assert len(changed) == 1


@pytest.mark.parametrize("other", ["", "nothing", "x" * 400, "\x00"])
def test_a_run_that_cannot_be_compared_is_named_as_such(client, team, run, other):
    client.force_login(team.author)

    response = client.get(reverse("run_compare", args=[run.slug]), {"other": other})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["other"]


def test_a_run_of_somebody_else_cannot_be_compared(client, team, run):
    foreign = make_run(author=team.stranger)
    client.force_login(team.author)

    response = client.get(reverse("run_compare", args=[run.slug]), {"other": foreign.slug})

    assert list(response.context["form"].errors) == ["other"]


# --- Files ---


@pytest.fixture
def exported(client, team, run):
    client.force_login(team.author)

    def get(form, language="en"):
        with translation.override(language):
            response = client.get(reverse("run_export", args=[run.slug, form]))
        assert response["Content-Disposition"].startswith('attachment; filename="')
        assert response["X-Content-Type-Options"] == "nosniff"
        return response.content

    return get


def test_the_json_holds_input_options_and_results(exported, run):
    told = json.loads(exported("json"))

    assert (told["input"], told["options"], told["results"]) == (run.content, run.options, run.results)
    assert told["address"] == f"http://testserver/en/tools/runs/{run.slug}/"


def test_the_tables_are_zipped_csv_files_in_the_readers_form(exported):
    with zipfile.ZipFile(io.BytesIO(exported("csv", "sl"))) as archive:
        text = archive.read("input-branches.csv").decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows[1]) == len(rows[0])
    assert "," in "".join(rows[1])


def test_the_workbook_holds_numbers_as_numbers_and_no_formula(exported, run):
    Run.objects.update(title="=1+1")

    book = load_workbook(io.BytesIO(exported("xlsx")))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert cells[0].value == "'=1+1"


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_report_is_a_tagged_pdf_with_title_language_address_and_version(exported, run, language):
    reader = PdfReader(io.BytesIO(exported("pdf", language)))

    catalog = reader.trailer["/Root"]
    text = "".join(page.extract_text() for page in reader.pages)
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == (language, True)
    assert reader.metadata.title == "Furniture in Koper"
    assert text.replace("\n", "").count(f"/{run.slug}/") >= 1
    assert text.count(VERSION) >= 1


def test_an_unknown_file_is_not_found(client, team, run):
    client.force_login(team.author)

    assert client.get(reverse("run_export", args=[run.slug, "exe"])).status_code == 404


# --- Lists ---


@pytest.mark.parametrize("number", [1, 3, 20])
def test_my_analyses_ask_the_database_as_often_for_many(client, team, begin, number, django_assert_num_queries):
    for _each in range(number):
        keeping.publish(run=make_run(author=team.author, organisation=team.own))
        begin(author=team.author)
        keeping.propose(run=make_run(author=team.author, organisation=team.own))
    client.force_login(team.representative)

    with django_assert_num_queries(8):
        client.get(reverse("my_runs"))


def test_public_runs_of_others_are_not_mine(client, team):
    make(PublicRun)
    client.force_login(team.author)

    assert list(client.get(reverse("my_runs")).context["page"]) == []


def test_work_that_was_saved_is_unfinished_again_only_once_it_is_changed(team, begin):
    work = actions.compute(work=begin(author=team.author))
    actions.save_run(work=work, author=team.author, title="Furniture")

    saved = list(Work.objects.of(team.author))
    actions.change(work=work, options=work.options | {"population": 5})

    assert (saved, list(Work.objects.of(team.author))) == ([], [work])
