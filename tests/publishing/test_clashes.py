"""Where the public text and an open version changed the same field, people decide, and nothing is lost."""

import pytest
from django.urls import reverse

from library.models import Practice
from publishing import clashes, merging, versions
from publishing.models import Passage, Version
from publishing.refusals import Clashing
from publishing.states import State
from publishing.steps import OTHER_STEPS
from publishing.workflow import take
from tests.factories import make_topic
from tests.publishing.conftest import WHOLE

pytestmark = pytest.mark.django_db
THIRD_TITLE = {"title_sl-choice": "third", "title_sl-third": "Tretji naslov"}


@pytest.fixture
def draft(people, written):
    """The editor changed the title and the problem; the administration the title and the summary."""
    newer = versions.open_version(written(State.PUBLISHED).dossier, by=people.editor)
    newer.content |= {"title_sl": "Naslov avtorja", "problem_sl": "Nova težava."}
    newer.save()
    outside(title_sl="Naslov uprave", summary_sl="Povzetek uprave.")
    return newer


def outside(**values):
    """The public text changes past the open version."""
    practice = Practice.objects.get()
    for name, value in values.items():
        setattr(practice, name, value)
    practice.save()
    versions.catch_up(versions.dossier_of(practice))


def address(version):
    return reverse("clashes", args=[version.dossier_id])


def seen(version):
    return clashes.found_for(Version.objects.get(pk=version.pk)).mark


def decide(client, version, **fields):
    return client.post(address(version), {"seen": seen(version)} | fields)


def content(version):
    return Version.objects.get(pk=version.pk).content


def published(people, version):
    version = take(step="submit", version=version, by=people.editor)
    return take(step="publish", version=version, by=people.representative)


def test_the_page_shows_what_both_changed_and_what_comes_along(client, people, draft):
    client.force_login(people.editor)

    response = client.get(address(draft))

    [clash] = response.context["form"].clashes
    [mine], [theirs] = clash.mine.texts, clash.theirs.texts
    assert (clash.name, clash.language, clash.base) == ("title_sl", "sl", ["Skupna para"])
    assert "".join(text for op, text in mine.pieces if op != "delete") == "Naslov avtorja"
    assert "".join(text for op, text in theirs.pieces if op != "delete") == "Naslov uprave"
    assert [change.label for change in response.context["brought"].texts] == ["Povzetek"]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title_sl-choice": "mine"}, "Naslov avtorja"),
        ({"title_sl-choice": "theirs"}, "Naslov uprave"),
        (THIRD_TITLE, "Tretji naslov"),
    ],
)
def test_what_was_decided_is_published(client, people, draft, fields, title):
    client.force_login(people.editor)

    decide(client, draft, **fields)
    published(people, draft)

    practice = Practice.objects.get()
    assert (practice.title_sl, practice.problem_sl) == (title, "Nova težava.")
    assert practice.summary_sl == "Povzetek uprave."


def test_the_history_says_who_did_it(client, people, draft):
    client.force_login(people.editor)

    decide(client, draft, **THIRD_TITLE)

    passage = Passage.objects.get(step="resolve")
    assert (passage.version, passage.by, passage.target) == (draft, people.editor, State.DRAFT)
    client.get(reverse("dossier", args=[draft.dossier_id]))  # the first page says that it is done
    html = client.get(reverse("dossier", args=[draft.dossier_id])).content.decode()
    assert html.count(str(OTHER_STEPS["resolve"])) == 1


def test_who_decides_has_written_on_it_and_does_not_approve_it(client, people, draft):
    client.force_login(people.representative)

    decide(client, draft, **THIRD_TITLE)

    assert set(draft.contributors.all()) == {people.editor, people.representative}


def test_every_clash_needs_a_choice_and_a_right_value(client, people, draft):
    client.force_login(people.editor)

    answers = [
        decide(client, draft),
        decide(client, draft, **{"title_sl-choice": "abc"}),
        decide(client, draft, **{"title_sl-choice": "third", "title_sl-third": "x" * 100_000}),
        decide(client, draft, **{"title_sl-choice": "third", "title_sl-third": "a\0b"}),
    ]

    assert [(answer.status_code, bool(answer.context["form"].errors)) for answer in answers] == [(200, True)] * 4
    assert content(draft)["title_sl"] == "Naslov avtorja"


def test_a_third_text_that_is_not_wanted_may_be_whatever_it_is(client, people, draft):
    client.force_login(people.editor)

    decide(client, draft, **{"title_sl-choice": "mine", "title_sl-third": "x" * 100_000})

    assert (content(draft)["title_sl"], content(draft)["summary_sl"]) == ("Naslov avtorja", "Povzetek uprave.")


