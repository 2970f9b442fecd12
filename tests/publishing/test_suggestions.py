"""Suggestions of readers: made, confirmed, decided, thanked for and forgotten."""

import re
from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from library.models import Chapter
from publishing import deciding, suggesting, versions
from publishing.daily_round import daily_round
from publishing.models import Mail, Notice, Passage, Suggestion, Version
from publishing.refusals import Overtaken
from publishing.sections import put_in_place, sections
from publishing.translations import before
from publishing.workflow import take
from tests.factories import make_person
from tests.publishing.chapters import (
    EN,
    READER,
    SL,
    dossier_for,
    make_chapter,
    open_content,
    publish,
    rewrite,
    suggest_address,
)
from tests.standing import stands_on_people

pytestmark = pytest.mark.django_db

NEW = "## Kako\n\nPočasi in skupaj."
State = Suggestion.State


chapter_of_module = stands_on_people(make_chapter)


@pytest.fixture
def chapter(chapter_of_module, db):
    return deepcopy(chapter_of_module)


@pytest.fixture
def reader(db):
    return make_person("bralka@example.org", name="Ana Bralka")


@pytest.fixture
def suggestion(chapter, reader):
    return suggested(chapter, author=reader, new=NEW, thanked=True)


def suggested(chapter, anchor="how", language="sl", **told):
    text = getattr(chapter, f"body_{language}")
    section = next(part for part in sections(text) if part.anchor == anchor)
    given = {"field": "body", "language": language, "mail_language": "sl", "new": NEW} | told
    return suggesting.suggest(entry=chapter, section=section, **given)


def sent(client, chapter, anchor="how", language="sl", query="", **told):
    """What a reader sends after looking at the page."""
    address = suggest_address(chapter, anchor, language)
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address + query, {"new": NEW, "seen": seen} | told)


def as_guest(**told):
    return {"name": READER.name, "email": READER.email} | told


def link_in(mail):
    return "/" + re.search(r"http://testserver/(\S+)", mail.text)[1]


# --- Suggesting ---


def test_each_section_of_a_public_chapter_leads_to_a_form_with_its_text(client, chapter):
    page = client.get(chapter.get_absolute_url()).content.decode()
    form = client.get(suggest_address(chapter)).context["form"]

    assert [suggest_address(chapter, anchor) in page for anchor in ("top", "why", "how", "when")] == [True] * 4
    assert form["new"].value() == "## Kako\n\nPočasi."


def test_what_a_signed_in_reader_suggests_waits_at_once_and_is_told_to_the_writers(client, people, chapter, reader):
    client.force_login(reader)

    sent(client, chapter, reason="Tako je bolje.", thanked="on")

    found = Suggestion.objects.get()
    told = Notice.objects.filter(sentence="suggestion").values_list("person__name", "values__comment").order_by("pk")
    assert (found.state, found.author, found.thanked, found.language) == (State.NEW, reader, True, "sl")
    assert (found.anchor, found.heading, found.old) == ("how", "Kako", "## Kako {#how}\n\nPočasi.\n\n")
    assert list(told) == [("Editor", "Tako je bolje."), ("Representative", "Tako je bolje.")]


def test_a_guest_confirms_with_the_button_and_never_by_opening_the_link(client, people, chapter):
    sent(client, chapter, **as_guest())
    link = link_in(Mail.objects.get())
    states = [Suggestion.objects.get().state]

    for method in (client.get, client.head, client.post, client.post):
        method(link)
        states.append(Suggestion.objects.get().state)

    assert states == ["unconfirmed"] * 3 + ["new"] * 2
    assert Notice.objects.filter(sentence="suggestion").count() == 2


def test_a_link_opens_nothing_after_thirty_days_and_the_round_erases_the_suggestion(client, chapter):
    sent(client, chapter, **as_guest())
    link = link_in(Mail.objects.get())
    Suggestion.objects.update(at=timezone.now() - timedelta(days=31))

    answers = [client.get(link).status_code, client.post(link).status_code]
    done, failed = daily_round()

    assert answers == [404, 404]
    assert (done["suggestions forgotten"], failed, Suggestion.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"new": "## Kako\n\nPočasi."}, "new"),
        ({"new": " "}, "new"),
        ({"new": "Brez naslova."}, "new"),
        ({"new": NEW + "\n\n```\nbrez konca"}, "new"),
        ({"new": NEW + " www.a.si" * 3 + " https://b.si/" * 7}, "new"),
        ({"new": NEW + "x" * 20_100}, "new"),
        ({"reason": "x" * 2_001}, "reason"),
        ({"reason": "http://a.si " * 10}, "reason"),
        ({"email": "bralka"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_stays_typed(client, chapter, told, field):
    answer = sent(client, chapter, **as_guest(**told))

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), Suggestion.objects.count()) == (200, [field], 0)
    assert form[field].value() == told[field]


