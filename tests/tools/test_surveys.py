"""Answers of invited people: private links, consent, one answer a link, score cards, and what others may see."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from partners.models import Membership, Partner
from publishing.models import Mail
from publishing.models.private_link import digest
from publishing.refusals import Refused
from tests.factories import make, make_run
from tools.asking.base import Question
from tools.asking.parts import Attribute, Listing, Table
from tools.data.content import Content
from tools.data.guarding import guarded, names_others, without_raw_answers
from tools.models import Run, Survey, SurveyAnswer, SurveyLink, Work
from tools.questions.registry import QUESTIONS
from tools.reports.facts import input_sheets
from tools.runs import publishing as keeping
from tools.surveys import actions as surveys
from tools.surveys.score_cards import score_card
from tools.work import actions

pytestmark = pytest.mark.django_db

UNKNOWN = "0" * 64
HOSTILE = ["a\x00b", "abc", "-1", "9" * 400, "x" * 100_000, "NaN", "\ud7ff", "=1+1", "<script>"]


class Importance(Question):
    key, tool, title, question, collects = "importance", "factors", "Factors", "Where first?", ("ratings",)
    parts = (
        Listing("factors", "Factors", "Factor", "Add", (Attribute("topic", "Topic", "topic"),)),
        Listing("respondents", "Respondents", "Respondent", "Add", most=500),
        Table("importance", "Importance", "respondents", "factors", low=1, high=5),
        Table("performance", "Performance", "respondents", "factors", low=1, high=5),
    )


class Composite(Question):
    key, tool, title, question, collects = "composite", "comparison", "Comparison", "Where do we stand?", ("figures",)
    parts = (
        Listing(
            "indicators",
            "Indicators",
            "Indicator",
            "Add",
            (
                Attribute("unit", "Unit", "text"),
                Attribute("direction", "Direction", "choice", (("more", "more"), ("less", "less")), default="more"),
            ),
        ),
        Listing("units", "Towns", "Town", "Add", most=1000),
        Table("values", "Values", "units", "indicators"),
    )


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setitem(QUESTIONS, "importance", Importance())
    monkeypatch.setitem(QUESTIONS, "composite", Composite())
    with override("en"):
        yield


@pytest.fixture
def owner(make_user):
    return make_user("owner@example.org", name="Ana Novak")


FACTORS = [{"name": "Parking"}, {"name": "Events"}]
INDICATORS = [{"name": "Vacancy", "unit": "%", "direction": "less"}, {"name": "Visitors", "unit": ""}]


def work_with(author, analysis, **lists):
    content = Content(QUESTIONS[analysis], {"lists": lists}).data
    return Work.objects.create(analysis=analysis, author=author, content=content)


def survey_of(work, links=0, **fields):
    told = {"title": "Old town", "asker": "Town of Sever", "purpose": "To plan", "contact": "ana@example.org"}
    told |= {"kept_until": timezone.localdate() + timedelta(days=30)}
    survey = surveys.begin(work=work, language="en", **told | fields)
    surveys.make_links(survey=survey, labels=[f"Person {number}" for number in range(links)], have=0)
    return survey


@pytest.fixture
def ratings(owner):
    return survey_of(work_with(owner, "importance", factors=FACTORS), links=4)


@pytest.fixture
def figures(owner):
    return survey_of(work_with(owner, "composite", indicators=INDICATORS), links=4)


def address(survey, number=0):
    return survey.links.all()[number].path


def rate(survey, number, importance, performance=(None, None)):
    content = {"importance": list(importance), "performance": list(performance)}
    return surveys.answer(link=survey.links.all()[number], content=content)


def figure(survey, number, unit, *values):
    return surveys.answer(link=survey.links.all()[number], content={"values": list(values)}, unit=unit)


GIVEN = {"importance-0": "5", "performance-0": "2", "importance-1": "", "performance-1": "4", "consent": "on"}
TYPED = {"unit": "Sever", "figure-0": "12,5", "figure-1": "", "consent": "on"}


# --- Who asks ---


def collect(survey_or_work, page="collect"):
    return reverse(f"survey_{page}", args=[getattr(survey_or_work, "work", survey_or_work).token])


PAGES = ["collect", "introduction", "links", "take", "delete"]


@pytest.mark.parametrize("page", PAGES)
def test_only_the_author_finds_the_pages_of_a_survey(client, ratings, make_user, owner, page):
    statuses = [client.get(collect(ratings, page)).status_code]
    for person in (make_user("other@example.org"), make_user("k@example.org", group="Coordinators"), owner):
        client.force_login(person)
        statuses.append(client.get(collect(ratings, page)).status_code)

    assert statuses == [404, 404, 404, 200]


def test_work_without_an_author_collects_nothing(client, owner):
    work = work_with(None, "importance", factors=FACTORS)

    statuses = [client.get(collect(work)).status_code]
    client.force_login(owner)
    statuses.append(client.get(collect(work)).status_code)

    assert statuses == [404, 404]


def test_an_analysis_that_collects_nothing_has_no_survey(client, owner):
    client.force_login(owner)

    response = client.get(collect(Work.objects.create(analysis="gap", author=owner)))

    assert response.status_code == 404


@pytest.mark.parametrize(("analysis", "links"), [("importance", 1), ("gap", 0)])
def test_the_data_page_leads_to_the_survey_where_answers_can_be_collected(client, owner, analysis, links):
    work = actions.begin(analysis=QUESTIONS[analysis], author=owner)
    client.force_login(owner)

    page = client.get(work.data_address).content.decode()

    assert page.count(f'href="{collect(work)}"') == links


INTRODUCTION = {"title": "Old town", "asker": "Town", "purpose": "To plan", "contact": "a@example.org"}


def introduction(**fields):
    return INTRODUCTION | {"kept_until": str(timezone.localdate() + timedelta(days=9))} | fields


def test_a_survey_keeps_the_questions_as_they_were(client, owner):
    work = work_with(owner, "composite", indicators=[*INDICATORS, {"name": " "}])
    client.force_login(owner)

    response = client.post(collect(work), introduction())

    survey = Survey.objects.get()
    vacancy = {"name": "Vacancy", "unit": "%", "direction": -1}
    visitors = {"name": "Visitors", "unit": "", "direction": 1}
    assert (response.status_code, response["Location"]) == (302, collect(work))
    assert (survey.kind, survey.language, survey.questions) == ("figures", "en", [vacancy, visitors])


def test_creating_a_survey_twice_makes_one(client, owner):
    work = work_with(owner, "importance", factors=FACTORS)
    client.force_login(owner)

    client.post(collect(work), introduction())
    surveys.begin(work=work, language="en", **INTRODUCTION, kept_until=timezone.localdate())

    assert Survey.objects.count() == 1


def test_without_factors_there_is_nothing_to_ask(client, owner):
    work = work_with(owner, "importance", factors=[])
    client.force_login(owner)

    response = client.post(collect(work), introduction())

    assert (response.status_code, Survey.objects.count()) == (200, 0)


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("field", ["title", "kept_until"])
def test_a_bad_introduction_never_breaks_the_page(client, owner, field, bad):
    work = work_with(owner, "importance", factors=FACTORS)
    client.force_login(owner)

    response = client.post(collect(work), introduction(**{field: bad}))

    assert response.status_code in {200, 302}


def test_answers_are_promised_to_be_kept_for_five_years_at_most(client, owner):
    work = work_with(owner, "importance", factors=FACTORS)
    client.force_login(owner)

    pages = [client.post(collect(work), introduction(kept_until=day)) for day in ("2001-01-01", "2099-01-01")]

    assert [list(page.context["form"].errors) for page in pages] == [["kept_until"], ["kept_until"]]


def test_the_introduction_changes_until_somebody_has_agreed_to_it(client, ratings, owner):
    client.force_login(owner)

    client.post(collect(ratings, "introduction"), introduction(asker="Before"))
    rate(ratings, 0, [1, 2])
    client.post(collect(ratings, "introduction"), introduction(asker="After"))

    ratings.refresh_from_db()
    assert ratings.asker == "Before"


def test_links_are_made_by_label_or_by_number_and_a_second_press_makes_no_more(client, owner):
    survey = survey_of(work_with(owner, "importance", factors=FACTORS))
    client.force_login(owner)

    for _press in range(2):
        client.post(collect(survey), {"do": "links", "labels": "Chamber\r\n\r\n  Guild  of traders ", "have": "0"})
    for _press in range(2):
        client.post(collect(survey), {"do": "links", "count": "2", "have": "2"})

    labels = [(link.number, link.label) for link in survey.links.all()]
    assert labels == [(1, "Chamber"), (2, "Guild of traders"), (3, ""), (4, "")]


def test_a_survey_has_two_hundred_links_at_most(client, ratings, owner):
    client.force_login(owner)

    page = client.post(collect(ratings), {"do": "links", "count": "200", "have": "4"})

    assert (page.status_code, ratings.links.count()) == (200, 4)
    assert page.context["form"].non_field_errors() == ["A survey has at most 200 links; there is room for 196 more."]


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("field", ["labels", "count", "have"])
def test_bad_numbers_and_labels_never_break_the_page(client, ratings, owner, field, bad):
    client.force_login(owner)

    response = client.post(collect(ratings), {"do": "links", "count": "1", "have": "4", field: bad})

    assert response.status_code in {200, 302}


def test_the_file_of_links_holds_every_address_and_no_formula(client, ratings, owner, settings):
    SurveyLink.objects.filter(number=1).update(label="=1+1")
    client.force_login(owner)

    response = client.get(collect(ratings, "links"))

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Label", "'=1+1", "Person 1", "Person 2", "Person 3"]
    assert [row[2] for row in rows[1:]] == [settings.SITE_URL + link.path for link in ratings.links.all()]
    assert (response["Content-Disposition"], response["Cache-Control"].count("no-store")) == (
        'attachment; filename="links.csv"',
        1,
    )


@pytest.fixture
def member(owner):
    Membership.objects.create(user=owner, partner=make(Partner), role="editor")
    return owner


MAILED = {"do": "links", "labels": "a@example.org\nb@example.org", "mail": "on"}


def test_links_are_mailed_once_to_addresses(client, member):
    survey = survey_of(work_with(member, "importance", factors=FACTORS), title="Old & new")
    client.force_login(member)

    for _press in range(2):
        client.post(collect(survey), MAILED | {"have": "0"})

    mails = list(Mail.objects.order_by("to"))
    assert [(mail.to, mail.subject) for mail in mails] == [
        ("a@example.org", "Old & new"),
        ("b@example.org", "Old & new"),
    ]
    assert [link.path in mail.text for link, mail in zip(survey.links.all(), mails, strict=True)] == [True, True]
    assert ["Old & new" in mails[0].text, "Old &amp; new" in mails[0].html] == [True, True]


def test_only_addresses_are_mailed(client, member, ratings):
    client.force_login(member)

    page = client.post(collect(ratings), MAILED | {"have": "4", "labels": "a@example.org\nChamber"})

    assert page.context["form"].errors == {"labels": ["“Chamber” is not an e-mail address."]}
    assert (Mail.objects.count(), ratings.links.count()) == (0, 4)


def test_who_is_in_no_organisation_has_no_mails_sent(client, owner, ratings):
    client.force_login(owner)

    client.post(collect(ratings), MAILED | {"have": "4"})

    assert (Mail.objects.count(), ratings.links.count()) == (0, 6)


def test_the_database_holds_no_token(ratings):
    link = ratings.links.first()

    stored = [str(value) for value in SurveyLink.objects.filter(pk=link.pk).values_list()[0]]

    assert len(link.token) == 32
    assert [value for value in stored if link.token in value] == []
    assert link.token_digest == digest(link.token)


def test_a_changed_secret_key_shows_no_dead_links_and_closes_none(client, ratings, owner, settings):
    path = address(ratings)
    settings.SECRET_KEY = "another-" + "y" * 60

    client.force_login(owner)
    page = client.get(collect(ratings))

    assert [shown for _link, shown in page.context["links"]] == [""] * 4
    assert client.get(path).status_code == 200


def test_the_owner_sees_how_many_answered_and_not_who(client, ratings, owner):
    rate(ratings, 1, [5, 5])
    client.force_login(owner)

    page = client.get(collect(ratings))

    assert page.context["answered"] == 1
    rows = re.findall(r"<tr>\s*<th scope=\"row\".*?</tr>", page.content.decode(), re.DOTALL)
    assert len({re.sub(r"Person \d|answer/[\w-]{32}|>\d<", "", row) for row in rows}) == 1


# --- Who answers ---


def test_looking_at_a_link_stores_nothing(client, ratings):
    responses = [client.get(address(ratings)), client.head(address(ratings))]

    assert [response.status_code for response in responses] == [200, 200]
    assert SurveyAnswer.objects.count() == 0


def test_the_page_of_a_link_is_kept_from_caches_search_engines_and_other_sites(client, ratings):
    response = client.get(address(ratings))

    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "no-store" in response["Cache-Control"]
    assert set(response.cookies) <= {"csrftoken"}


def test_the_page_says_who_asks_and_what_happens(client, ratings):
    page = client.get(address(ratings)).content.decode()

    told = [ratings.asker, ratings.purpose, ratings.contact, "without your name", "withdraw it at any time"]
    assert [words for words in told if words not in page] == []


@pytest.mark.parametrize("token", [UNKNOWN, "abc", "x" * 500, "%00", "%ED%A0%80"])
def test_a_wrong_token_opens_nothing(client, token):
    path = reverse("survey_answer", args=["TOKEN"]).replace("TOKEN", token)

    assert [client.get(path).status_code, client.post(path, GIVEN).status_code] == [404, 404]


def test_ratings_are_stored_with_the_consent(client, ratings):
    response = client.post(address(ratings), GIVEN)

    given = SurveyAnswer.objects.get()
    assert (response.status_code, response["Location"]) == (302, address(ratings))
    assert given.content == {"importance": [5, None], "performance": [2, 4]}
    assert (given.consent, given.consented_at.date()) == (surveys.CONSENT, timezone.now().date())


def test_nothing_is_stored_without_the_consent(client, ratings):
    page = client.post(address(ratings), GIVEN | {"consent": ""})

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["consent"])
    assert SurveyAnswer.objects.count() == 0
    assert 'name="importance-0" value="5"' in page.content.decode()


def test_an_answer_without_any_rating_is_none(client, ratings):
    client.post(address(ratings), {"consent": "on"})

    assert SurveyAnswer.objects.count() == 0


def test_a_link_has_one_answer_however_often_it_is_sent(client, ratings):
    for importance in ("5", "5", "1"):
        client.post(address(ratings), GIVEN | {"importance-0": importance})

    assert [given.content["importance"][0] for given in SurveyAnswer.objects.all()] == [1]


def test_an_answer_keeps_its_place_in_the_random_order_when_it_changes(ratings):
    first = rate(ratings, 0, [1, 1])

    assert rate(ratings, 0, [2, 2]).lot == first.lot


def test_ratings_given_are_not_shown_behind_the_link(client, ratings):
    before = client.get(address(ratings)).content.decode().count("checked")
    client.post(address(ratings), GIVEN)

    page = client.get(address(ratings))

    assert (page.content.decode().count("checked"), page.context["given"] is None) == (before, False)


def test_figures_are_read_as_people_write_them(client, figures):
    client.post(address(figures), TYPED | {"unit": "  Sever  ob morju ", "figure-1": "1 200"})

    given = SurveyAnswer.objects.get()
    assert (given.unit, given.content) == ("Sever ob morju", {"values": [12.5, 1200]})


def test_figures_that_are_no_numbers_are_named_at_their_fields(client, figures):
    page = client.post(address(figures), TYPED | {"figure-1": "n/a"})

    assert page.context["form"].errors == {"figure-1": ["“n/a” is not a number. Leave it empty if there is no figure."]}
    assert 'value="n/a"' in page.content.decode()
    assert 'aria-describedby="id_figure-1_error"' in page.content.decode()


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("field", ["unit", "figure-0", "consent"])
def test_bad_figures_never_break_the_page(client, figures, field, bad):
    assert client.post(address(figures), TYPED | {field: bad}).status_code in {200, 302}


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("field", ["importance-0", "do"])
def test_bad_ratings_never_break_the_page(client, ratings, field, bad):
    assert client.post(address(ratings), GIVEN | {field: bad}).status_code in {200, 302}


def test_an_answer_can_be_withdrawn_and_twice_does_no_harm(client, ratings):
    client.post(address(ratings), GIVEN)

    for _press in range(2):
        client.post(address(ratings), {"do": "withdraw"})

    assert SurveyAnswer.objects.count() == 0
    assert client.get(address(ratings) + "?withdrawn").context["withdrawn"] is True


@pytest.mark.parametrize("way", ["closed", "overdue"])
def test_a_closed_survey_takes_no_answer_but_lets_withdraw(client, ratings, way):
    rate(ratings, 0, [1, 1])
    if way == "closed":
        surveys.close(survey=ratings)
    else:
        Survey.objects.update(kept_until=timezone.localdate() - timedelta(days=1))

    pages = [client.post(address(ratings, number), GIVEN, follow=True) for number in (0, 1)]
    answers = list(SurveyAnswer.objects.values_list("content__importance", flat=True))
    client.post(address(ratings), {"do": "withdraw"})

    assert ["takes no answers" in page.content.decode() for page in pages] == [True, True]
    assert (answers, SurveyAnswer.objects.count()) == ([[1, 1]], 0)


def test_a_survey_is_closed_and_opened_again_by_its_owner(client, ratings, owner):
    client.force_login(owner)

    states = []
    for step in ("close", "close", "reopen", "reopen"):
        client.post(collect(ratings), {"do": step})
        states.append(Survey.objects.get().is_open)

    assert states == [False, False, True, True]


def test_no_answer_comes_in_when_the_survey_was_closed_meanwhile(ratings):
    link = ratings.links.first()
    surveys.close(survey=ratings)

    with pytest.raises(surveys.Closed):
        surveys.answer(link=link, content={"importance": [1, 1], "performance": [1, 1]})


# --- The score card ---


def test_the_score_card_waits_for_three_answers(client, figures):
    figure(figures, 0, "Sever", 10, 100)
    figure(figures, 1, "Jug", 20, None)
    figure(figures, 2, "Zahod", 30, 300)

    card = client.get(address(figures)).context["card"]

    assert [one.quartiles for one in card.lines] == [(15, 20, 25), None]
    assert card.hidden == ("Visitors",)


def test_the_score_card_knows_the_direction_and_shares_places(figures):
    given = figure(figures, 0, "Sever", 10, 100)
    figure(figures, 1, "Jug", 10, 100)
    last = figure(figures, 2, "Zahod", 30, 300)
    figure(figures, 3, "Vzhod", 5, 50)

    places = [[one.place for one in score_card(figures, answer).lines] for answer in (given, last)]

    assert places == [[2, 2], [4, 1]]


def test_the_score_card_names_no_other_unit(client, figures):
    for number, unit in enumerate(["Sever", "Jugovo", "Zahodno"]):
        figure(figures, number, unit, 10 + number, 100)

    page = client.get(address(figures)).content.decode()

    assert ["Sever" in page, "Jugovo" in page, "Zahodno" in page] == [True, False, False]
    assert ("<svg" in page, "2 of 3" in client.get(address(figures, 1)).content.decode()) == (True, True)


def test_the_score_card_follows_new_answers(client, figures):
    for number in range(3):
        figure(figures, number, f"Town {number}", 10, 100)
    before = client.get(address(figures)).context["card"].lines[0].place

    figure(figures, 3, "Better", 1, 1)

    assert (before, client.get(address(figures)).context["card"].lines[0].place) == (1, 2)


def test_the_score_card_asks_the_database_as_often_with_four_answers_as_with_one(client, figures):
    figure(figures, 0, "Sever", 1, 2)
    with CaptureQueriesContext(connection) as one:
        client.get(address(figures))
    for number in (1, 2, 3):
        figure(figures, number, f"Town {number}", number, 2)
    with CaptureQueriesContext(connection) as four:
        client.get(address(figures))

    assert len(four) == len(one)


# --- Into the work ---


def test_ratings_become_rows_in_the_order_of_the_lot(ratings):
    for number in range(3):
        rate(ratings, number, [number + 1, None], [5, 5])
    for given, lot in zip(SurveyAnswer.objects.order_by("pk"), (3, 1, 2), strict=True):
        SurveyAnswer.objects.filter(pk=given.pk).update(lot=lot)

    work = surveys.take_in(survey=ratings)

    assert [item["name"] for item in work.content["lists"]["respondents"]] == [f"Respondent {n}" for n in (1, 2, 3)]
    assert work.content["tables"]["importance"] == [[2, None], [3, None], [1, None]]
    assert work.collected is True


def test_two_ratings_are_too_few_to_be_taken(client, ratings, owner):
    rate(ratings, 0, [1, 1])
    rate(ratings, 1, [1, 1])
    client.force_login(owner)

    client.post(collect(ratings, "take"), {"typed": "keep"})

    assert Work.objects.get().collected is False


def test_taking_in_twice_changes_nothing(client, ratings, owner):
    for number in range(3):
        rate(ratings, number, [number + 1, 2])
    client.force_login(owner)

    works = []
    for _press in range(2):
        response = client.post(collect(ratings, "take"))
        works.append(Work.objects.get())

    assert response["Location"] == works[0].data_address
    assert (works[0].content, works[0].edition) == (works[1].content, works[1].edition)


@pytest.fixture
def typed(owner):
    """A survey in whose work two rows were typed."""
    rows = [{"name": "Mayor"}, {"name": "Respondent 1"}]
    work = work_with(owner, "importance", factors=FACTORS, respondents=rows)
    work.content["tables"]["importance"] = [[5, 5], [None, None]]
    work.save()
    return survey_of(work, links=4)


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ("keep", ["Mayor", "Respondent 1", "Respondent 1 (2)", "Respondent 2", "Respondent 3"]),
        ("replace", ["Respondent 1", "Respondent 2", "Respondent 3"]),
    ],
)
def test_typed_rows_are_kept_or_replaced_after_a_question(client, typed, owner, choice, names):
    for number in range(3):
        rate(typed, number, [1, 1])
    client.force_login(owner)

    asked = client.post(collect(typed, "take"))
    client.post(collect(typed, "take"), {"typed": choice})

    content = Work.objects.get().content
    assert (asked.status_code, asked.context["typed"]) == (200, ["Mayor", "Respondent 1"])
    assert [item["name"] for item in content["lists"]["respondents"]] == names
    assert content["tables"]["importance"][-3:] == [[1, 1]] * 3
    assert len(content["tables"]["performance"]) == len(names)


def test_what_was_withdrawn_leaves_the_work_the_next_time(client, ratings, owner):
    for number in range(4):
        rate(ratings, number, [number + 1, 1])
    surveys.take_in(survey=ratings)

    client.post(address(ratings, 3), {"do": "withdraw"})
    client.force_login(owner)
    stale = client.get(collect(ratings)).context["survey"].stale
    work = surveys.take_in(survey=Survey.objects.get())

    assert stale is True
    assert sorted(row[0] for row in work.content["tables"]["importance"]) == [1, 2, 3]


def test_figures_become_rows_with_the_names_of_the_towns(figures):
    figure(figures, 0, "Sever", 10, None)
    figure(figures, 1, "SEVER", 20, 5)

    work = surveys.take_in(survey=figures)

    names = {item["name"].casefold() for item in work.content["lists"]["units"]}
    assert names == {"sever", "sever (2)"}
    assert sorted(work.content["tables"]["values"], key=lambda row: row[0]) == [[10, None], [20, 5]]


def test_answers_follow_the_factors_by_name_when_the_work_was_changed(ratings):
    for number in range(3):
        rate(ratings, number, [5, 1])
    content = Content(QUESTIONS["importance"], {"lists": {"factors": [{"name": "events"}, {"name": "New"}]}})
    Work.objects.update(content=content.data)

    work = surveys.take_in(survey=ratings)

    assert work.content["tables"]["importance"] == [[1, None]] * 3


def test_answers_need_something_to_stand_under(client, ratings, owner):
    for number in range(3):
        rate(ratings, number, [5, 1])
    Work.objects.update(content=Content(QUESTIONS["importance"], {"lists": {"factors": [{"name": "New"}]}}).data)
    client.force_login(owner)

    response = client.post(collect(ratings, "take"))

    assert (response["Location"], Work.objects.get().collected) == (collect(ratings), False)


# --- What others see ---


def content_of(*rows):
    names = [{"name": f"Respondent {number}"} for number, _row in enumerate(rows)]
    lists = {"factors": FACTORS, "respondents": names}
    return Content(QUESTIONS["importance"], {"lists": lists, "tables": {"importance": list(rows)}})


def test_means_and_numbers_stand_in_the_place_of_raw_answers():
    content = content_of([5, 1], [4, None], [3, 1])

    seen = without_raw_answers(content)

    assert [item["name"] for item in seen.lists["respondents"]] == ["Mean of the answers", "Number of answers"]
    assert seen.tables == {"importance": [[4, None], [3, None]], "performance": [[None, None], [None, None]]}
    assert seen.lists["factors"] == content.lists["factors"]


def test_guarding_changes_nothing_in_the_content_itself():
    content = content_of([5, 1], [4, 1], [3, 1])

    without_raw_answers(content)

    assert content == content_of([5, 1], [4, 1], [3, 1])


def test_only_the_author_sees_the_raw_answers_of_a_run(owner, make_user):
    content = content_of([5, 1], [4, 1], [3, 1])
    run = Run(analysis="importance", author=owner, content=content.data, collected=True)

    others = [guarded(run), guarded(run, make_user("other@example.org"))]

    assert guarded(run, owner) == content.data
    assert others == [without_raw_answers(content).data] * 2


def test_what_was_typed_by_oneself_is_shown_as_it_is(owner):
    content = content_of([5, 1])

    assert guarded(Run(analysis="importance", author=owner, content=content.data)) == content.data


def test_a_run_without_an_author_shows_nobody_raw_answers():
    run = Run(analysis="importance", author=None, content=content_of([5, 1]).data, collected=True)

    assert guarded(run)["tables"]["importance"] == [[None, None], [None, None]]


def test_a_copy_by_somebody_else_begins_with_the_means(owner, make_user):
    run = make_run(author=owner)
    Run.objects.update(analysis="importance", content=content_of([5, 1], [4, 1], [3, 1]).data, collected=True)
    run.refresh_from_db()

    own, other, nobody = (
        actions.begin_from(run=run, author=author) for author in (owner, make_user("other@example.org"), None)
    )

    assert (own.content, own.collected) == (run.content, True)
    assert other.content["tables"]["importance"] == nobody.content["tables"]["importance"] == [[4, 1]]
    assert [other.collected, nobody.collected] == [False, False]


def test_a_saved_run_knows_that_it_holds_answers(owner):
    work = actions.begin(analysis=QUESTIONS["gap"], author=owner, example=QUESTIONS["gap"].examples[0])
    Work.objects.update(collected=True)
    work = actions.compute(work=Work.objects.get(pk=work.pk))

    assert actions.save_run(work=work, author=owner, title="Gap").collected is True


def test_results_that_name_other_towns_are_known():
    collected = [("composite", True), ("composite", False), ("importance", True)]

    assert [names_others(Run(analysis=key, collected=flag)) for key, flag in collected] == [True, False, False]


@pytest.mark.parametrize("step", [keeping.open_link, keeping.propose, keeping.publish])
def test_a_run_with_figures_told_in_confidence_is_shown_to_nobody_else(owner, step):
    run = make_run(author=owner, organisation=make(Partner))
    Run.objects.update(analysis="composite", collected=True)
    run.refresh_from_db()

    with pytest.raises(Refused):
        step(run=run)


def test_a_run_in_which_few_answered_something_is_shown_to_nobody_else(owner):
    run = make_run(author=owner)
    Run.objects.update(analysis="importance", content=content_of([5, 1], [4, 1], [3, None]).data, collected=True)
    run.refresh_from_db()

    with pytest.raises(Refused, match="about Events,"):
        keeping.open_link(run=run)


def test_a_run_of_enough_answers_can_be_shared(owner):
    run = make_run(author=owner)
    Run.objects.update(analysis="importance", content=content_of([5, 1], [4, 1], [3, 2]).data, collected=True)
    run.refresh_from_db()

    assert keeping.open_link(run=run).link


def test_exports_and_pages_tell_means_of_collected_answers(owner):
    run = Run(analysis="importance", author=owner, content=content_of([5, 1], [4, 1], [3, 1]).data, collected=True)

    seen, own = list(input_sheets(run)), list(input_sheets(run, owner))

    assert seen[2].rows == (("Mean of the answers", 4, 1), ("Number of answers", 3, 3))
    assert [row[0] for row in own[2].rows] == ["Respondent 0", "Respondent 1", "Respondent 2"]


# --- Gone ---


def test_answers_go_with_the_survey_and_the_survey_with_the_work(client, ratings, figures, owner):
    rate(ratings, 0, [1, 1])
    figure(figures, 0, "Sever", 1, 1)
    client.force_login(owner)

    asked = client.get(collect(ratings, "delete"))
    client.post(collect(ratings, "delete"))
    figures.work.delete()

    assert asked.context["answered"] == 1
    assert [model.objects.count() for model in (Survey, SurveyLink, SurveyAnswer)] == [0, 0, 0]


def test_work_is_not_forgotten_while_its_survey_runs(ratings, figures):
    Work.objects.update(changed_at=timezone.now() - timedelta(days=400))
    Survey.objects.filter(pk=ratings.pk).update(kept_until=timezone.localdate() - timedelta(days=1))

    assert list(Work.objects.forgotten()) == [ratings.work]


def test_surveys_are_purged_when_their_time_is_over(ratings, figures):
    Survey.objects.filter(pk=ratings.pk).update(kept_until=timezone.localdate() - timedelta(days=1))

    call_command("daily_round", verbosity=0)

    assert list(Survey.objects.all()) == [figures]