# --- Rows and topics ---


@pytest.fixture
def two_rows(people, written):
    """(the uid of the row that both change, an open version): ours changes its number and adds a row."""
    rows = [WHOLE["evidence"][0], {"uid": "n2", "indicator_sl": "Voda", "after": "3"}]
    public = written(State.PUBLISHED, content=WHOLE | {"evidence": rows})
    draft = versions.open_version(public.dossier, by=people.editor)
    first, second = draft.content["evidence"]
    draft.content["evidence"] = [first | {"after": "500"}, second, {"uid": "n9", "indicator_sl": "Moje"}]
    draft.save()
    return first["uid"], draft


def rows_of(version):
    return [(row["indicator_sl"], row.get("after")) for row in content(version)["evidence"]]


def outside_rows(**values):
    """In the public text the first row is changed, or removed where nothing is given; a row is added to the end."""
    found = Practice.objects.get().evidence
    first = found.order_by("pk").first()
    found.filter(pk=first.pk).update(**values) if values else first.delete()
    found.create(indicator_sl="Njihovo", after=2)
    outside()


def test_of_rows_only_the_one_that_both_changed_is_decided(client, people, two_rows):
    uid, draft = two_rows
    outside_rows(after=550)
    client.force_login(people.editor)

    response = client.get(address(draft))

    [clash] = response.context["form"].clashes
    told = [("".join(text for _op, text in cell.pieces), cell.language) for cell in clash.base]
    assert (clash.name, clash.label) == (f"evidence.{uid}", "Dokazi: Poraba plina")
    assert told == [("Poraba plina", "sl"), ("MWh", "sl"), ("900", ""), ("600", "")]
    assert [pieces_of(side) for side in (clash.mine, clash.theirs)] == [
        *([[("delete", "600"), ("insert", "500")]], [[("delete", "600"), ("insert", "550")]]),
    ]
    assert [row.status for row in response.context["brought"].rows] == ["added"]


def pieces_of(comparison):
    """The changed cells of the one row of a comparison."""
    [row] = comparison.rows
    return [cell.pieces for cell in row.cells if cell.pieces[0][0] != "equal"]


ANEW = {"choice": "third", "third-indicator_sl": "Plin", "third-after": "525"}


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({"choice": "mine"}, ("Poraba plina", "500")),
        ({"choice": "theirs"}, ("Poraba plina", "550")),
        (ANEW, ("Plin", "525")),
        ({"choice": "mine", "third-after": "nekaj"}, ("Poraba plina", "500")),
    ],
)
def test_a_row_is_decided_and_all_others_stay(client, people, two_rows, fields, row):
    uid, draft = two_rows
    outside_rows(after=550)
    client.force_login(people.editor)

    decide(client, draft, **{f"evidence.{uid}-{name}": value for name, value in fields.items()})

    assert rows_of(draft) == [row, ("Voda", "3"), ("Moje", None), ("Njihovo", "2")]


@pytest.mark.parametrize(
    "fields",
    [{}, {"choice": "abc"}, {"choice": "third"}, ANEW | {"third-after": "nekaj"}, ANEW | {"third-after": "\0"}],
)
def test_a_row_needs_a_choice_and_right_values(client, people, two_rows, fields):
    uid, draft = two_rows
    outside_rows(after=550)
    client.force_login(people.editor)

    answer = decide(client, draft, **{f"evidence.{uid}-{name}": value for name, value in fields.items()})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [f"evidence.{uid}-choice"])
    assert rows_of(draft)[0] == ("Poraba plina", "500")


@pytest.mark.parametrize(("side", "rows"), [("mine", [("Poraba plina", "500")]), ("theirs", [])])
def test_a_row_changed_here_and_removed_there_is_kept_or_removed(client, people, two_rows, side, rows):
    uid, draft = two_rows
    outside_rows()
    client.force_login(people.editor)
    [clash] = client.get(address(draft)).context["form"].clashes

    decide(client, draft, **{f"evidence.{uid}-choice": side})

    assert [row.status for row in (*clash.mine.rows, *clash.theirs.rows)] == ["changed", "removed"]
    assert rows_of(draft) == [*rows, ("Voda", "3"), ("Moje", None), ("Njihovo", "2")]