def test_links_that_the_section_has_already_are_not_counted(client, people):
    linked = SL.replace("Počasi.", "Počasi. " + "https://a.si/ " * 12)
    chapter = make_chapter(people, body_sl=linked)

    answer = sent(client, chapter, new="## Kako\n\nHitro. " + "https://a.si/ " * 12, **as_guest())

    assert (answer.status_code, Suggestion.objects.count()) == (302, 1)


def test_a_section_that_changed_while_the_reader_wrote_is_shown_before_it_is_sent(client, chapter):
    address = suggest_address(chapter)
    seen = client.get(address).context["form"]["seen"].value()
    Chapter.objects.update(body_sl=SL.replace("Počasi.", "Previdno."))

    first = client.post(address, as_guest(new=NEW, seen=seen))
    again = client.post(address, as_guest(new=NEW, seen=first.context["form"]["seen"].value()))

    assert (list(first.context["form"].errors), again.status_code) == (["new"], 302)


@pytest.mark.parametrize("gone", ["withdrawn", "section", "edition"])
def test_what_cannot_be_corrected_any_more_is_refused_with_the_reason_and_nothing_typed_is_lost(client, chapter, gone):
    address = suggest_address(chapter)
    if gone == "withdrawn":
        Chapter.objects.update(status="withdrawn")
    if gone == "section":
        Chapter.objects.update(body_sl="Vse drugače.")

    answer = client.post(address + "?edition=1" * (gone == "edition"), as_guest(new=NEW))

    assert (answer.status_code, Suggestion.objects.count()) == (409, 0)
    assert (answer.context["reason"] != "", answer.context["texts"][0][1]) == (True, NEW)


@pytest.mark.parametrize(
    ("kind", "field", "language", "anchor"),
    [
        ("practice", "problem", "sl", "top"),
        ("chapter", "summary", "sl", "top"),
        ("chapter", "body", "xx", "how"),
        ("chapter", "body", "sl", "nowhere"),
        ("nonsense", "body", "sl", "how"),
    ],
)
def test_there_is_no_form_for_what_has_no_such_section(client, chapter, kind, field, language, anchor):
    answer = client.get(reverse("suggest", args=[kind, chapter.pk, field, language, anchor]))

    assert answer.status_code == 404


