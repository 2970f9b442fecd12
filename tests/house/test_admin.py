"""The administration as coordinators and reviewers use it: every page opens, every step moves the cards along."""

import json
import re

import pytest
from django.contrib import admin as admin_site
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.admin import EntryAdmin
from catalogue.filing import agreement, filing
from catalogue.models import Card, TaggedTopic, Topic
from library.models import Chapter, Evidence, Practice
from partners.models import Partner, Place
from projects.models import Project
from tests.factories import MODELS, make, make_topic
from tests.house.sending import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(make_user):
    return make_user("recenzent@example.org", group="Reviewers")


def address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def save(client, entry, **changes):
    change = address(type(entry), "change", entry.pk)
    return client.post(change, sent(client.get(change), **changes))


def run(client, model, action, *entries):
    return client.post(
        address(model, "changelist"),
        {"action": action, "_selected_action": [entry.pk for entry in entries]},
        follow=True,
    )


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    found = [*response.context["errors"]]
    return [str(message) for message in found]


def topic_rows(*rows, initial=0):
    """The inline of topics as sent by a browser: (topic, main) each."""
    prefix = "catalogue-taggedtopic-content_type-object_id"
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, (topic, main) in enumerate(rows):
        data |= {f"{prefix}-{number}-tag": topic.pk, f"{prefix}-{number}-main": "on" if main else None}
    return data


def found_by(client, words):
    page = client.get("/sl/katalog/", {"q": words})
    return [card.object_id for card in page.context["page"].cards]


# --- Lists ---


@pytest.mark.parametrize("model", MODELS)
def test_the_pages_of_a_draft_open_too(client, coordinator, model):
    draft = make(model, published=False)
    client.force_login(coordinator)

    answers = [client.get(address(model, page, draft.pk)) for page in ("change", "history")]

    assert [response.status_code for response in answers] == [200, 200]


def test_every_public_kind_has_its_administration():
    registered = {model for model, found in admin_site.site._registry.items() if isinstance(found, EntryAdmin)}

    assert registered == set(filing.entry_models())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("items", [1, 3])
def test_the_list_asks_the_database_equally_often_for_one_and_three(
    client, coordinator, django_assert_max_num_queries, model, items
):
    for _ in range(items):
        make(model)
    client.force_login(coordinator)
    client.get(address(model, "changelist"))

    with django_assert_max_num_queries(14):
        client.get(address(model, "changelist"))


@pytest.mark.parametrize("model", MODELS)
def test_the_list_is_searched_and_filtered(client, coordinator, model):
    wanted, _other = make(model, title_sl="Čudovita čistilna", title_en="Wonderful"), make(model)
    client.force_login(coordinator)

    searched = client.get(address(model, "changelist"), {"q": "čistilna"})
    filtered = client.get(address(model, "changelist"), {"status__exact": "draft"})

    assert list(searched.context["cl"].queryset) == [wanted]
    assert list(filtered.context["cl"].queryset) == []


@pytest.mark.parametrize("typed", ["ČISTILNA", "čistilna", "Čistilna"])
def test_the_list_is_searched_without_regard_to_capital_letters(client, coordinator, typed):
    wanted, _other = make(Practice, title_sl="Čistilna naprava", title_en="Treatment plant"), make(Practice)
    client.force_login(coordinator)

    response = client.get(address(Practice, "changelist"), {"q": typed})

    assert list(response.context["cl"].queryset) == [wanted]


def test_the_list_can_be_narrowed_to_what_lacks_a_language(client, coordinator):
    only_sl, _both = make(Practice, title_sl="Samo slovensko"), make(Practice)
    empty_en = make(Practice, title_sl="Prazno", title_en="")
    client.force_login(coordinator)

    response = client.get(address(Practice, "changelist"), {"language": "en"})

    assert set(response.context["cl"].queryset) == {only_sl, empty_en}


