"""How a translation stands section by section, in the editor, in the queue and where it is read."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from publishing import translating, untranslated
from publishing.sections import like_source
from publishing.stale_sections import mark_after, rows
from publishing.translations import before
from publishing.xliff import Told
from tests.publishing.chapters import EN, SL, make_chapter, publish, rewrite

pytestmark = pytest.mark.django_db

NEW_SL = SL.replace("Počasi.", "Hitro.")


@pytest.fixture
def chapter(people):
    return make_chapter(people)


@pytest.fixture
def draft(chapter, people):
    """One of four sections was rewritten in the source."""
    return rewrite(chapter, people.editor, body_sl=NEW_SL)


def body(version):
    return next(unit for unit in translating.units_of(version, "en") if unit.key == "body")


def stale_anchors(version):
    return [(row.anchor, row.standing.value) for row in rows(body(version))] if body(version).before else []


def write(version, by, text=None, **given):
    texts = {} if text is None else {"body": text}
    return translating.write(version=version, by=by, language="en", texts=texts, **given).version


# --- What stands there ---


def test_a_rewritten_section_is_older_alone_with_what_changed_in_it(draft):
    [row] = rows(body(draft))

    assert (row.anchor, row.heading, row.standing.value) == ("how", "Kako", "older")
    assert (row.then, row.now, row.target) == (
        *("## Kako {#how}\n\nPočasi.", "## Kako {#how}\n\nHitro.", "## How {#how}\n\nSlowly."),
    )


def test_new_and_left_out_sections_are_told(chapter, people):
    new = NEW_SL.replace("## Kdaj {#when}\n\nJutri.", "## Kje {#where}\n\nTu.")

    draft = rewrite(chapter, people.editor, body_sl=new)

    assert stale_anchors(draft) == [("how", "older"), ("where", "missing"), ("when", "superfluous")]


def test_writing_out_anchors_makes_no_translation_older(people):
    bare = make_chapter(people, body_sl="## Zakaj\n\nKer.\n", body_en="## Why\n\nBecause.\n")

    draft = rewrite(bare, people.editor, body_sl="## Zakaj {#zakaj}\n\nKer.\n")

    assert before(draft.content, "body", "en") == ""


# --- What makes it current ---


def test_a_section_that_is_translated_anew_is_current_and_the_others_stay_older(chapter, people):
    draft = rewrite(chapter, people.editor, body_sl=NEW_SL.replace("Jutri.", "Danes."))

    draft = write(draft, people.editor, EN.replace("Slowly.", "Quickly."))

    assert stale_anchors(draft) == [("when", "older")]


def test_checking_one_section_clears_it_alone_and_the_last_one_clears_the_mark(chapter, people):
    draft = rewrite(chapter, people.editor, body_sl=NEW_SL.replace("Jutri.", "Danes."))
    found = [stale_anchors(draft)]

    for anchor in ("how", "when"):
        draft = write(draft, people.editor, ticked={"body": {anchor}})
        found.append(stale_anchors(draft))

    assert found == [[("how", "older"), ("when", "older")], [("when", "older")], []]
    assert before(draft.content, "body", "en") == ""


def test_a_section_that_nobody_knows_checks_nothing(draft, people):
    after = write(draft, people.editor, ticked={"body": {"nonsense"}})

    assert stale_anchors(after) == [("how", "older")]


def test_a_new_section_is_current_once_the_translation_has_it_and_a_lost_one_once_it_has_not(chapter, people):
    new = SL.replace("## Kdaj {#when}\n\nJutri.", "## Kje {#where}\n\nTu.")
    draft = rewrite(chapter, people.editor, body_sl=new)

    draft = write(draft, people.editor, EN.replace("## When {#when}\n\nTomorrow.", "## Where\n\nHere."))

    assert stale_anchors(draft) == []
    assert "## Where {#where}" in draft.content["body_en"]


@pytest.mark.parametrize(
    ("text", "source", "found"),
    [
        ("## How\n\n## Why\n", "## Kako {#a}\n\n## Zakaj {#b}\n", "## How {#a}\n\n## Why {#b}\n"),
        ("## How {#a}\n\n## Why\n", "## Zakaj {#b}\n\n## Kako {#a}\n", "## How {#a}\n\n## Why {#b}\n"),
        ("## How\n", "## Kako {#a}\n\n## Zakaj {#b}\n", "## How\n"),
        ("No heading.", "## Kako {#a}\n", "No heading."),
    ],
)
def test_a_translation_takes_over_anchors_only_where_each_heading_has_its_own(text, source, found):
    assert like_source(text, source) == found


def test_anchors_taken_over_are_no_translation_of_their_sections():
    first, now = SL, NEW_SL
    bare = re.sub(r" \{#\w+\}", "", EN)

    left = mark_after(first=first, now=now, was=bare, target=EN.replace("Intro.", "Introduction."))

    assert left == first


def test_a_file_of_a_translator_brings_the_anchors_of_the_source(people, draft):
    bare = re.sub(r" \{#\w+\}", "", EN.replace("Slowly.", "Quickly."))
    told = Told("body", draft.content["body_sl"], bare, "translated", "")

    draft, report = translating.take_in(version=draft, by=people.editor, language="en", found=[told])

    assert draft.content["body_en"] == EN.replace("Slowly.", "Quickly.")
    assert (stale_anchors(draft), report.older) == ([], [])


# --- Pages ---


def test_the_editor_shows_the_section_and_checks_it_with_a_box(client, draft, people):
    client.force_login(people.editor)
    address = reverse("translate", args=[draft.dossier_id, "en"])
    page = client.get(address)
    [row] = [row for row in page.context["rows"] if row["unit"].key == "body"]
    seen = row["seen"].value()

    client.post(address, {"text-body": EN, "seen-body": seen, "sections-body": "how", "do": "save"})

    draft.refresh_from_db()
    assert [section["section"].anchor for section in row["sections"]] == ["how"]
    assert 'value="how"' in page.content.decode()
    assert stale_anchors(draft) == []


def test_a_translation_stands_beside_its_source_section_by_section(client, chapter, people):
    longer = SL.replace("## Kdaj {#when}", "## Kje {#where}\n\nTu.\n\n## Kdaj {#when}")
    version = rewrite(chapter, people.editor, body_sl=longer)
    client.force_login(people.editor)

    page = client.get(reverse("translate", args=[version.dossier_id, "en"]) + "?all=1")

    [row] = [row for row in page.context["rows"] if row["unit"].key == "body"]
    found = [(pair.anchor, pair.source.partition("\n")[0], pair.target.partition("\n")[0]) for pair in row["pairs"]]
    assert found == [
        ("top", "Uvod.", "Intro."),
        ("why", "## Zakaj {#why}", "## Why {#why}"),
        ("how", "## Kako {#how}", "## How {#how}"),
        ("where", "## Kje {#where}", ""),
        ("when", "## Kdaj {#when}", "## When {#when}"),
    ]


def test_the_queue_counts_sections(client, draft, people):
    waiting = untranslated.waiting(untranslated.writable_by(people.editor).filter(pk=draft.dossier_id))
    client.force_login(people.editor)

    page = client.get(reverse("translation_queue")).content.decode()

    assert [(one.language, one.older, one.sections) for one in waiting] == [("en", 0, [1, 4])]
    assert "starejši je 1 od 4 razdelkov" in page


def test_readers_see_that_one_section_is_older_and_go_on_reading_it(client, chapter, draft, people):
    publish(draft, people)
    chapter.refresh_from_db()
    with_sl, with_en = (client.get(chapter.addresses()[code]).content.decode() for code in ("sl", "en"))

    before_it, after_it = with_en.split("This section is older than its Slovenian source.")

    anchors = [f'id="c{chapter.pk}-{name}"' for name in ("how", "when")]
    assert [anchor in before_it for anchor in anchors] == [True, False]
    assert "Slowly." in after_it
    assert "section-older" not in with_sl


def test_a_public_chapter_costs_at_most_four_queries_with_a_section_that_is_older(
    client, chapter, draft, people, django_assert_max_num_queries
):
    publish(draft, people)
    address = chapter.addresses()["en"]
    client.get(address)

    with django_assert_max_num_queries(4):
        page = client.get(address)

    assert "section-older" in page.content.decode()


def test_an_older_version_says_what_was_older_then(client, chapter, draft, people):
    version = publish(draft, people)
    with translation.override("en"):
        address = version.get_absolute_url()

    publish(write(version, people.editor, ticked={"body": {"how"}}), people)

    pages = [client.get(path).content.decode() for path in (address, chapter.addresses()["en"])]
    assert ["section-older" in page for page in pages] == [True, False]