def test_drafts_have_no_form_not_even_for_their_writers(client, people, chapter):
    Chapter.objects.update(status="draft")
    client.force_login(people.coordinator)

    answers = [client.get(suggest_address(chapter)), client.post(suggest_address(chapter), {"new": NEW})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_ten_suggestions_a_day_are_taken_from_one_address_and_the_eleventh_stays_typed(client, chapter):
    cache.clear()
    codes = [sent(client, chapter, **as_guest(new=f"{NEW} {n}", email=f"a{n}@b.si")).status_code for n in range(11)]

    assert codes == [302] * 10 + [429]
    assert Suggestion.objects.count() == 10


def test_ten_suggestions_a_day_are_mailed_to_one_mailbox_from_wherever(client, chapter):
    cache.clear()
    codes = [
        sent(Client(REMOTE_ADDR=f"10.0.0.{n}"), chapter, **as_guest(new=f"{NEW} {n}")).status_code for n in range(11)
    ]

    assert codes == [302] * 10 + [429]


def test_the_same_form_sent_twice_makes_one_suggestion(client, chapter):
    for _time in range(2):
        sent(client, chapter, once="abc", **as_guest())

    assert (Suggestion.objects.count(), Mail.objects.count()) == (1, 1)


# --- Deciding ---


def test_an_accepted_suggestion_stands_in_the_open_version_and_the_history_thanks_the_reader(
    client, people, chapter, suggestion
):
    client.force_login(people.editor)

    client.post(reverse("suggestion", args=[suggestion.pk]), {"do": "accept"})

    version = Version.objects.get(state="draft")
    publish(version, people)
    chapter.refresh_from_db()
    history = client.get(reverse("versions", args=[version.dossier_id]))
    public = Client().get(reverse("versions", args=[version.dossier_id]))
    suggestion.refresh_from_db()
    assert suggestion.state == State.ACCEPTED
    assert chapter.body_sl == SL.replace("Počasi.", "Počasi in skupaj.")
    assert [page.context["rows"][0]["thanks"] for page in (history, public)] == [["Ana Bralka"]] * 2
    assert Notice.objects.filter(person=suggestion.author).values_list("sentence", flat=True).get() == (
        "suggestion_accepted"
    )


@pytest.mark.parametrize(("thanked", "names"), [(True, ["Ana Bralka"]), (False, [])])
def test_the_history_names_a_guest_only_as_wished(client, people, chapter, thanked, names):
    found = suggested(chapter, name=READER.name, email=READER.email, thanked=thanked)
    suggesting.confirm(found.pk)

    deciding.accept(suggestion=found, by=people.editor)

    client.force_login(people.editor)
    rows = client.get(reverse("versions", args=[found.dossier_id])).context["rows"]
    assert rows[0]["thanks"] == names
    assert Mail.objects.filter(to=READER.email, key__contains="accepted").count() == 1


def test_what_others_changed_in_the_open_version_stays(people, chapter, suggestion):
    rewrite(chapter, people.editor, body_sl=SL.replace("Jutri.", "Danes."))

    deciding.accept(suggestion=suggestion, by=people.editor)

    text = open_content(chapter)["body_sl"]
    assert text == SL.replace("Jutri.", "Danes.").replace("Počasi.", "Počasi in skupaj.")


@pytest.mark.parametrize("rewritten", [SL.replace("Počasi.", "Previdno."), SL.replace("## Kako {#how}\n\nPočasi.", "")])
def test_a_suggestion_to_a_rewritten_section_is_outdated_overwrites_nothing_and_can_be_reopened(
    client, people, chapter, suggestion, rewritten
):
    rewrite(chapter, people.editor, body_sl=rewritten)
    client.force_login(people.editor)
    address = reverse("suggestion", args=[suggestion.pk])

    client.post(address, {"do": "accept"})
    outdated, page = Suggestion.objects.get().state, client.get(address).content.decode()
    client.post(address, {"do": "reopen"})

    assert (outdated, Suggestion.objects.get().state) == (State.OUTDATED, State.NEW)
    assert open_content(chapter)["body_sl"] == rewritten
    assert ["skupaj" in page, "Previdno" in page] == [True, "Previdno" in rewritten]


def test_accepting_with_changes_puts_in_what_the_writer_wrote(client, people, chapter, suggestion):
    client.force_login(people.editor)
    address = reverse("suggestion", args=[suggestion.pk])
    seen = client.get(address).context["form"]["seen"].value()

    client.post(address, {"do": "change", "text": "## Kako zares\n\nSkupaj.", "seen": seen})

    assert Suggestion.objects.get().state == State.CHANGED
    assert "## Kako zares {#how}\n\nSkupaj.\n\n## Kdaj" in open_content(chapter)["body_sl"]


def test_accepting_as_suggested_loses_no_changes_of_the_writer(client, people, suggestion):
    client.force_login(people.editor)
    address = reverse("suggestion", args=[suggestion.pk])
    shown = client.get(address).context["form"]["text"].value()

    changed = client.post(address, {"do": "accept", "text": shown + " In še nekaj."})
    untouched = client.post(address, {"do": "accept", "text": shown.replace("\n", "\r\n")})

    form = changed.context["form"]
    assert (list(form.errors), form["text"].value()) == (["text"], shown + " In še nekaj.")
    assert (untouched.status_code, Suggestion.objects.get().state) == (302, State.ACCEPTED)


def test_a_writer_whose_section_was_changed_meanwhile_keeps_what_they_typed(client, people, chapter, suggestion):
    client.force_login(people.editor)
    address = reverse("suggestion", args=[suggestion.pk])
    seen = client.get(address).context["form"]["seen"].value()
    rewrite(chapter, people.editor, body_sl=SL.replace("Počasi.", "Previdno."))
    given = {"do": "change", "text": "## Kako\n\nSkupaj."}

    first = client.post(address, given | {"seen": seen})
    again = client.post(address, given | {"seen": first.context["form"]["seen"].value()})

    assert (first.status_code, first.context["form"]["text"].value()) == (409, given["text"])
    assert (again.status_code, "Skupaj." in open_content(chapter)["body_sl"]) == (302, True)


def test_declining_needs_an_answer_which_the_reader_gets(client, people, suggestion):
    client.force_login(people.editor)
    address = reverse("suggestion", args=[suggestion.pk])

    empty = client.post(address, {"do": "decline"})
    client.post(address, {"do": "decline", "answer": "Hvala, a ne."})

    told = Notice.objects.get(person=suggestion.author)
    assert list(empty.context["form"].errors) == ["answer"]
    assert (Suggestion.objects.get().state, told.sentence) == (State.DECLINED, "suggestion_declined")
    assert told.values["comment"] == "Hvala, a ne."


def test_of_two_writers_one_decides_and_the_other_is_told(people, suggestion):
    deciding.decline(suggestion=suggestion, by=people.editor, answer="Ne.")

    with pytest.raises(Overtaken):
        deciding.accept(suggestion=suggestion, by=people.representative)


def test_nothing_is_put_into_a_version_that_waits_for_its_decision(client, people, chapter, suggestion):
    version = rewrite(chapter, people.editor, body_sl=SL.replace("Jutri.", "Danes."))
    take(step="submit", version=version, by=people.editor)
    client.force_login(people.editor)

    answer = client.post(reverse("suggestion", args=[suggestion.pk]), {"do": "accept"})

    version.refresh_from_db()
    assert (answer.status_code, Suggestion.objects.get().state) == (409, State.NEW)
    assert "skupaj" not in version.content["body_sl"]


def test_a_corrected_translation_stays_older_where_it_was(people, chapter):
    draft = rewrite(chapter, people.editor, body_sl=SL.replace("Počasi.", "Hitro."))
    found = suggested(chapter, language="en", author=people.member, new="## How\n\nVery slowly.")

    deciding.accept(suggestion=found, by=people.editor)

    draft.refresh_from_db()
    assert draft.content["body_en"] == EN.replace("Slowly.", "Very slowly.")
    assert before(draft.content, "body", "en") == SL


def test_nobody_approves_what_they_suggested_themselves(people, chapter):
    found = suggested(chapter, author=people.representative)

    deciding.accept(suggestion=found, by=people.editor)

    version = Version.objects.get(state="draft")
    assert people.representative in version.contributors.all()


def test_a_suggestion_waits_again_where_its_version_is_thrown_away(people, chapter, suggestion):
    deciding.accept(suggestion=suggestion, by=people.editor)

    versions.discard(Version.objects.get(state="draft"), by=people.editor)

    assert Suggestion.objects.get().state == State.NEW
    assert not Passage.objects.filter(step="suggestion").exists()


def test_what_is_suggested_to_a_lost_section_is_listed_as_such(client, people, chapter, suggestion):
    suggested(chapter, anchor="why", author=people.member, new="## Zakaj\n\nZato.")
    rewrite(chapter, people.editor, body_sl=SL.replace("## Kako {#how}\n\nPočasi.\n\n", ""))
    client.force_login(people.editor)

    page = client.get(reverse("suggestions", args=[suggestion.dossier_id]))

    assert {row.anchor: row.is_gone for row in page.context["page"]} == {"how": True, "why": False}


def test_nothing_is_put_into_what_was_withdrawn(people, chapter, suggestion):
    take(step="withdraw", version=suggestion.base, by=people.representative, comment="Ni več res.")

    with pytest.raises(Overtaken):
        deciding.accept(suggestion=suggestion, by=people.editor)

    assert not Version.objects.filter(state="draft").exists()


def test_only_writers_of_the_text_see_and_decide_suggestions(client, people, suggestion):
    addresses = [reverse("suggestion", args=[suggestion.pk]), reverse("suggestions", args=[suggestion.dossier_id])]
    found = {}
    for who in ("editor", "representative", "coordinator", "foreign", "member", "reviewer"):
        client.force_login(getattr(people, who))
        found[who] = [client.get(address).status_code for address in addresses]

    allowed = {who for who, codes in found.items() if codes == [200, 200]}
    assert allowed == {"editor", "representative", "coordinator"}
    assert all(codes == [404, 404] for who, codes in found.items() if who not in allowed)


def test_what_nobody_confirmed_is_shown_to_nobody(client, people, chapter):
    found = suggested(chapter, name=READER.name, email=READER.email)
    client.force_login(people.coordinator)

    pages = [client.get(reverse("suggestion", args=[found.pk])), client.get(reverse("desk"))]

    assert [pages[0].status_code, READER.name in pages[1].content.decode()] == [404, False]


def test_the_desk_shows_what_waits_for_a_decision(client, people, suggestion):
    client.force_login(people.editor)

    page = client.get(reverse("desk")).content.decode()

    assert reverse("suggestion", args=[suggestion.pk]) in page


@pytest.mark.parametrize("page", ["desk", "suggestions", "dossier", "versions"])
def test_pages_ask_the_same_with_three_suggestions_as_with_one(client, people, chapter, page):
    client.force_login(people.editor)
    pk, asked = dossier_for(chapter).pk, []
    address = reverse(page, args=[] if page == "desk" else [pk])

    for anchors in (["how"], ["why", "when"]):
        for anchor in anchors:
            one, _other = (suggested(chapter, anchor=anchor, author=people.member, new=f"## X\n\n{n}") for n in "ab")
            deciding.accept(suggestion=one, by=people.editor)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        asked.append(len(found))

    assert asked[0] == asked[1]


def test_a_decision_of_somebody_signed_out_is_not_lost(client, suggestion):
    answer = client.post(reverse("suggestion", args=[suggestion.pk]), {"do": "decline", "answer": "Ker ni res."})

    assert (answer.status_code, "Ker ni res." in answer.content.decode()) == (403, True)


# --- Names ---


def test_an_erased_person_is_named_nowhere(client, admin, people, chapter, reader, suggestion):
    deciding.accept(suggestion=suggestion, by=people.editor)
    guest = suggested(chapter, anchor="why", name="Ana B.", email=reader.email, thanked=True, new="## Zakaj\n\nZato.")
    suggesting.confirm(guest.pk)
    client.force_login(admin)

    client.post(reverse("admin:partners_user_delete", args=[reader.pk]), {"post": "yes"}, follow=True)

    page = client.get(reverse("versions", args=[suggestion.dossier_id])).content.decode()
    kept = list(Suggestion.objects.values_list("author", "name", "email"))
    assert kept == [(None, "", "")] * 2
    assert "Ana B" not in page


@pytest.mark.parametrize(("thanked", "name"), [(True, READER.name), (False, "")])
def test_ninety_days_after_the_decision_an_address_is_forgotten(people, chapter, thanked, name):
    found = suggested(chapter, name=READER.name, email=READER.email, thanked=thanked)
    suggesting.confirm(found.pk)
    deciding.decline(suggestion=found, by=people.editor, answer="Ne.")
    first, _failed = daily_round()
    Suggestion.objects.update(answered_at=timezone.now() - timedelta(days=91))

    second, _failed = daily_round()

    found.refresh_from_db()
    assert [done["addresses of readers forgotten"] for done in (first, second)] == [0, 1]
    assert (found.name, found.email) == (name, "")
    assert not suggesting.answered_long_ago().exists()


# --- Hostile text ---


def test_a_script_is_text_on_every_page(client, people, chapter, reader):
    script = "<script>alert(1)</script>"
    found = suggested(chapter, author=reader, new=f"## Kako\n\n{script}", reason=script)
    client.force_login(people.editor)
    deciding.decline(suggestion=found, by=people.editor, answer=script)

    pages = [
        client.get(address).content.decode()
        for address in (
            reverse("suggestion", args=[found.pk]),
            reverse("suggestions", args=[found.dossier_id]),
            reverse("dossier", args=[found.dossier_id]),
            reverse("notices"),
        )
    ]

    assert "&lt;script&gt;alert(1)" in pages[0]
    assert [page.count(script) for page in pages] == [0] * 4


# --- Sections put in place ---


@pytest.mark.parametrize(
    ("anchor", "new", "found"),
    [
        ("b", "## B'\n\nx", "Uvod.\n\n## A {#a}\n\n1\n\n## B' {#b}\n\nx\n"),
        ("a", "## A {#z}\n\nx\n\n\n", "Uvod.\n\n## A {#a}\n\nx\n\n## B {#b}\n\n2\n"),
        ("top", "Nov uvod.", "Nov uvod.\n\n## A {#a}\n\n1\n\n## B {#b}\n\n2\n"),
        ("a", "## A\n\nx\n\n### C\n\ny", "Uvod.\n\n## A {#a}\n\nx\n\n### C\n\ny\n\n## B {#b}\n\n2\n"),
        ("a", "## A\n\nx\n\n## C {#b}\n\ny", "Uvod.\n\n## A {#a}\n\nx\n\n## C\n\ny\n\n## B {#b}\n\n2\n"),
        ("c", "## C", None),
    ],
)
def test_a_section_put_in_place_keeps_its_anchor_and_its_distance(anchor, new, found):
    assert put_in_place("Uvod.\n\n## A {#a}\n\n1\n\n## B {#b}\n\n2\n", anchor, new) == found


def test_the_chapter_is_adopted_by_the_first_suggestion_and_not_by_looking(client, people, chapter):
    client.get(suggest_address(chapter))
    looked = Version.objects.count()

    sent(client, chapter, **as_guest())

    assert (looked, dossier_for(chapter).versions.count()) == (0, 1)