def test_an_unknown_language_in_the_address_narrows_nothing(client, coordinator):
    make(Practice)
    client.force_login(coordinator)

    response = client.get(address(Practice, "changelist"), {"language": "klingon"})

    assert (response.status_code, response.context["cl"].result_count) == (200, 1)


def test_the_list_shows_what_is_missing_in_which_language(client, coordinator):
    make(Practice, title_sl="Toplarna", title_en="Heating plant", problem_sl="Mraz")
    client.force_login(coordinator)

    with translation.override("en"):
        page = client.get(address(Practice, "changelist")).content.decode()

    cell = r'<td class="field-{}">(.*?)</td>'
    [complete], [missing] = (re.findall(cell.format(name), page) for name in ("complete", "untranslated"))
    assert (complete.partition(" %")[0], missing) == ("17", "problem and context (en)")


# --- Publishing ---


@pytest.mark.parametrize("model", MODELS)
def test_the_step_publish_makes_entries_public(client, coordinator, model):
    one, two = make(model, published=False), make(model)
    if model is Chapter:
        one.book.publish()
    client.force_login(coordinator)

    response = run(client, model, "publish", one, two)

    one.refresh_from_db()
    assert len(messages_of(response)) == 1
    assert (one.status, Card.objects.filter(kind=model.kind).count()) == ("published", 2)
    assert client.get(one.get_absolute_url()).status_code == 200
    assert list(agreement.disagreements()) == []


@pytest.mark.parametrize("model", MODELS)
def test_the_step_withdraw_takes_entries_off_the_public_pages(client, coordinator, model):
    entry = make(model)
    client.force_login(coordinator)

    run(client, model, "withdraw", entry)

    entry.refresh_from_db()
    client.logout()
    assert (entry.status, Card.objects.filter(kind=model.kind).count()) == ("withdrawn", 0)
    assert client.get(entry.get_absolute_url()).status_code == 410
    assert list(agreement.disagreements()) == []


def test_the_same_step_twice_changes_nothing_the_second_time(client, coordinator):
    draft = make(Practice, published=False)
    client.force_login(coordinator)
    run(client, Practice, "publish", draft)
    draft.refresh_from_db()
    first = draft.published_at

    response = run(client, Practice, "publish", draft)

    draft.refresh_from_db()
    assert draft.published_at == first
    assert re.findall(r"\d+", messages_of(response)[-1]) == ["0"]


def test_a_step_on_a_searched_list_works_too(client, coordinator):
    draft = make(Practice, title_sl="Čistilna", published=False)
    client.force_login(coordinator)

    client.post(
        f"{address(Practice, 'changelist')}?q=istilna&status__exact=draft&language=en",
        {"action": "publish", "_selected_action": [draft.pk], "select_across": "1"},
    )

    draft.refresh_from_db()
    assert draft.status == "published"


def test_a_reviewer_is_not_offered_to_publish(client, reviewer):
    make(Practice, published=False)
    client.force_login(reviewer)

    page = client.get(address(Practice, "changelist")).content.decode()

    assert re.findall(r'<option value="(publish|withdraw|delete_selected)"', page) == []


@pytest.mark.parametrize(("action", "published"), [("publish", False), ("withdraw", True), ("delete_selected", True)])
def test_a_step_that_a_reviewer_sends_anyway_changes_nothing(client, reviewer, action, published):
    entry = make(Practice, published=published)
    client.force_login(reviewer)

    client.post(address(Practice, "changelist"), {"action": action, "_selected_action": [entry.pk], "post": "yes"})

    before = entry.status
    entry.refresh_from_db()
    assert entry.status == before


