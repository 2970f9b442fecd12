"""Writing in the portal's own forms: stages, drafts that are kept, rows, and nothing that is lost."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.models import Place
from publishing import versions
from publishing.keeping import Sent, digest
from publishing.models import Dossier, Version
from publishing.saving_drafts import save_draft
from publishing.states import State
from publishing.writing import WRITINGS
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db


def address(version, stage="basics"):
    return reverse("write", args=[version.dossier_id, stage])


def sent(**fields):
    return {"complete": "1", "topics": [], "further_topics": []} | fields


def told(**texts):
    """What a form that was read tells of these fields."""
    return {name: Sent(f"{name}_sl", text) for name, text in texts.items()}


def content(version):
    return Version.objects.get(pk=version.pk).content


# --- Beginning ---


def test_a_member_begins_a_draft_in_the_name_of_the_organisation(client, people):
    client.force_login(people.editor)
    given = {"kind": "practice", "title": "Skupna para", "owner": people.own.pk, "language": "sl"}

    response = client.post(reverse("write_new"), given)

    version = Version.objects.get()
    assert response.url == address(version)
    assert (version.state, version.dossier.owner, version.dossier.author) == (State.DRAFT, people.own, people.editor)
    assert version.content == {"title_sl": "Skupna para", "organisation_id": people.own.pk}


def test_nobody_begins_in_the_name_of_another_organisation(client, people):
    client.force_login(people.editor)
    given = {"kind": "practice", "title": "Skupna para", "owner": people.other.pk, "language": "sl"}

    response = client.post(reverse("write_new"), given)

    assert (response.status_code, Dossier.objects.count()) == (200, 0)


def test_a_person_without_an_organisation_is_told_whom_to_ask(client, people):
    client.force_login(people.member)

    response = client.get(reverse("write_new"))

    assert (response.status_code, Dossier.objects.count()) == (403, 0)


@pytest.mark.parametrize("kind", WRITINGS)
def test_every_stage_of_every_kind_is_shown_and_saved_as_it_is(client, people, kind):
    version = versions.begin(kind=kind, owner=people.own, by=people.editor, language="en", title="Title")
    client.force_login(people.editor)

    pages = [client.get(address(version, stage.key)) for stage in WRITINGS[kind].stages]
    answers = [client.post(page.request["PATH_INFO"], fields_of(page)) for page in pages]

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [answer.status_code for answer in answers] == [302] * len(pages)
    assert content(version)["title_en"] == "Title"


def fields_of(page):
    """What a browser would send back of a page that nobody changed."""
    form = page.context["form"]
    data = {"base": form.base_json(), "told": form.told_json(), "complete": "1"}
    for field in form:
        value = field.value()
        if value is not False:
            data[field.html_name] = "" if value is None else value
    for rows in form.rows:
        data[f"{rows.relation}-count"] = len(rows.forms)
    return data


# --- Saving ---


def test_a_stage_saves_what_was_typed_and_leads_on(client, people, written, topic):
    version, place = written(content={}), make(Place, title_sl="Cona Jug", title_en="Zone South")
    client.force_login(people.editor)
    given = sent(title="Para", summary="Kratko", topics=["energy"], place="Zone South", country="SI", start="2019-05")

    response = client.post(address(version), given | {"next": "1"})

    kept = content(version)
    assert response.url == address(version, "story")
    assert (kept["title_sl"], kept["topics"], kept["place_id"], kept["start"]) == (
        *("Para", ["energija"], place.pk, "2019-05"),
    )
    assert Dossier.objects.get().title_sl == "Para"


def test_with_one_wrong_field_all_others_are_saved_and_the_wrong_one_stays_typed(client, people, written):
    version = written(content={})
    client.force_login(people.editor)

    response = client.post(address(version), sent(title="Para", summary="Kratko", start="lani", country="SI"))

    again = client.get(address(version))
    assert response.status_code == 200
    assert response.context["form"]["start"].value() == again.context["form"]["start"].value() == "lani"
    assert (content(version)["summary_sl"], content(version).get("start")) == ("Kratko", None)
    assert list(response.context["form"].errors) == ["start"]


def test_what_cannot_be_kept_hinders_submitting_until_it_is_mended(client, people, written):
    version = written()
    client.force_login(people.editor)
    client.post(address(version), sent(title="Para", start="lani"))

    before = client.get(reverse("write_check", args=[version.dossier_id])).context["problems"]
    client.post(address(version), sent(title="Para", start="2019"))
    after = client.get(reverse("write_check", args=[version.dossier_id])).context["problems"]

    assert [problem.name for problem in before if problem.name == "start"] == ["start"]
    assert [problem.name for problem in after if problem.name == "start"] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("title", "x" * 1_000_000), ("title", "Pa\0ra"), ("summary", "x" * 161), ("problem", "x" * 20_001)),
        *(
            ("place", "Ni je nikjer"),
            ("topics", "ni-teme"),
            ("country", "XX"),
            ("start", "30. februar"),
            ("scope", "luna"),
        ),
        *(("cost", "NaN"), ("cost", "-1"), ("cost", "veliko"), ("links", "javascript:alert(1)"), ("source", "ftp:x")),
    ],
)
def test_bad_input_is_named_at_its_field_and_never_breaks_the_page(client, people, written, name, value):
    version = written(content={})
    stage = next(stage for stage in WRITINGS["practice"].stages if name in stage.fields)
    client.force_login(people.editor)

    response = client.post(address(version, stage.key), sent(**{name: value}))
    check = client.get(reverse("write_check", args=[version.dossier_id]))

    named = [*response.context["form"].errors] if response.context else []
    named += [problem.name for problem in check.context["problems"]]
    assert (response.status_code in (200, 302), check.status_code, name in named) == (True, 200, True)


def test_a_script_in_every_field_is_only_text(client, people, written):
    version = written(content={})
    client.force_login(people.editor)
    script = "<script>alert(1)</script>"

    client.post(address(version, "story"), sent(problem=script, solution=script, stakeholders=script))
    pages = [client.get(address(version, "story")), client.get(reverse("dossier", args=[version.dossier_id]))]

    assert content(version)["problem_sl"] == script
    assert [script in page.content.decode() for page in pages] == [False, False]


def test_fields_that_the_stage_does_not_show_are_ignored(client, people, written):
    version = written(content={})
    client.force_login(people.editor)

    client.post(address(version), sent(title="Para", state="published", status="published", owner="7", problem="x"))

    fresh = Version.objects.get(pk=version.pk)
    assert (fresh.state, fresh.dossier.owner, fresh.content.get("problem_sl")) == (State.DRAFT, people.own, None)


# --- Rows ---


def row(number, **fields):
    return {f"evidence-{number}-{name}": value for name, value in fields.items()}


def test_rows_are_added_changed_and_removed_without_a_script(client, people, written):
    version = written(content={})
    client.force_login(people.editor)
    first = row(0, uid="n1", indicator_sl="Plin", before="1,5", after="1") | row(
        1, uid="n2", indicator_sl="Voda", after="3"
    )
    client.post(address(version, "evidence"), sent(**first, **{"evidence-count": "2"}))
    both = content(version)["evidence"]

    second = row(0, uid="n1", indicator_sl="Zemeljski plin", before="1,5") | row(1, uid="n2", remove="on")
    client.post(address(version, "evidence"), sent(**second, **{"evidence-count": "2"}))

    assert [(one["uid"], one["indicator_sl"], one["before"]) for one in both] == [
        ("n1", "Plin", "1.5"),
        ("n2", "Voda", None),
    ]
    assert [(one["uid"], one["indicator_sl"]) for one in content(version)["evidence"]] == [("n1", "Zemeljski plin")]


def test_the_button_for_one_more_row_keeps_what_is_typed(client, people, written):
    version = written(content={})
    client.force_login(people.editor)
    given = row(0, uid="n1", indicator_sl="Plin", after="1") | {"evidence-count": "1", "add-evidence": "1"}

    response = client.post(address(version, "evidence"), sent(results="Manj plina", **given))

    [rows] = response.context["form"].rows
    assert (response.status_code, len(rows.forms)) == (200, 2)
    assert content(version)["results_sl"] == "Manj plina"


def test_a_row_without_a_value_is_named_and_the_others_fields_are_kept(client, people, written):
    version = written(content={})
    client.force_login(people.editor)
    given = row(0, uid="n1", indicator_sl="Plin") | {"evidence-count": "1"}

    response = client.post(address(version, "evidence"), sent(results="Manj plina", **given))

    [rows] = response.context["form"].rows
    assert (response.status_code, bool(rows.forms[0].non_field_errors())) == (200, True)
    assert content(version)["results_sl"] == "Manj plina"


@pytest.mark.parametrize("count", ["-1", "abc", "99999999999", "\0", ""])
def test_a_nonsensical_number_of_rows_harms_nothing(client, people, written, count):
    version = written()
    client.force_login(people.editor)

    response = client.post(address(version, "evidence"), sent(results="Manj", **{"evidence-count": count}))

    assert response.status_code in (200, 302)


# --- Keeping while one types ---


def test_a_draft_is_kept_while_one_types(client, people, written):
    version = written(content={})
    client.force_login(people.editor)

    answer = client.post(reverse("autosave", args=[version.dossier_id, "basics"]), sent(title="Par", start="la"))

    said = answer.json()
    assert (answer.status_code, content(version)["title_sl"], list(said["errors"])) == (200, "Par", ["start"])
    assert json.loads(said["base"])["title"] == digest("Par")


def test_whoever_was_signed_out_hears_so_and_nothing_is_written(client, people, written):
    version = written(content={})

    answer = client.post(reverse("autosave", args=[version.dossier_id, "basics"]), sent(title="Par"))

    assert (answer.status_code, content(version)) == (
        401,
        {"title_sl": "Skupna para", "organisation_id": people.own.pk},
    )


def test_a_form_sent_after_the_session_ended_comes_back_whole(client, people, written):
    version = written(content={})

    page = client.post(address(version), sent(title="Napisano brez seje", summary="V\ndveh vrsticah"))
    client.force_login(people.editor)
    client.post(page.context["request"].path, dict(page.context["fields"]))

    assert page.status_code == 403
    assert (content(version)["title_sl"], content(version)["summary_sl"]) == (
        *("Napisano brez seje", "V\ndveh vrsticah"),
    )


# --- Two people on one draft ---


def test_two_people_on_different_fields_lose_nothing(people, written):
    version = written(content={})
    base = {"title": digest("Skupna para"), "summary": digest(None)}
    save_draft(version=version, by=people.editor, sent=told(title="Prva", summary=""), base=base)

    given = told(title="Skupna para", summary="Druga")
    _version, conflicts = save_draft(version=version, by=people.representative, sent=given, base=base)

    assert (conflicts, content(version)["title_sl"], content(version)["summary_sl"]) == ([], "Prva", "Druga")


def test_two_people_on_one_field_the_second_is_told_and_keeps_what_was_typed(client, people, written):
    version = written(content={})
    client.force_login(people.representative)
    page = client.get(address(version))
    save_draft(version=version, by=people.editor, sent=told(title="Prva"))

    response = client.post(address(version), sent(title="Druga", base=page.context["form"].base_json()))

    form = response.context["form"]
    assert (list(form.errors), form["title"].value(), content(version)["title_sl"]) == (["title"], "Druga", "Prva")


def test_a_submitted_version_is_not_changed_by_a_form_that_was_still_open(client, people, written):
    version = written(State.SUBMITTED)
    client.force_login(people.editor)

    response = client.post(address(version), sent(title="Prepozno"))

    assert (response.status_code, content(version)["title_sl"]) == (404, "Skupna para")


# --- Topics ---


def test_topics_are_understood_in_either_language_and_without_carons(client, people, written):
    make_topic("ciscenje", "čiščenje", "cleaning")
    version = written(content={})
    client.force_login(people.editor)

    client.post(address(version), sent(title="Para", topics=["CISCENJE", "Energy", "energija"]))

    assert content(version)["topics"] == ["ciscenje", "energija"]


def test_the_page_asks_the_database_as_often_with_one_row_as_with_three(client, people, written):
    def asked(rows):
        version = written(content={"title_sl": "P", "evidence": [{"uid": f"n{n}", "after": "1"} for n in range(rows)]})
        client.force_login(people.editor)
        client.get(address(version, "evidence"))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(version, "evidence"))
        return len(captured)

    assert asked(1) == asked(3)


# --- A form that was open while its writer signed in anew ---


@pytest.mark.parametrize(("site", "kept"), [("same-origin", True), ("cross-site", False), ("", False)])
def test_a_form_with_an_old_token_can_be_sent_again_only_from_the_portal_itself(people, written, site, kept):
    version = written(content={})
    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": site} if site else {})
    client.force_login(people.editor)

    response = client.post(address(version), sent(title="Po novi prijavi"))

    assert (response.status_code, "Po novi prijavi" in response.content.decode()) == (403, kept)
    assert content(version)["title_sl"] == "Skupna para"
