"""What every entry can do: addresses, languages, completeness, dates; and what the database itself refuses."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from catalogue.fields import PartialDateField, first_day, last_day, show_partial_date
from catalogue.filing.filing import end_of
from catalogue.languages import shown
from catalogue.models import Entry, TaggedTopic
from catalogue.templatetags.portal import period
from library.models import Book, Chapter, Evidence, Practice, Publication, Term
from partners.models import Figure, Membership, Partner, Place
from plans.models import ActionPlan, Commitment
from projects.models import Priority, Programme, Project
from tests.factories import MODELS, make, make_topic
from tools.models import PublicRun
from workshops.models import Event, Material

TODAY = dt.date(2014, 5, 20)


# --- Addresses ---


@pytest.mark.django_db
@pytest.mark.parametrize("model", [model for model in MODELS if model is not PublicRun])
def test_every_entry_gets_an_address_in_each_language(model):
    entry = make(model, title_sl="Čista šola žit", title_en="A clean school")

    expected = ("pro", "pro") if model is Project else ("cista-sola-zit", "a-clean-school")
    assert (entry.slug_sl[: len(expected[0])], entry.slug_en[: len(expected[1])]) == expected


@pytest.mark.django_db
def test_an_entry_with_one_title_has_an_address_in_both_languages():
    practice = make(Practice, title_en="Only English")

    assert (practice.slug_sl, practice.slug_en) == ("only-english", "only-english")


@pytest.mark.django_db
def test_an_address_once_made_stays():
    practice = make(Practice, title_sl="Prvo ime", title_en="First name")

    practice.title_sl, practice.title_en = "Drugo ime", "Second name"
    practice.save()

    assert (practice.slug_sl, practice.slug_en) == ("prvo-ime", "first-name")


@pytest.mark.django_db
@pytest.mark.parametrize(("title_sl", "title_en"), [("Preveri", "Verify"), ("Verify", "Preveri")])
def test_an_entry_is_never_hidden_by_another_page_at_its_address(client, title_sl, title_en):
    entry = make(Commitment, title_sl=title_sl, title_en=title_en)

    titles = [client.get(address).context["entry"].pk for address in entry.addresses().values()]
    assert titles == [entry.pk, entry.pk]


@pytest.mark.django_db
def test_staff_cannot_choose_an_address_at_which_another_page_stands():
    entry = make(Commitment, title_sl="Zaveza")
    entry.slug_en = "verify"

    with pytest.raises(ValidationError) as refused:
        entry.full_clean()

    assert list(refused.value.message_dict) == ["slug_en"]


@pytest.mark.django_db
def test_an_address_given_by_staff_is_kept():
    practice = make(Practice, title_sl="Prvo ime", slug_sl="po-meri")

    assert (practice.slug_sl, practice.slug_en) == ("po-meri", "prvo-ime")


@pytest.mark.django_db
def test_entries_of_one_title_get_addresses_of_their_own():
    entries = [make(Practice, title_sl="Enako", title_en=f"Same {n}") for n in range(4)]

    assert [entry.slug_sl for entry in entries] == ["enako", "enako-2", "enako-3", "enako-4"]
    assert [entry.slug_en for entry in entries] == ["same-0", "same-1", "same-2", "same-3"]


@pytest.mark.django_db
def test_a_longer_address_that_begins_alike_is_no_reason_for_a_number():
    make(Practice, title_sl="Zelena cona Koper")

    assert make(Practice, title_sl="Zelena cona").slug_sl == "zelena-cona"


@pytest.mark.django_db
def test_a_gap_in_the_numbers_is_filled():
    first = make(Practice, title_sl="Enako")
    make(Practice, title_sl="Enako")

    first.delete()

    assert make(Practice, title_sl="Enako").slug_sl == "enako"


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["日本", "👍", "!!!", "Αθήνα"])
def test_a_title_without_latin_letters_gets_the_kind_as_address(title):
    assert [make(Practice, title_sl=title).slug_sl for _ in range(2)] == ["practice", "practice-2"]


@pytest.mark.django_db
def test_the_longest_title_fits_into_its_address():
    entries = [make(Term, title_sl="dolga beseda " * 15) for _ in range(3)]

    slug = "-".join(["dolga-beseda"] * 7 + ["dolga"])
    assert [entry.slug_sl for entry in entries] == [slug, f"{slug}-2", f"{slug}-3"]


@pytest.mark.django_db
def test_the_addresses_of_an_entry_name_its_language():
    practice = make(Practice, title_sl="Sonce", title_en="Sun")

    addresses = practice.addresses()

    assert [(code, address[:4], address.rsplit("/", 2)[1]) for code, address in addresses.items()] == [
        ("sl", "/sl/", "sonce"),
        ("en", "/en/", "sun"),
    ]
    assert practice.get_absolute_url() == addresses["sl"]


# --- Publishing ---


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-1, 1, None])
@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
def test_published_means_the_same_in_sql_and_python(status, days):
    stamp = days and timezone.now() + dt.timedelta(days=days)
    if status == "published" and stamp is None:
        stamp = timezone.now()

    practice = make(Practice, published=False, status=status, published_at=stamp)

    assert Practice.objects.published().filter(pk=practice.pk).exists() == practice.is_published


@pytest.mark.django_db
def test_publishing_notes_when():
    before = timezone.now()

    practice = make(Practice)

    assert before <= practice.published_at <= timezone.now()


@pytest.mark.django_db
def test_an_entry_published_with_a_date_keeps_it():
    long_ago = dt.datetime(2013, 7, 9, 12, tzinfo=dt.UTC)

    practice = make(Practice, published_at=long_ago)

    assert (practice.status, practice.published_at) == ("published", long_ago)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_the_public_sees_what_is_published_and_staff_sees_all(model, admin):
    entries = [make(model), make(model, published=False)]

    seen = [set(model.objects.visible_to(person)) for person in (AnonymousUser(), admin)]

    assert seen == [{entries[0]}, set(entries)]


# --- Languages and completeness ---


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"title_sl": "Sonce", "title_en": "Sun"}, "sl", ("Sonce", "")),
        ({"title_sl": "Sonce", "title_en": "Sun"}, "en", ("Sun", "")),
        ({"title_sl": "Sonce"}, "en", ("Sonce", "sl")),
        ({"title_en": "Sun"}, "sl", ("Sun", "en")),
        ({"title_sl": "", "title_en": "Sun"}, "sl", ("Sun", "en")),
        ({}, "sl", ("", "")),
    ],
)
def test_a_text_is_shown_with_its_language_where_that_is_not_the_pages(texts, language, expected):
    with translation.override(language):
        assert tuple(shown(Practice(**texts), "title")) == expected


def test_an_entry_names_itself_in_whatever_language_it_has():
    with translation.override("en"):
        assert str(Practice(title_sl="Sonce")) == "Sonce"


def test_an_entry_knows_what_lacks_a_translation():
    practice = Practice(title_sl="Sonce", title_en="Sun", summary_sl="Povzetek", results_en="Results")

    assert set(practice.missing_translations()) == {("summary", "en"), ("results", "sl")}


@pytest.mark.parametrize("model", MODELS)
def test_an_entry_without_texts_lacks_no_translation(model):
    assert model().missing_translations() == []


@pytest.mark.django_db
def test_completeness_counts_the_wanted_fields():
    term = Term(title_sl="Beseda")
    before = (term.completeness(), term.missing_fields())

    term.summary_en, term.source = "What it means", "https://example.org/"

    assert before == (33, ["summary", "source"])
    assert (term.completeness(), term.missing_fields()) == (100, [])


@pytest.mark.django_db
def test_topics_count_as_complete_once_there_is_one():
    practice = make(Practice)
    before = practice.has("topics")

    practice.set_topics([make_topic("voda", "Voda", "Water")])

    assert (before, practice.has("topics"), Practice().has("topics")) == (False, True, False)


@pytest.mark.parametrize("model", MODELS)
def test_every_wanted_field_exists(model):
    names = {field.name for field in model._meta.get_fields()}

    assert set(model.wanted) - names == set()
    assert model().completeness() < 100


@pytest.mark.parametrize("model", MODELS)
def test_every_path_a_card_follows_leads_to_an_entry(model):
    assert [path for path in model.card_follows if not issubclass(end_of(model, path), Entry)] == []


def test_sources_are_listed_the_main_one_first():
    practice = Practice(source="https://a.example/", more_sources="https://b.example/\nhttps://c.example/\n")

    assert practice.sources() == ["https://a.example/", "https://b.example/", "https://c.example/"]


# --- Partial dates ---


@pytest.mark.parametrize("value", ["2014", "2014-05", "2014-05-31", "2012-02-29", "0001", "9999-12-31"])
def test_a_date_may_be_a_year_a_month_or_a_day(value):
    assert PartialDateField().clean(value, None) == value


@pytest.mark.parametrize(
    "value",
    [
        *("14", "2014-5", "2014-13", "2014-00", "2014-02-30", "2013-02-29", "2014-05-31-01", "2014/05", "31.5.2014"),
        *("0000", "２０１４", "2014\n", " 2014", "letos", "2014-05-", "-2014", "\0", "2014-05-31T10:00"),
    ],
)
def test_what_is_not_in_the_calendar_is_no_date(value):
    with pytest.raises(ValidationError):
        PartialDateField().clean(value, None)


def test_a_wrong_date_is_named_in_the_message():
    with pytest.raises(ValidationError) as refusal:
        PartialDateField().clean("2014-02-30", None)

    [error] = refusal.value.error_list
    assert (error.code, error.params) == ("partial_date", {"value": "2014-02-30"})


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2012", dt.date(2012, 1, 1), dt.date(2012, 12, 31)),
        ("2012-02", dt.date(2012, 2, 1), dt.date(2012, 2, 29)),
        ("2013-02", dt.date(2013, 2, 1), dt.date(2013, 2, 28)),
        ("2013-12", dt.date(2013, 12, 1), dt.date(2013, 12, 31)),
        ("2013-12-05", dt.date(2013, 12, 5), dt.date(2013, 12, 5)),
    ],
)
def test_a_partial_date_reaches_from_its_first_to_its_last_day(value, first, last):
    assert (first_day(value), last_day(value)) == (first, last)


@pytest.mark.parametrize(
    ("value", "in_slovenian", "in_english"),
    [("2014", "2014", "2014"), ("2014-05", "maj 2014", "May 2014"), ("2014-05-31", "31. maj 2014", "31 May 2014")],
)
def test_a_date_is_shown_no_more_exact_than_it_is_known(value, in_slovenian, in_english):
    found = []
    for language in ("sl", "en"):
        with translation.override(language):
            found.append(show_partial_date(value))

    assert found == [in_slovenian, in_english]


@pytest.mark.parametrize(
    ("start", "end", "in_slovenian", "in_english"),
    [
        ("", "", "", ""),
        ("", "2014", "", ""),
        ("2013", "", "2013", "2013"),
        ("2013", "2013", "2013", "2013"),
        ("2013-12-03", "2013-12-05", "3.–5. december 2013", "3–5 December 2013"),
        ("2013-12-03", "2013-12-03", "3. december 2013", "3 December 2013"),
        ("2013-11-30", "2013-12-02", "30. november 2013 – 2. december 2013", "30 November 2013 – 2 December 2013"),
        ("2013-05", "2014-10", "maj 2013 – oktober 2014", "May 2013 – October 2014"),
        ("2013-05", "2014", "maj 2013 – 2014", "May 2013 – 2014"),
    ],
)
def test_a_period_is_shown_in_the_readers_language(start, end, in_slovenian, in_english):
    found = []
    for language in ("sl", "en"):
        with translation.override(language):
            found.append(period(start, end))

    assert found == [in_slovenian, in_english]


# --- Rules of a practice, and of others that have them ---


def faults(entry):
    """{field: [codes or messages]} of what is wrong with an entry."""
    try:
        entry.full_clean()
    except ValidationError as error:
        return {field: [str(message) for message in messages] for field, messages in error.message_dict.items()}
    return {}


def test_an_entry_without_any_title_is_refused():
    with pytest.raises(ValidationError) as refusal:
        Practice().clean()

    assert set(refusal.value.message_dict) == {"title_sl"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({"title_sl": "š" * 100, "title_en": "Short"}, set()),
        ({"title_sl": "š" * 101, "title_en": "Short"}, {"title_sl"}),
        ({"title_sl": "Kratko", "title_en": "x" * 101}, {"title_en"}),
        ({"title_sl": "Kratko", "summary_sl": "č" * 160, "summary_en": "x" * 160}, set()),
        ({"title_sl": "Kratko", "summary_sl": "č" * 161, "summary_en": "x" * 161}, {"summary_sl", "summary_en"}),
    ],
)
def test_a_practice_keeps_the_limits_of_title_and_summary(texts, wrong):
    assert set(faults(Practice(**texts))) == wrong


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Practice, Project, Event])
@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2014", "2013", {"end"}),
        ("2014-05", "2014-04", {"end"}),
        ("2014-05-02", "2014-05-01", {"end"}),
        ("2014-05-02", "2014", set()),
        ("2014", "2014", set()),
        ("2014-05", "2014-05-01", set()),
        ("", "2014", set()),
        ("30. 2.", "2014", {"start"}),
        ("2014", "2014-02-30", {"end"}),
    ],
)
def test_an_end_before_the_start_is_refused(model, start, end, wrong):
    needed = {"acronym": "MER"} if model is Project else {"type": "workshop"} if model is Event else {}

    assert set(faults(model(title_sl="Ime", start=start, end=end, **needed))) == wrong


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ongoing", "end", "wrong"), [(True, "2014", {"ongoing"}), (True, "", set()), (False, "2014", set())]
)
def test_what_still_runs_has_no_end(ongoing, end, wrong):
    assert set(faults(Practice(title_sl="Ime", ongoing=ongoing, end=end))) == wrong


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texts", "wrong"),
    [({}, {"image_alt_sl"}), ({"image_alt_sl": "Hale"}, set()), ({"image_alt_en": "Halls"}, set())],
)
def test_an_image_needs_words_for_those_who_do_not_see_it(texts, wrong):
    practice = Practice(title_sl="Ime", **texts)
    practice.image.save("hale.webp", ContentFile(b"x"), save=False)

    assert set(faults(practice)) == wrong


@pytest.mark.django_db
def test_three_main_topics_are_enough():
    topics = [make_topic(f"t{n}", f"Tema {n}", f"Topic {n}") for n in range(5)]
    practice = make(Practice, topics=topics[:3])

    with pytest.raises(ValidationError) as refusal:
        practice.set_topics(topics[:4])
    practice.set_topics(topics[:3], touched=topics[3:])

    assert refusal.value.code == "main_topics"
    assert TaggedTopic.objects.filter(main=True).count() == 3
    assert practice.topics.count() == 5


@pytest.mark.django_db
def test_a_project_has_one_lead_partner():
    project = make(Project)
    project.participations.create(partner=make(Partner), role="lead")
    second = project.participations.model(project=project, partner=make(Partner), role="lead")

    assert list(faults(second)) == ["__all__"]


@pytest.mark.django_db
def test_publications_may_have_longer_summaries():
    publication = Publication(title_sl="Ime", type="report", summary_sl="č" * 1000, summary_en="x" * 1001)

    assert set(faults(publication)) == {"summary_en"}


# --- Events in time ---


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


EVENTS = [
    ("2014-05-19", "", True),
    ("2014-05-20", "", False),
    ("2014-05-18", "2014-05-20", False),
    ("2014-05-18", "2014-05-19", True),
    ("2014-04", "", True),
    ("2014-05", "", False),
    ("2014-06", "", False),
    ("2013", "", True),
    ("2014", "", False),
    ("2015", "", False),
    ("2013-11-01", "2014", False),
    ("2014-05-01", "2014-05", False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "end", "over"), EVENTS)
def test_an_event_is_over_with_the_last_day_it_can_mean(today, start, end, over):
    event = make(Event, start=start, end=end)

    assert event.is_over == over
    assert list(Event.objects.upcoming()) == ([] if over else [event])


@pytest.mark.django_db
def test_an_event_without_a_date_is_neither_over_nor_to_come(today):
    event = make(Event)

    assert (event.is_over, list(Event.objects.upcoming())) == (False, [])


@pytest.mark.django_db
def test_what_comes_first_is_listed_first(today):
    later, sooner = make(Event, start="2014-07"), make(Event, start="2014-06-30")

    assert list(Event.objects.upcoming()) == [sooner, later]


@pytest.mark.django_db
def test_an_event_of_one_day_ends_on_it():
    assert make(Event, start="2014-05-20").end == "2014-05-20"


# --- What the database itself refuses ---


def refuses(step):
    """Whether the database refuses a row."""
    try:
        with transaction.atomic():
            step()
    except IntegrityError:
        return True
    return False


def figure(place, **fields):
    return Figure.objects.create(place=place, **{"indicator": "employees", "value": 10} | fields)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_the_database_refuses_a_published_entry_without_a_date(model):
    entry = make(model, published=False)

    assert refuses(lambda: model.objects.filter(pk=entry.pk).update(status="published"))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("model", MODELS)
def test_the_database_refuses_a_second_entry_of_one_address(model, language):
    first, second = make(model), make(model)
    field = f"slug_{language}"

    assert refuses(lambda: model.objects.filter(pk=second.pk).update(**{field: getattr(first, field)}))


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_the_database_refuses_a_second_entry_of_one_identifier(model):
    make(model, external_id="isti")

    assert refuses(lambda: make(model, external_id="isti"))


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Place, Partner, Event])
@pytest.mark.parametrize("half", [{"latitude": 45.5}, {"longitude": 13.7}])
def test_the_database_refuses_half_a_position(model, half):
    assert refuses(lambda: make(model, **half))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ({"year": 2013}, {"year": 2013}, True),
        ({"year": 2013}, {"year": 2014}, False),
        ({"year": None}, {"year": None}, True),
        ({"year": None}, {"year": 2013}, False),
        ({"year": None}, {"year": None, "indicator": "companies"}, False),
    ],
)
def test_a_figure_stands_once_a_year_and_once_undated(first, second, refused):
    place = make(Place)
    figure(place, **first)

    assert refuses(lambda: figure(place, **second)) == refused


@pytest.mark.django_db
@pytest.mark.parametrize(
    "step",
    [
        lambda: figure(make(Place), value=-1),
        lambda: make(Practice, cost=-1),
        lambda: make(Project, budget=-1),
        lambda: make(Practice, last_confirmed=dt.date(2025, 5, 2), next_check=dt.date(2025, 5, 1)),
        lambda: Evidence.objects.create(practice=make(Practice), indicator="Poraba"),
        lambda: Material.objects.create(event=make(Event), title="Nikamor"),
    ],
    ids=["figure", "cost", "budget", "next check", "evidence", "material"],
)
def test_the_database_refuses_nonsense(step):
    assert refuses(step)


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"before": 0}, {"after": 0}, {"before": Decimal("0.5"), "after": 2}])
def test_evidence_holds_one_value_or_both(values):
    assert not refuses(lambda: Evidence.objects.create(practice=make(Practice), indicator="Poraba", **values))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "step",
    [
        lambda project, partner: project.participations.create(partner=partner),
        lambda project, partner: project.work_packages.create(code="WP1", title="x"),
        lambda project, partner: Place.objects.get().ties.create(project=project, role="pilot"),
        lambda project, partner: make(Chapter, book=Book.objects.get(), order=1),
        lambda project, partner: partner.memberships.create(user=Membership.objects.get().user),
        lambda project, partner: Priority.objects.create(programme=Programme.objects.get(), number=1, title="x"),
    ],
    ids=["participation", "work package", "tie", "chapter", "membership", "priority"],
)
def test_the_database_refuses_the_same_row_twice(step, make_user):
    project, partner = make(Project), make(Partner)
    project.participations.create(partner=partner)
    project.work_packages.create(code="WP1", title="x")
    make(Place).ties.create(project=project, role="pilot")
    make(Chapter, book=make(Book), order=1)
    partner.memberships.create(user=make_user())
    Programme.objects.create(external_id="med", name="MED").priorities.create(number=1, title="x")

    assert refuses(lambda: step(project, partner))


@pytest.mark.django_db
def test_a_topic_stands_once_on_an_entry():
    topic = make_topic("voda", "Voda", "Water")
    practice = make(Practice, topics=[topic])
    [tagged] = TaggedTopic.objects.all()
    tagged.pk = None

    assert refuses(lambda: tagged.save(force_insert=True))
    assert list(practice.topics.all()) == [topic]


@pytest.mark.django_db
def test_identifiers_may_be_missing_on_many_entries():
    make(ActionPlan, external_id=None)

    assert not refuses(lambda: make(ActionPlan, external_id=None))


# --- What SQLite is asked once and remembers ---


@pytest.mark.django_db
def test_a_page_does_not_depend_on_what_a_locked_database_answered_once(client, monkeypatch):
    practice = make(Practice)
    monkeypatch.setattr(connection.features, "supports_json_field", False)

    response = client.get(practice.get_absolute_url())

    assert response.status_code == 200