@pytest.mark.parametrize("person", ["coordinator", "reviewer"])
def test_status_and_dates_sent_along_with_a_form_are_ignored(client, request, person):
    draft = make(Practice, published=False, title_sl="Prej", title_en="Before")
    client.force_login(request.getfixturevalue(person))
    now = timezone.now()

    response = save(
        client,
        draft,
        title_sl="Potem",
        status="published",
        published_at=now.isoformat(),
        published_at_0=now.date(),
        published_at_1="12:00",
        created_at="2001-01-01",
        id=draft.pk + 1,
    )

    draft.refresh_from_db()
    assert (response.status_code, draft.title_sl) == (302, "Potem")
    assert (draft.status, draft.published_at, draft.created_at.year) == ("draft", None, now.year)
    assert Practice.objects.count() == 1


# --- Saving ---


def test_saving_with_topics_and_evidence_files_the_card_with_them(client, coordinator):
    practice, topic = (
        make(Practice, title_sl="Toplarna"),
        make_topic("simbioza", "Industrijska simbioza", "Industrial symbiosis"),
    )
    client.force_login(coordinator)
    evidence = {"evidence-TOTAL_FORMS": 1, "evidence-0-indicator_sl": "Prihranek", "evidence-0-after": "12.5"}

    response = save(client, practice, **topic_rows((topic, True)), **evidence)

    assert response.status_code == 302
    assert list(TaggedTopic.objects.values_list("object_id", "tag__slug", "main")) == [(practice.pk, "simbioza", True)]
    assert list(Evidence.objects.values_list("indicator_sl", "after")) == [("Prihranek", 12.5)]
    assert found_by(client, "simbioza") == [practice.pk]
    assert list(agreement.disagreements()) == []


def test_a_removed_topic_is_not_found_any_more(client, coordinator):
    topic = make_topic("simbioza", "Industrijska simbioza", "Industrial symbiosis")
    practice = make(Practice, title_sl="Toplarna", topics=[topic])
    client.force_login(coordinator)
    prefix = "catalogue-taggedtopic-content_type-object_id"

    response = save(client, practice, **{f"{prefix}-0-DELETE": "on"})

    assert response.status_code == 302
    assert found_by(client, "simbioza") == []
    assert list(agreement.disagreements()) == []


def test_a_new_entry_is_a_draft_without_a_card(client, coordinator):
    client.force_login(coordinator)
    form = sent(client.get(address(Practice, "add")), title_sl="Nova praksa", status="published")

    response = client.post(address(Practice, "add"), form)

    [practice] = Practice.objects.all()
    assert response.status_code == 302
    assert (practice.status, practice.slug_sl, practice.slug_en) == ("draft", "nova-praksa", "nova-praksa")
    assert Card.objects.count() == 0


@pytest.mark.parametrize("model", MODELS)
def test_an_unchanged_form_can_be_saved_and_changes_nothing(client, coordinator, model):
    entry = make(model, summary_sl="Povzetek.\nDruga vrstica.")
    before = model.objects.filter(pk=entry.pk).values().get()
    client.force_login(coordinator)

    response = save(client, entry)

    after = model.objects.filter(pk=entry.pk).values().get()
    changed = {name for name in before if before[name] != after[name] and (before[name] or after[name])}
    assert response.status_code == 302, errors_of(response)
    # browsers send line breaks as two characters
    assert changed - {"updated_at", "summary", "summary_sl"} == set()
    assert list(agreement.disagreements()) == []


def test_a_fourth_main_topic_is_refused_with_a_sentence(client, coordinator):
    practice = make(Practice)
    topics = [make_topic(f"t{number}", f"Tema {number}", f"Topic {number}") for number in range(4)]
    client.force_login(coordinator)

    response = save(client, practice, **topic_rows(*((topic, True) for topic in topics)))

    assert response.status_code == 200
    assert len(errors_of(response)) == 1
    assert TaggedTopic.objects.count() == 0


def test_further_topics_beside_three_main_ones_are_welcome(client, coordinator):
    practice = make(Practice)
    topics = [make_topic(f"t{number}", f"Tema {number}", f"Topic {number}") for number in range(5)]
    client.force_login(coordinator)

    response = save(client, practice, **topic_rows(*((topic, number < 3) for number, topic in enumerate(topics))))

    assert response.status_code == 302
    assert (TaggedTopic.objects.filter(main=True).count(), TaggedTopic.objects.count()) == (3, 5)