@pytest.mark.parametrize(("side", "rows"), [("mine", []), ("theirs", [("Poraba plina", "550")])])
def test_a_row_removed_here_and_changed_there_stays_removed_or_comes_back(client, people, two_rows, side, rows):
    uid, draft = two_rows
    draft.content["evidence"] = draft.content["evidence"][1:]
    draft.save()
    outside_rows(after=550)
    client.force_login(people.editor)

    decide(client, draft, **{f"evidence.{uid}-choice": side})

    assert rows_of(draft) == [*rows, ("Voda", "3"), ("Moje", None), ("Njihovo", "2")]


@pytest.mark.parametrize("removed", [False, True])
def test_a_version_with_a_row_in_doubt_is_not_published(people, two_rows, removed):
    _uid, draft = two_rows
    outside_rows(**{} if removed else {"after": 550})

    with pytest.raises(Clashing):
        published(people, draft)


def test_only_what_was_typed_half_in_a_decided_row_goes(client, people, two_rows):
    uid, draft = two_rows
    other = draft.content["evidence"][1]["uid"]
    draft.typed = {"evidence": [{"uid": uid, "after": "pribl. 5"}, {"uid": other, "after": "pribl. 3"}]}
    draft.save()
    outside_rows(after=550)
    client.force_login(people.editor)

    decide(client, draft, **{f"evidence.{uid}-choice": "mine"})

    assert Version.objects.get(pk=draft.pk).typed == {"evidence": [{"uid": other, "after": "pribl. 3"}]}


ROWS = [{"uid": name, "text": name} for name in "abc"]
A, B, C = ROWS


@pytest.mark.parametrize(
    ("mine", "theirs", "merged", "clashing"),
    [
        ([C, A, B], [A, B | {"text": "x"}, C], "cax", []),
        ([A, B | {"text": "x"}, C], [C, A, B], "cax", []),
        ([C, A, B], [B, A, C], "cab", []),
        ([A, B, {"uid": "m", "text": "m"}, C], [A, {"uid": "t", "text": "t"}, B, C], "abmct", []),
        ([A, C], [A, B | {"text": "x"}, C], "axc", ["rows.b"]),
        ([C, A, B | {"text": "x"}], [A, C], "ca", ["rows.b"]),
        ([C, A], [A, B, C], "ca", []),
        ([B | {"text": "x"}, A, C], [A, B | {"text": "x"}, C], "xac", []),
        ([], [B, A, C], "", []),
    ],
    ids=[
        *("moved here, changed there", "changed here, moved there", "moved by both", "added by both"),
        *("removed here, changed there", "moved and changed here, removed there", "moved and removed here"),
        *("changed alike", "all removed here, moved there"),
    ],
)
def test_moving_rows_is_no_clash_and_ours_come_first(mine, theirs, merged, clashing):
    content, names = merging.merged(*({"rows": rows} for rows in (ROWS, mine, theirs)))

    assert ("".join(row["text"] for row in content["rows"]), names) == (merged, clashing)


def test_different_rows_of_both_stand_without_a_clash(client, people, written):
    draft = versions.open_version(written(State.PUBLISHED).dossier, by=people.editor)
    draft.content["evidence"] = [*draft.content["evidence"], {"uid": "n2", "indicator_sl": "Moje", "after": "1"}]
    draft.save()
    Practice.objects.get().evidence.update(after=550)
    outside()

    published(people, draft)

    rows = Practice.objects.get().evidence.order_by("pk").values_list("indicator_sl", "after")
    assert [(name, int(after)) for name, after in rows] == [("Poraba plina", 550), ("Moje", 1)]


def test_topics_that_both_changed_are_decided(client, people, written):
    for slug in ("voda", "odpadki", "promet"):
        make_topic(slug, slug, f"{slug} en")
    draft = versions.open_version(written(State.PUBLISHED).dossier, by=people.editor)
    draft.content["topics"] = ["voda"]
    draft.save()
    practice = Practice.objects.get()
    practice.set_topics([type(practice.topics.first()).objects.get(slug="odpadki")])
    outside()
    client.force_login(people.editor)

    wrong = decide(client, draft, **{"topics-choice": "third", "topics-third": ["ni take"]})
    decide(client, draft, **{"topics-choice": "third", "topics-third": ["promet", "voda"]})

    assert (wrong.status_code, content(draft)["topics"]) == (200, ["promet", "voda"])


def test_a_picture_brings_its_size_along():
    from publishing.writing import writing_of

    sides = [
        {"image": name, "image_width": size, "image_height": size} for name, size in (("a", 1), ("b", 1), ("c", 2))
    ]
    merged, names = merging.merged(*sides)
    found = clashes.Found(writing_of("practice"), None, *sides, merged, names)

    chosen = [clashes.decided(found, {"image": (side, None)}) for side in ("mine", "theirs")]

    assert chosen == [sides[1], sides[2]]


