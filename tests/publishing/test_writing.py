"""Writing in the portal's own forms: stages, drafts that are kept, rows, and nothing that is lost."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partners.models import Place
from publishing import versions
from publishing.daily_round import daily_round
from publishing.keeping import Sent, digest
from publishing.models import Comment, Dossier, SentForm, Version
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


# --- Nothing that was typed is lost ---


def autosaved(client, version, stage="basics", **given):
    return client.post(reverse("autosave", args=[version.dossier_id, stage]), sent(**given)).json()


def opened(client, version, stage="basics"):
    """The form as it is shown to whoever comes back."""
    return client.get(address(version, stage)).context["form"]


def evidence(*rows):
    given = {"evidence-count": str(len(rows))}
    for number, fields in enumerate(rows):
        given |= row(number, **fields)
    return given


@pytest.mark.parametrize(
    ("stage", "name", "text"),
    [
        ("story", "problem", "x" * 20_001 + "\nkonec"),
        ("story", "solution", "č" * 23_005),
        ("basics", "summary", "Povzetek. " * 40),
        ("basics", "start", "lani " * 300),
        ("basics", "place", "Ni je nikjer " * 100),
    ],
)
def test_a_text_that_cannot_be_saved_comes_back_whole_with_its_error(client, people, written, stage, name, text):
    version = written(content={})
    client.force_login(people.editor)

    client.post(address(version, stage), sent(**{name: text.replace("\n", "\r\n")}))

    form = opened(client, version, stage)
    assert (form[name].value(), list(form.mistakes())) == (text, [name])


def test_topics_that_are_not_known_come_back_all_of_them(client, people, written):
    version = written(content={})
    client.force_login(people.editor)

    client.post(address(version), sent(topics=["energija", "ni teme", "ni druge"]))

    assert opened(client, version)["topics"].value() == ["energija", "ni teme", "ni druge"]


def test_a_valid_text_is_not_replaced_by_one_that_cannot_be_saved(client, people, written):
    version = written(content={"problem_sl": "x" * 15_000})
    client.force_login(people.editor)

    client.post(address(version, "story"), sent(problem="y" * 23_005))
    client.post(address(version, "story"), sent(problem="y" * 23_005))

    assert content(version)["problem_sl"] == "x" * 15_000
    assert opened(client, version, "story")["problem"].value() == "y" * 23_005


@pytest.mark.parametrize("press", [{"save": "1"}, {"next": "1"}, {"back": "1"}, {"add-evidence": "1"}])
def test_one_wrong_cell_loses_no_row(client, people, written, press):
    version = written(content={})
    client.force_login(people.editor)
    rows = evidence(
        {"uid": "n1", "indicator_sl": "Plin", "before": "900", "after": "600"},
        {"uid": "n2", "indicator_sl": "Voda", "before": "približno 300", "after": "2"},
        {"uid": "n3", "indicator_sl": "Para", "after": "1"},
    )

    client.post(address(version, "evidence"), sent(**rows, **press))

    form = opened(client, version, "evidence")
    assert [kept["indicator_sl"] for kept in content(version)["evidence"]] == ["Plin", "Para"]
    assert [shown["indicator_sl"].value() for shown in form.rows[0].forms] == ["Plin", "Voda", "Para", None]
    assert (form.rows[0].forms[1]["before"].value(), list(form.mistakes())) == ("približno 300", ["evidence-1-before"])


def test_a_row_that_stands_is_kept_while_something_else_is_typed_over_it(client, people, written):
    version = written(content={"evidence": [{"uid": "n1", "indicator_sl": "Plin", "before": "900", "after": "6"}]})
    client.force_login(people.editor)

    client.post(address(version, "evidence"), sent(**evidence({"uid": "n1", "indicator_sl": "Plin", "before": "ne"})))
    [kept] = content(version)["evidence"]
    shown = opened(client, version, "evidence").rows[0].forms[0]["before"].value()
    client.post(address(version, "evidence"), sent(**evidence({"uid": "n1", "indicator_sl": "Plin", "before": "7"})))

    assert (kept["before"], kept["after"], shown) == ("900", "6", "ne")
    assert [one["before"] for one in content(version)["evidence"]] == ["7"]
    assert Version.objects.get(pk=version.pk).typed == {}


def test_a_row_that_is_removed_goes_whatever_is_typed_in_it(client, people, written):
    version = written(content={"evidence": [{"uid": "n1", "indicator_sl": "Plin", "after": "6"}]})
    client.force_login(people.editor)
    rows = evidence({"uid": "n1", "indicator_sl": "Plin", "before": "približno", "remove": "on"})

    response = client.post(address(version, "evidence"), sent(**rows))

    assert (response.status_code, content(version)["evidence"]) == (302, [])


def test_more_rows_than_are_taken_are_kept_as_they_were_typed(client, people, written):
    version = written(content={})
    client.force_login(people.editor)
    one = {"indicator_sl": "Kazalnik", "after": "1"}
    rows = evidence(*(one | {"uid": f"n{number}", "unit_sl": str(number)} for number in range(32)))

    response = client.post(address(version, "evidence"), sent(**rows))

    form = opened(client, version, "evidence")
    assert (response.status_code, len(content(version)["evidence"])) == (200, 30)
    assert [shown["unit_sl"].value() for shown in form.rows[0].forms][29:] == ["29", "30", "31"]


@pytest.mark.parametrize("count", ["-1", "abc", "99999999999", "\0", "", "9" * 5000])
def test_a_nonsensical_number_of_rows_removes_none(client, people, written, count):
    version = written(content={"evidence": [{"uid": "n1", "indicator_sl": "Plin", "after": "6"}]})
    client.force_login(people.editor)

    client.post(address(version, "evidence"), sent(results="Manj", **{"evidence-count": count}))

    assert [kept["indicator_sl"] for kept in content(version)["evidence"]] == ["Plin"]


def test_every_mistake_stands_above_the_form_with_a_link_to_it(client, people, written):
    version = written(content={})
    client.force_login(people.editor)
    rows = evidence({"uid": "n1", "indicator_sl": "Plin"}, {"uid": "n2", "indicator_sl": "Voda", "before": "ne"})

    page = client.post(address(version, "evidence"), sent(**rows))

    named = page.context["form"].mistakes_named()
    assert [(where, label) for where, label, _texts in named] == [
        ("id_evidence-0-indicator_sl", "Dokazi, vrstica 1"),
        ("id_evidence-1-before", "Dokazi, vrstica 2, Prej"),
    ]


# --- Keeping while one types ---


def test_keeping_says_of_a_clash_what_the_button_says(client, people, written):
    version = written(content={})
    client.force_login(people.representative)
    base = opened(client, version).base_json()
    save_draft(version=version, by=people.editor, sent=told(title="Prva"))

    kept = autosaved(client, version, title="Druga", summary="Nov povzetek", base=base)
    pressed = client.post(address(version), sent(title="Druga", summary="Nov povzetek", base=base))

    assert kept["errors"] == {name: list(texts) for name, texts in pressed.context["form"].errors.items()}
    assert ("Prva" in kept["errors"]["title"][0], kept["conflicts"]) == (True, ["title"])
    assert (content(version)["title_sl"], content(version)["summary_sl"]) == ("Prva", "Nov povzetek")


def test_keeping_never_overwrites_what_a_button_may(client, people, written):
    version = written(content={})
    client.force_login(people.representative)
    base = opened(client, version).base_json()
    save_draft(version=version, by=people.editor, sent=told(title="Prva"))

    first = autosaved(client, version, title="Druga", base=base)
    again = autosaved(client, version, title="Druga", base=first["base"])
    standing = content(version)["title_sl"]
    client.post(address(version), sent(title="Druga", base=again["base"], told=again["told"]))

    assert (again["conflicts"], standing, content(version)["title_sl"]) == (["title"], "Prva", "Druga")


def test_a_button_overwrites_only_what_its_writer_was_told_of(client, people, written):
    version = written(content={})
    client.force_login(people.representative)
    base = opened(client, version).base_json()
    save_draft(version=version, by=people.editor, sent=told(title="Prva"))
    first = autosaved(client, version, title="Druga", base=base)
    save_draft(version=version, by=people.editor, sent=told(title="Tretja"))

    client.post(address(version), sent(title="Druga", base=first["base"], told=first["told"]))

    assert content(version)["title_sl"] == "Tretja"


def test_rows_that_both_changed_are_told_and_not_overwritten(client, people, written):
    version = written(content={"evidence": [{"uid": "n1", "indicator_sl": "Plin", "after": "6"}]})
    client.force_login(people.representative)
    base = opened(client, version, "evidence").base_json()
    rows = {"evidence": Sent("evidence", [{"uid": "n1", "indicator_sl": "Plin", "after": "7"}])}
    save_draft(version=version, by=people.editor, sent=rows)

    mine = evidence({"uid": "n1", "indicator_sl": "Plin", "after": "8"})
    kept = autosaved(client, version, "evidence", **mine, base=base)

    assert (kept["conflicts"], list(kept["errors"])) == (["evidence.n1"], ["evidence-0"])
    assert content(version)["evidence"][0]["after"] == "7"


def test_what_another_typed_and_could_not_be_saved_is_not_overwritten_unseen(client, people, written):
    version = written(content={})
    client.force_login(people.representative)
    base = opened(client, version).base_json()
    save_draft(version=version, by=people.editor, sent={"start": Sent("start", typed="pozimi")})

    kept = autosaved(client, version, start="2024", base=base)

    assert (kept["conflicts"], Version.objects.get(pk=version.pk).typed) == (["start"], {"start": "pozimi"})


def test_lines_that_end_as_browsers_send_them_change_nothing(client, people, written):
    version = written(content={"problem_sl": "Prva\nDruga"})
    client.force_login(people.editor)
    base = opened(client, version, "story").base_json()

    client.post(address(version, "story"), sent(problem="Prva\r\nDruga", base=base))

    assert (content(version)["problem_sl"], Version.objects.get(pk=version.pk).saves) == ("Prva\nDruga", 0)


def test_a_summary_of_160_characters_is_counted_as_it_is_stored(client, people, written):
    version = written(content={})
    client.force_login(people.editor)
    text = "a" * 79 + "\r\n" + "b" * 80

    client.post(address(version), sent(summary=text))

    assert content(version)["summary_sl"] == "a" * 79 + "\n" + "b" * 80


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
    kept = client.post(reverse("autosave", args=[version.dossier_id, "basics"]), sent(title="Prepozno"))

    assert (response.status_code, kept.status_code, content(version)["title_sl"]) == (409, 409, "Skupna para")
    assert response.context["texts"] == [("Naslov", "Prepozno")]


def test_who_may_not_write_in_it_is_told_nothing(client, people, written):
    version = written(State.SUBMITTED)
    client.force_login(people.foreign)

    assert client.post(address(version), sent(title="Tuje")).status_code == 404


# --- Sent twice ---


def once(page, **given):
    """What a browser sends of a page that holds a token, filled in."""
    token = re.search(r'name="once" value="([^"]+)"', page.text)[1]
    return given | {"once": token}


def test_a_draft_that_is_begun_twice_with_one_form_is_one(client, people):
    client.force_login(people.editor)
    given = {"kind": "practice", "title": "Skupna para", "owner": people.own.pk, "language": "sl"}
    form = once(client.get(reverse("write_new")), **given)

    answers = [client.post(reverse("write_new"), form).url for _press in range(2)]

    assert (Dossier.objects.count(), answers) == (1, [address(Version.objects.get())] * 2)


def test_what_is_filled_in_anew_is_another_draft(client, people):
    client.force_login(people.editor)
    given = {"kind": "practice", "title": "Prva", "owner": people.own.pk, "language": "sl"}
    form = once(client.get(reverse("write_new")), **given)

    for title in ("Prva", "Druga"):
        client.post(reverse("write_new"), form | {"title": title})

    assert Dossier.objects.count() == 2


def test_a_comment_that_is_sent_twice_is_one(client, people, written):
    dossier = written().dossier
    client.force_login(people.editor)
    form = once(client.get(dossier.get_absolute_url()), text="Dodajte številke.")

    for _press in range(2):
        client.post(reverse("comment", args=[dossier.pk]), form)

    assert Comment.objects.count() == 1


def test_a_comment_that_is_too_long_comes_back_as_it_was_typed(client, people, written):
    dossier = written().dossier
    client.force_login(people.editor)

    page = client.post(reverse("comment", args=[dossier.pk]), {"text": "a" * 5001})

    assert (page.status_code, page.context["comment_form"]["text"].value(), Comment.objects.count()) == (
        *(200, "a" * 5001, 0),
    )


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


def test_marks_of_sent_forms_go_after_a_week(people):
    old, new = (SentForm.objects.create(mark=name, address="/") for name in ("old", "new"))
    SentForm.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=8))

    daily_round()

    assert list(SentForm.objects.all()) == [new]


ONE, OTHER = {"uid": "n1", "indicator_sl": "Plin", "after": "6"}, {"uid": "n2", "indicator_sl": "Voda", "after": "3"}


@pytest.mark.parametrize(
    ("theirs", "mine", "found"),
    [
        ([ONE | {"after": "7"}, OTHER], [ONE, OTHER | {"after": "4"}], [("n1", "7"), ("n2", "4")]),
        ([ONE], [ONE | {"after": "7"}, OTHER], [("n1", "7")]),
        ([ONE, OTHER, OTHER | {"uid": "n3"}], [ONE | {"after": "7"}, OTHER], [("n1", "7"), ("n2", "3"), ("n3", "3")]),
        ([OTHER, ONE], [ONE | {"after": "7"}, OTHER], [("n2", "3"), ("n1", "7")]),
        ([ONE | {"after": "7"}, OTHER], [OTHER, ONE], [("n2", "3"), ("n1", "7")]),
    ],
    ids=["different rows", "removed there", "added there", "moved there", "moved here"],
)
def test_two_people_may_change_different_rows_at_once(client, people, written, theirs, mine, found):
    version = written(content={"evidence": [ONE, OTHER]})
    client.force_login(people.representative)
    base = opened(client, version, "evidence").base_json()
    save_draft(version=version, by=people.editor, sent={"evidence": Sent("evidence", theirs)})

    kept = autosaved(client, version, "evidence", **evidence(*mine), base=base)

    rows = [(row["uid"], row["after"]) for row in content(version)["evidence"]]
    assert (kept["conflicts"], rows) == ([], found)


@pytest.mark.parametrize(
    ("theirs", "mine", "said", "found", "again"),
    [
        (
            [ONE | {"after": "7"}, OTHER],
            [ONE | {"after": "8"}, OTHER | {"after": "4"}],
            {"evidence-0": "»Potem: 7«"},
            [("n1", "7"), ("n2", "4")],
            [("n1", "8"), ("n2", "4")],
        ),
        (
            [OTHER],
            [ONE | {"after": "8"}, OTHER | {"after": "4"}],
            {"evidence-0": "To vrstico je medtem odstranil nekdo drug."},
            [("n2", "4")],
            [("n1", "8"), ("n2", "4")],
        ),
        (
            [ONE | {"after": "7"}, OTHER],
            [ONE | {"remove": "on"}, OTHER | {"after": "4"}],
            {"evidence-0": "»Kazalnik: Plin; Potem: 7«"},
            [("n1", "7"), ("n2", "4")],
            [("n2", "4")],
        ),
        (
            [ONE | {"after": "7"}, OTHER],
            [OTHER | {"after": "4"}],
            {"evidence": "»Kazalnik: Plin; Potem: 7«"},
            [("n1", "7"), ("n2", "4")],
            [("n2", "4")],
        ),
    ],
    ids=["both changed it", "removed there", "removed here", "removed here and gone from the page"],
)
def test_the_second_of_two_on_one_row_reads_both_and_saves_again(
    client, people, written, theirs, mine, said, found, again
):
    def stored():
        return [(row["uid"], row["after"]) for row in content(version)["evidence"]]

    version = written(content={"evidence": [ONE, OTHER]})
    client.force_login(people.representative)
    base = opened(client, version, "evidence").base_json()
    save_draft(version=version, by=people.editor, sent={"evidence": Sent("evidence", theirs)})

    kept = autosaved(client, version, "evidence", **evidence(*mine), base=base)
    kept = autosaved(client, version, "evidence", **evidence(*mine), base=kept["base"])
    first = stored()
    page = client.post(address(version, "evidence"), sent(**evidence(*mine), base=kept["base"]))
    form = page.context["form"]
    client.post(address(version, "evidence"), sent(**evidence(*mine), base=form.base_json(), told=form.told_json()))

    [(place, text)] = said.items()
    assert (list(kept["errors"]), form.mistakes()) == ([place], kept["errors"])
    assert text in kept["errors"][place][0]
    assert (kept["conflicts"], form.unsaved()) == (["evidence.n1"], ["evidence"])
    assert text.replace('"', "&quot;") in page.content.decode()
    assert (first, stored()) == (found, again)


def test_a_row_is_overwritten_only_as_its_writer_was_told_of_it(client, people, written):
    version = written(content={"evidence": [ONE]})
    client.force_login(people.representative)
    base = opened(client, version, "evidence").base_json()
    save_draft(version=version, by=people.editor, sent={"evidence": Sent("evidence", [ONE | {"after": "7"}])})
    mine = evidence(ONE | {"after": "8"})
    first = autosaved(client, version, "evidence", **mine, base=base)
    save_draft(version=version, by=people.editor, sent={"evidence": Sent("evidence", [ONE | {"after": "9"}])})

    client.post(address(version, "evidence"), sent(**mine, base=first["base"], told=first["told"]))

    assert content(version)["evidence"][0]["after"] == "9"


@pytest.mark.parametrize("theirs", [[ONE | {"after": "7"}, OTHER], [OTHER], [ONE, OTHER, OTHER | {"uid": "n3"}]])
def test_keeping_again_does_not_undo_what_another_did_to_rows_left_alone(client, people, written, theirs):
    version = written(content={"evidence": [ONE, OTHER]})
    client.force_login(people.representative)
    base = opened(client, version, "evidence").base_json()
    save_draft(version=version, by=people.editor, sent={"evidence": Sent("evidence", theirs)})

    first = autosaved(client, version, "evidence", **evidence(ONE, OTHER | {"after": "4"}), base=base)
    again = autosaved(client, version, "evidence", **evidence(ONE, OTHER | {"after": "5"}), base=first["base"])

    wanted = [row | ({"after": "5"} if row["uid"] == "n2" else {}) for row in theirs]
    found = [{name: row[name] for name in ONE} for row in content(version)["evidence"]]
    assert (again["conflicts"], found) == ([], wanted)


@pytest.mark.parametrize(
    "given", ['{"evidence": 1, "evidence.n1": [2], "evidence.": {}}', '{"evidence.n1": null}', "["]
)
def test_marks_of_rows_that_no_form_made_break_nothing(client, people, written, given):
    version = written(content={"evidence": [ONE]})
    client.force_login(people.editor)
    mine = evidence(ONE | {"after": "8"})

    answer = client.post(address(version, "evidence"), sent(**mine, base=given, told=given))

    assert answer.status_code in (200, 302)


def test_what_is_typed_in_one_row_stays_beside_what_another_changed(client, people, written):
    version = written(content={"evidence": [ONE, OTHER]})
    client.force_login(people.representative)
    base = opened(client, version, "evidence").base_json()
    save_draft(version=version, by=people.editor, sent={"evidence": Sent("evidence", [ONE | {"after": "7"}, OTHER])})

    autosaved(client, version, "evidence", **evidence(ONE, OTHER | {"after": "pribl. 4"}), base=base)

    kept = Version.objects.get(pk=version.pk)
    assert [row["after"] for row in kept.content["evidence"]] == ["7", "3"]
    assert [(row["uid"], row["after"]) for row in kept.typed["evidence"]] == [("n2", "pribl. 4")]


def test_keeping_again_does_not_undo_what_another_wrote_in_a_field_left_alone(client, people, written):
    version = written(content={})
    client.force_login(people.representative)
    base = opened(client, version).base_json()
    save_draft(version=version, by=people.editor, sent=told(title="Prva"))

    first = autosaved(client, version, title="Skupna para", summary="Ena", base=base)
    autosaved(client, version, title="Skupna para", summary="Dve", base=first["base"])

    assert (content(version)["title_sl"], content(version)["summary_sl"]) == ("Prva", "Dve")