def test_the_same_topic_twice_is_refused_with_a_sentence(client, coordinator):
    practice, topic = make(Practice), make_topic("voda", "Voda", "Water")
    client.force_login(coordinator)

    response = save(client, practice, **topic_rows((topic, True), (topic, False)))

    assert (response.status_code, TaggedTopic.objects.count()) == (200, 0)


@pytest.mark.parametrize("field", ["slug_sl", "slug_en"])
def test_an_address_that_is_taken_is_refused_with_a_sentence(client, coordinator, field):
    taken, practice = make(Practice), make(Practice)
    client.force_login(coordinator)

    response = save(client, practice, **{field: getattr(taken, field)})

    assert response.status_code == 200
    assert len(errors_of(response)) == 1


def test_an_identifier_that_is_taken_is_refused_with_a_sentence(client, coordinator):
    make(Practice, external_id="p-1")
    practice = make(Practice)
    client.force_login(coordinator)

    response = save(client, practice, external_id="p-1")

    assert (response.status_code, len(errors_of(response))) == (200, 1)


DOES_NOT_FIT = [
    {"title_sl": "", "title_en": ""},
    {"title_sl": "x" * 101},
    {"title_en": "x" * 5000},
    {"summary_sl": "x" * 161},
    {"start": "2014-02-30"},
    {"start": "jutri"},
    {"start": "2014", "end": "2013"},
    {"end": "2014", "ongoing": "true"},
    {"cost": "-1"},
    {"cost": "NaN"},
    {"cost": "1e400"},
    {"country": "XX"},
    {"source": "javascript:alert(1)"},
    {"slug_sl": "ni dovoljeno/"},
    {"last_confirmed": "2020-01-02", "next_check": "2020-01-01"},
    {"place": "999999"},
    {"evidence-TOTAL_FORMS": 1, "evidence-0-indicator_sl": "Brez vrednosti"},
    {"title_sl": "nič\x00"},
]


def test_what_does_not_fit_is_refused_with_a_sentence_and_never_a_fault(client, coordinator):
    practice = make(Practice, title_sl="Prej", title_en="Before")
    client.force_login(coordinator)
    change = address(Practice, "change", practice.pk)
    form = client.get(change)

    answers = [client.post(change, sent(form, **changes)) for changes in DOES_NOT_FIT]

    practice.refresh_from_db()
    assert [answer.status_code for answer in answers] == [200] * len(DOES_NOT_FIT)
    assert [bool(errors_of(answer)) for answer in answers] == [True] * len(DOES_NOT_FIT)
    assert practice.title_sl == "Prej"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("\x0b", "\n"),
        ("\x1b[31m", " [31m"),
        ("\u202e", ""),
        ("\U0001f600", "\U0001f600"),
        ("a" * 100_000, "a" * 100_000),
    ],
)
def test_strange_but_harmless_text_is_kept_as_far_as_one_sees_it(client, coordinator, text, stored):
    practice = make(Practice)
    client.force_login(coordinator)

    response = save(client, practice, problem_sl=f"Začetek {text} konec")

    practice.refresh_from_db()
    assert (response.status_code, practice.problem_sl) == (302, f"Začetek {stored} konec")


@pytest.mark.parametrize("latitude", ["91", "-91", "nan", "inf"])
def test_a_position_off_the_earth_is_refused(client, coordinator, latitude):
    place = make(Place)
    client.force_login(coordinator)

    response = save(client, place, latitude=latitude, longitude="15")

    assert response.status_code == 200
    assert len(errors_of(response)) >= 1


def test_half_a_position_is_refused_with_a_sentence(client, coordinator):
    place = make(Place)
    client.force_login(coordinator)

    response = save(client, place, latitude="45.5", longitude="")

    assert (response.status_code, len(errors_of(response))) == (200, 1)