# --- Two people, and those who may not ---


def test_of_two_who_decide_at_once_the_second_is_told(client, people, draft):
    mark = seen(draft)
    client.force_login(people.editor)
    client.post(address(draft), {"seen": mark, "title_sl-choice": "mine"})
    client.force_login(people.representative)

    answer = client.post(address(draft), {"seen": mark, "title_sl-choice": "theirs"})

    assert (answer.status_code, content(draft)["title_sl"]) == (302, "Naslov avtorja")
    assert Passage.objects.filter(step="resolve").count() == 1


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_what_changed_since_the_page_was_shown_is_looked_at_again(client, people, draft, side):
    mark = seen(draft)
    if side == "mine":
        draft.content["title_sl"] = "Še drugače"
        draft.save()
    else:
        outside(title_sl="Še en naslov uprave")
    client.force_login(people.editor)

    answer = client.post(address(draft), {"seen": mark, "title_sl-choice": "mine"})

    assert (answer.status_code, answer.context["found"].mark == mark) == (409, False)
    assert Passage.objects.filter(step="resolve").count() == 0


@pytest.mark.parametrize("name", ["foreign", "member", "reviewer"])
def test_to_others_the_page_does_not_exist(client, people, draft, name):
    client.force_login(getattr(people, name))

    answers = [client.get(address(draft)), decide(client, draft, **THIRD_TITLE)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert content(draft)["title_sl"] == "Naslov avtorja"


def test_visitors_are_asked_to_sign_in(client, draft):
    assert client.get(address(draft)).status_code == 302


def test_a_submitted_version_is_shown_and_not_changed(client, people, draft):
    take(step="submit", version=draft, by=people.editor)
    client.force_login(people.editor)

    answers = [client.get(address(draft)), decide(client, draft, **THIRD_TITLE)]

    assert [answer.status_code for answer in answers] == [200, 302]
    assert [step.name for step in answers[0].context["steps"]] == ["take_back"]
    assert content(draft)["title_sl"] == "Naslov avtorja"


@pytest.mark.parametrize("state", [State.PUBLISHED, State.WITHDRAWN, State.DECLINED])
def test_without_an_open_version_there_is_no_such_page(client, people, written, state):
    version = written(state)
    client.force_login(people.editor)

    assert client.get(address(version)).status_code == 404


def test_a_version_that_is_up_to_date_leads_back_to_the_dossier(client, people, written):
    version = written()
    client.force_login(people.editor)

    assert client.get(address(version)).url == version.dossier.get_absolute_url()


# --- The ways to it ---


def test_the_refusal_and_the_dossier_lead_to_the_page(client, people, draft):
    take(step="submit", version=draft, by=people.editor)
    client.force_login(people.representative)

    refused = client.post(reverse("step", args=[draft.dossier_id, "publish"]), {"text": ""})
    dossier = client.get(reverse("dossier", args=[draft.dossier_id]))

    link = f'href="{address(draft)}"'
    assert [page.content.decode().count(link) for page in (refused, dossier)] == [1, 1]
    assert (refused.status_code, Practice.objects.get().title_sl) == (409, "Naslov uprave")


def test_what_nobody_recorded_is_recorded_when_publishing_is_refused(client, people, written):
    draft = versions.open_version(written(State.PUBLISHED).dossier, by=people.editor)
    draft.content["title_sl"] = "Naslov avtorja"
    draft.save()
    take(step="submit", version=draft, by=people.editor)
    practice = Practice.objects.get()
    practice.title_sl = "Naslov mimo vseh"
    practice.save()
    client.force_login(people.representative)

    client.post(reverse("step", args=[draft.dossier_id, "publish"]), {"text": ""})

    assert clashes.found_for(Version.objects.get(pk=draft.pk)).names == ["title_sl"]


def test_marks_of_translations_follow_the_texts_that_stay(client, people, written):
    draft = versions.open_version(written(State.PUBLISHED).dossier, by=people.editor)
    draft.content |= {"title_sl": "Naslov avtorja", "problem_en": "Old.", "behind": {"en": {"problem": "Staro."}}}
    draft.save()
    outside(title_sl="Naslov uprave")
    client.force_login(people.editor)

    decide(client, draft, **{"title_sl-choice": "mine"})

    assert content(draft)["behind"] == {"en": {"problem": "Staro."}}


def test_what_is_empty_on_both_sides_is_no_clash():
    merged, names = merging.merged({"title_en": None}, {"title_en": ""}, {"title_en": "Steam"})

    assert (merged, names) == ({"title_en": "Steam"}, [])