def test_the_form_leads_to_the_page_on_the_site(client, coordinator):
    practice = make(Practice)
    client.force_login(coordinator)

    page = client.get(address(Practice, "change", practice.pk)).content.decode()

    assert re.findall(r'<a href="([^"]*)" class="viewsitelink">', page) == [practice.get_absolute_url()]


def test_a_changed_name_shows_on_the_cards_of_those_who_refer_to_it(client, coordinator):
    partner = make(Partner, title_sl="Stari zavod", title_en="Old institute")
    practice = make(Practice, organisation=partner)
    client.force_login(coordinator)

    save(client, partner, title_sl="Novi zavod")

    assert Card.objects.get(kind="practice", object_id=practice.pk).by_sl == "Novi zavod"
    assert list(agreement.disagreements()) == []


# --- Deleting ---


@pytest.mark.parametrize("model", MODELS)
def test_deleting_the_selected_removes_their_cards(client, coordinator, model):
    gone, kept = make(model), make(model)
    client.force_login(coordinator)

    client.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": [gone.pk], "post": "yes"}
    )

    assert list(model.objects.all()) == [kept]
    assert list(Card.objects.filter(kind=model.kind).values_list("object_id", flat=True)) == [kept.pk]
    assert list(agreement.disagreements()) == []


def test_deleting_from_the_form_removes_the_card(client, coordinator):
    practice = make(Practice, topics=[make_topic("voda", "Voda", "Water")])
    client.force_login(coordinator)

    client.post(address(Practice, "delete", practice.pk), {"post": "yes"})

    assert (Practice.objects.count(), Card.objects.count(), TaggedTopic.objects.count()) == (0, 0, 0)


def test_deleting_a_book_takes_its_chapters_and_their_cards(client, coordinator):
    chapter = make(Chapter)
    client.force_login(coordinator)

    client.post(address(type(chapter.book), "delete", chapter.book.pk), {"post": "yes"})

    assert (Chapter.objects.count(), Card.objects.count()) == (0, 0)
    assert list(agreement.disagreements()) == []


def test_deleting_a_topic_leaves_entries_and_cards_in_agreement(client, coordinator):
    topic = make_topic("voda", "Voda", "Water")
    practice = make(Practice, topics=[topic])
    client.force_login(coordinator)

    client.post(
        address(Topic, "changelist"), {"action": "delete_selected", "_selected_action": [topic.pk], "post": "yes"}
    )

    assert (Topic.objects.count(), list(practice.topics.all())) == (0, [])
    assert list(agreement.disagreements()) == []


def test_a_renamed_topic_is_found_by_its_new_name(client, coordinator):
    topic = make_topic("voda", "Voda", "Water")
    practice = make(Practice, title_sl="Toplarna", topics=[topic])
    client.force_login(coordinator)

    save(client, topic, name_sl="Padavine")

    assert found_by(client, "padavine") == [practice.pk]
    assert list(agreement.disagreements()) == []


# --- History ---


def test_the_history_says_who_changed_what(client, coordinator):
    practice = make(Practice, title_sl="Prej", title_en="Before")
    client.force_login(coordinator)

    save(client, practice, title_sl="Potem")

    newest = practice.history.first()
    page = client.get(address(Practice, "history", practice.pk)).content.decode()
    assert (newest.title_sl, newest.history_type, newest.history_user) == ("Potem", "~", coordinator)
    assert page.count(str(coordinator)) >= 1


def test_the_log_of_the_administration_names_the_person(client, coordinator):
    practice = make(Practice)
    client.force_login(coordinator)

    save(client, practice, title_sl="Potem")

    assert list(LogEntry.objects.values_list("user", "object_id")) == [(coordinator.pk, str(practice.pk))]


@pytest.mark.parametrize("language", ["sl", "en"])
def test_an_old_version_opens_in_both_languages(client, coordinator, language):
    practice = make(Practice)
    client.force_login(coordinator)
    with translation.override(language):
        old = reverse("admin:library_practice_simple_history", args=[practice.pk, practice.history.last().pk])

    assert client.get(old).status_code == 200


def old_version(entry, version):
    name = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_simple_history"
    return reverse(name, args=[entry.pk, version.history_id])


def test_going_back_to_an_old_version_does_not_publish(client, reviewer):
    practice = make(Practice, title_sl="Umaknjeno", title_en="Withdrawn")
    published = practice.history.first()
    practice.withdraw()
    client.force_login(reviewer)
    form = sent(client.get(address(Practice, "change", practice.pk)))

    client.post(old_version(practice, published), form)

    practice.refresh_from_db()
    assert (practice.status, Card.objects.count()) == ("withdrawn", 0)


def test_who_may_only_read_changes_nothing_through_the_history(client, reviewer, coordinator):
    partner = make(Partner, title_sl="Zavod", title_en="Institute")
    client.force_login(coordinator)
    form = sent(client.get(address(Partner, "change", partner.pk)), title_sl="Podtaknjeno")
    client.force_login(reviewer)

    client.post(old_version(partner, partner.history.first()), form)

    partner.refresh_from_db()
    assert partner.title_sl == "Zavod"


# --- Choosing ---


@pytest.mark.parametrize(
    ("source", "field", "model"),
    [(Practice, "place", Place), (Practice, "organisation", Partner), (Practice, "project", Project)],
)
def test_an_entry_is_chosen_by_some_letters_of_its_title(client, coordinator, source, field, model):
    wanted, _other = make(model, title_sl="Mesto čistilna", title_en="Clean town"), make(model)
    client.force_login(coordinator)

    response = client.get(
        reverse("admin:autocomplete"),
        {
            "term": "čistilna",
            "app_label": source._meta.app_label,
            "model_name": source._meta.model_name,
            "field_name": field,
        },
    )

    assert [row["id"] for row in json.loads(response.content)["results"]] == [str(wanted.pk)]


def test_a_topic_is_chosen_by_its_name_in_either_language(client, coordinator):
    topic, _other = make_topic("voda", "Voda", "Water"), make_topic("zrak", "Zrak", "Air")
    client.force_login(coordinator)

    answers = [
        client.get(
            reverse("admin:autocomplete"),
            {"term": term, "app_label": "catalogue", "model_name": "taggedtopic", "field_name": "tag"},
        )
        for term in ("voda", "water")
    ]

    assert [[row["id"] for row in json.loads(found.content)["results"]] for found in answers] == [[str(topic.pk)]] * 2


# --- What a reviewer may do ---


def test_a_reviewer_improves_a_practice(client, reviewer):
    practice = make(Practice)
    client.force_login(reviewer)

    response = save(client, practice, results_sl="Manj prahu.")

    practice.refresh_from_db()
    assert (response.status_code, practice.results_sl) == (302, "Manj prahu.")


@pytest.mark.parametrize("model", MODELS)
def test_a_reviewer_reads_every_kind_and_adds_or_deletes_none(client, reviewer, model):
    entry = make(model)
    client.force_login(reviewer)

    read = [client.get(address(model, "changelist")), client.get(address(model, "change", entry.pk))]
    refused = [client.get(address(model, "add")), client.post(address(model, "delete", entry.pk), {"post": "yes"})]

    assert [response.status_code for response in read + refused] == [200, 200, 403, 403]
    assert model.objects.filter(pk=entry.pk).count() == 1


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Practice])
def test_a_reviewer_changes_nothing_but_practices(client, reviewer, coordinator, model):
    entry = make(model)
    client.force_login(coordinator)
    form = sent(client.get(address(model, "change", entry.pk)), title_sl="Podtaknjeno")
    client.force_login(reviewer)

    response = client.post(address(model, "change", entry.pk), form)

    before = entry.title_sl
    entry.refresh_from_db()
    assert (response.status_code, entry.title_sl) == (403, before)
