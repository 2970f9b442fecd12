"""Proposals and weights of a SWOT from invited people: what they are asked, and what may be told of their answers."""

import json
import re
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from publishing.refusals import Refused
from tools.data.content import Content
from tools.data.guarding import without_raw_answers
from tools.models import Run, Survey, SurveyAnswer, Work
from tools.models.survey import survey_address
from tools.questions.choice.examples import names
from tools.questions.registry import QUESTIONS
from tools.runs import publishing as keeping
from tools.surveys import actions as surveys
from tools.surveys.proposals import unseen
from tools.surveys.swot_forms import answer_form
from tools.work import actions

pytestmark = pytest.mark.django_db

JUDGES = yaml.safe_load((Path(__file__).parent / "oracles" / "P1_P2_swot.yaml").read_text())["P2_awot_judges"]
SWOT = QUESTIONS["swot"]
LISTS = {"S": "strengths", "W": "weaknesses", "O": "opportunities", "T": "threats"}
PAIRS = {"groups": JUDGES["groups_judges"]} | {key: JUDGES["lists_judges"][group] for group, key in LISTS.items()}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def owner(make_user):
    return make_user("owner@example.org", name="Ana Novak")


@pytest.fixture
def work(owner):
    """The example without its judges and their judgements."""
    content = Content.of_example(SWOT, SWOT.examples[0])
    return Work.objects.create(
        analysis="swot", author=owner, content=content.rearranged("judges", []).data, options={"weighing": "pairs"}
    )


def survey_of(work, kind, links=12, **fields):
    told = {"title": "Our SWOT", "asker": "Town of Sever", "purpose": "To plan", "contact": "ana@example.org"}
    told |= {"kept_until": timezone.localdate() + timedelta(days=30)}
    survey = surveys.begin(work=work, kind=kind, **{"language": "en"} | told | fields)
    surveys.make_links(survey=survey, labels=[f"Person {number}" for number in range(links)], have=0)
    return survey


def judged(number):
    """What judge `number` of the oracle says, as an answer keeps it."""
    return {key: [float(Fraction(cell)) for cell in rows[number % 3]] for key, rows in PAIRS.items()}


def answer(survey, number, content):
    return surveys.answer(link=survey.links.all()[number], content=content)


def in_pairs(work, count=3, links=12):
    survey = survey_of(work, "weights", links, way="pairs")
    for number in range(count):
        answer(survey, number, judged(number))
    return survey


def computed(work):
    work.refresh_from_db()
    return actions.compute(work=work).results


# --- Who asks ---


def test_one_work_has_one_survey_of_each_kind(work):
    proposals, weights = (survey_of(work, kind) for kind in ("proposals", "weights"))
    again = surveys.begin(work=work, kind="weights", language="en", title="Another")

    assert (Survey.objects.count(), again) == (2, weights)
    assert proposals.questions[0] == {"list": "strengths", "name": "Strengths"}
    assert [one["name"] for one in weights.questions[:4]] == ["S", "W", "O", "T"]


@pytest.mark.parametrize("language", ["en", "sl"])
@pytest.mark.parametrize("kind", ["proposals", "weights"])
@pytest.mark.parametrize("page", ["collect", "introduction", "links", "take", "delete"])
def test_only_the_author_finds_the_pages_of_a_survey(client, work, make_user, owner, kind, page, language):
    survey_of(work, kind)

    with override(language):
        address = survey_address(work, kind, page)
        statuses = [client.get(address).status_code]
        for person in (make_user("other@example.org"), owner):
            client.force_login(person)
            statuses.append(client.get(address).status_code)

    assert statuses == [404, 404, 200]


@pytest.mark.parametrize("kind", ["ratings", "figures", "nothing"])
def test_a_swot_collects_nothing_else(client, work, owner, kind):
    client.force_login(owner)

    assert client.get(reverse("survey_collect", args=[work.token, kind])).status_code == 404


def test_the_data_lead_to_both_surveys(client, work, owner):
    client.force_login(owner)

    page = client.get(work.data_address).content.decode()

    assert [page.count(f'href="{survey_address(work, kind)}"') for kind in ("proposals", "weights")] == [1, 1]


def test_a_survey_of_weights_begins_on_its_page(client, work, owner):
    client.force_login(owner)
    told = {"title": "SWOT", "asker": "Town", "purpose": "Plan", "contact": "a@b.si", "way": "pairs"}
    told |= {"kept_until": str(timezone.localdate() + timedelta(days=9))}

    response = client.post(survey_address(work, "weights"), told)

    assert response["Location"] == survey_address(work, "weights")
    assert (Survey.objects.get().kind, Survey.objects.get().way) == ("weights", "pairs")


def test_weights_are_asked_for_when_all_lists_hold_something(client, work, owner):
    Work.objects.update(content=Content(SWOT, {"lists": {"strengths": names("A", "B")}}).data)
    client.force_login(owner)

    page = client.get(survey_address(work, "weights")).content.decode()

    assert "Fill in all four lists" in page


def test_pairs_are_asked_for_short_lists_only(work):
    content = work.content_object.changed(lists={"strengths": names(*"ABCDEF")})
    Work.objects.update(content=content.data)

    with pytest.raises(Refused, match="up to 5 items"):
        survey_of(work, "weights", way="pairs")
    assert survey_of(work, "weights", way="points").way == "points"


# --- Who answers ---


def path(survey, number=0):
    return survey.links.all()[number].path


def test_points_are_kept_list_by_list(client, work):
    survey = survey_of(work, "weights")
    fields = {"groups-0": "40", "groups-1": "20", "groups-2": "30", "groups-3": "10", "weaknesses-0": "12,5"}

    response = client.post(path(survey), fields | {"consent": "on"})

    assert response.status_code == 302
    content = SurveyAnswer.objects.get().content
    assert content["groups"] == [40, 20, 30, 10]
    assert content["weaknesses"] == [12.5, None, None]
    assert content["strengths"] == [None, None, None]


@pytest.mark.parametrize("wrong", ["101", "-1", "many", "9" * 400, "NaN"])
def test_points_that_cannot_be_are_named_and_what_was_typed_stays(client, work, wrong):
    page = client.post(path(survey_of(work, "weights")), {"groups-0": wrong, "consent": "on"})

    assert list(page.context["form"].errors) == ["groups-0"]
    assert page.content.decode().count(f'value="{wrong}"') == 1


@pytest.mark.parametrize(("kind", "way"), [("weights", "points"), ("weights", "pairs"), ("proposals", "points")])
def test_an_answer_needs_something_in_it_and_the_consent(client, work, kind, way):
    survey = survey_of(work, kind, way=way)

    errors = client.post(path(survey), {}).context["form"].errors
    empty = client.post(path(survey), {"consent": "on"}).context["form"].errors

    assert (list(errors), list(empty), SurveyAnswer.objects.count()) == (["consent"], ["__all__"], 0)


def pairs_fields(survey, number, content):
    """The fields of a form of pairs with these answers."""
    form = answer_form(survey, link=survey.links.all()[number])
    fields = {name for name in form.fields if "-" in name}
    said = {
        f"{key}-{place}": str(Fraction(cell).limit_denominator(9))
        for key, row in content.items()
        for place, cell in enumerate(row)
        if cell
    }
    assert set(said) <= fields
    return said | {"consent": "on"}


def test_pairs_are_kept_as_they_stand_in_the_lists_whatever_the_order_of_the_link(client, work):
    survey = survey_of(work, "weights", way="pairs")
    for number in (0, 1):
        client.post(path(survey, number), pairs_fields(survey, number, judged(0)))

    first, second = SurveyAnswer.objects.all()
    assert first.content == second.content == judged(0)


def test_the_order_of_the_pairs_is_drawn_for_each_link_and_stays(work):
    survey = survey_of(work, "weights", way="pairs")
    orders = [tuple(answer_form(survey, link=link).fields) for link in survey.links.all()]

    assert len(set(orders)) > 6
    assert orders == [tuple(answer_form(survey, link=link).fields) for link in survey.links.all()]


def test_a_choice_says_who_weighs_more_whichever_stands_first(work):
    survey = survey_of(work, "weights", way="pairs")
    for link in survey.links.all():
        choices = dict(answer_form(survey, link=link).fields["groups-0"].choices)
        assert choices["9"] == "9: “Strengths” weighs extremely more"
        assert choices["1/3"] == "3: “Weaknesses” weighs somewhat more"


def test_a_missing_pair_is_named_and_may_be_left_out_after_a_question(client, work):
    survey = survey_of(work, "weights", way="pairs")
    content = judged(0)
    content["weaknesses"][1] = None
    fields = pairs_fields(survey, 0, content)

    asked = client.post(path(survey), fields)
    kept = client.post(path(survey), fields | {"as_is": "on"})

    assert asked.context["form"].errors == {
        "weaknesses-1": ["This pair is missing. Without it your answer to this list does not count."]
    }
    assert 'name="as_is"' in asked.content.decode()
    assert (kept.status_code, SurveyAnswer.objects.get().content) == (302, content)


def test_a_list_may_be_left_out_as_a_whole(client, work):
    survey = survey_of(work, "weights", way="pairs")
    content = judged(0) | {"threats": [None] * 3}

    assert client.post(path(survey), pairs_fields(survey, 0, content)).status_code == 302
    assert SurveyAnswer.objects.get().content == content


def test_earlier_weights_are_not_shown_behind_the_link(client, work):
    survey = survey_of(work, "weights")
    client.post(path(survey), {"groups-0": "77", "consent": "on"})

    page = client.get(path(survey)).content.decode()

    assert not re.search(r"\b77\b", page)  # letters and digits of tokens beside it are no number
    assert "Your earlier answer is not shown" in page


def test_proposals_are_kept_line_by_line(client, work):
    survey = survey_of(work, "proposals")

    client.post(path(survey), {"strengths": " Skilled  people \n\nRailway", "threats": "", "consent": "on"})

    assert SurveyAnswer.objects.get().content == {
        "strengths": ["Skilled people", "Railway"],
        "weaknesses": [],
        "opportunities": [],
        "threats": [],
    }


@pytest.mark.parametrize("text", ["\n".join("abcdef"), "x" * 121])
def test_more_or_longer_proposals_are_refused(client, work, text):
    page = client.post(path(survey_of(work, "proposals")), {"strengths": text, "consent": "on"})

    assert list(page.context["form"].errors) == ["strengths"]


HOSTILE = ["a\x00b", "abc", "-1", "9" * 400, "x" * 100_000, "NaN", "\ud7ff", "=1+1", "<script>"]


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize(
    ("kind", "way", "field"),
    [("weights", "points", "groups-0"), ("weights", "pairs", "groups-0"), ("proposals", "points", "strengths")],
)
def test_bad_answers_never_break_the_page(client, work, kind, way, field, bad):
    survey = survey_of(work, kind, links=1, way=way)

    assert client.post(path(survey), {field: bad, "consent": "on"}).status_code in {200, 302}


# --- Into the work: weights ---


def test_collected_pairs_give_the_numbers_of_the_oracle(work):
    survey = in_pairs(work)
    for given, lot in zip(SurveyAnswer.objects.order_by("pk"), (1, 2, 3), strict=True):
        SurveyAnswer.objects.filter(pk=given.pk).update(lot=lot)

    surveys.take_in(survey=survey)
    results = computed(work)

    assert work.content_object.names("judges") == ["Judge 1", "Judge 2", "Judge 3"]
    assert work.collected is True
    assert results["groups"]["weights"] == pytest.approx(JUDGES["groups"], abs=JUDGES["tolerance"])
    assert [f"{group}{index + 1}" for group, index, *_rest in results["order"]] == JUDGES["order"]
    for one, expected in zip(results["without"], JUDGES["without_one_judge"], strict=True):
        assert [f"{group}{index + 1}" for group, index, _place in one["order"]] == expected["first"]


@pytest.mark.parametrize(("language", "judge"), [("en", "Judge 1"), ("sl", "Ocenjevalec 1")])
def test_what_is_collected_by_links_gives_the_numbers_of_the_oracle(client, work, owner, language, judge):
    with override(language):
        survey = survey_of(work, "weights", way="pairs", links=3, language=language)
        for number in range(3):
            client.post(path(survey, number), pairs_fields(survey, number, judged(number)))
        client.force_login(owner)
        client.post(survey.take_address)
        results = computed(work)

    assert work.content_object.names("judges")[0] == judge
    assert results["groups"]["weights"] == pytest.approx(JUDGES["groups"], abs=JUDGES["tolerance"])
    assert results["totals"] == pytest.approx(JUDGES["totals"], abs=JUDGES["tolerance"])


def test_of_twelve_answers_one_lacks_a_pair_so_its_list_rests_on_eleven(work):
    survey = in_pairs(work, count=12)
    lacking = judged(11)
    lacking["weaknesses"][2] = None
    answer(survey, 11, lacking)

    surveys.take_in(survey=survey)
    computed(work)
    warning, *others = work.answer().warnings

    assert others == []
    assert warning.startswith("Weaknesses: the weights rest on 11 of 12 judges; 1 is left out, because the answer is")


def test_of_two_answers_nothing_is_shown(client, work, owner):
    survey = in_pairs(work, count=2)
    client.force_login(owner)
    before = work.content

    page = client.get(survey.collect_address).content.decode()
    client.post(survey.take_address)
    work.refresh_from_db()

    assert "Take the answers into the data" not in page
    assert (work.content, work.collected) == (before, False)


def test_a_list_that_two_of_three_weighed_stays_out_and_is_named(client, work, owner):
    survey = in_pairs(work)
    answer(survey, 2, judged(2) | {"weaknesses": [3.0, None, 1.0]})
    client.force_login(owner)

    page = client.get(survey.collect_address)
    asked = [one["name"] for one in page.context["questions"]]
    surveys.take_in(survey=survey)
    work.refresh_from_db()

    assert page.context["thin"] == ["Weaknesses"]
    assert asked[:5] == ["Strengths", "Weaknesses", "Opportunities", "Threats", "The zone has skilled metalworkers"]
    assert work.content_object.is_empty(next(one for one in SWOT.tables if one.key == "pairs-weaknesses"))
    assert work.content["tables"]["pairs-groups"][0][0][1] is not None


def test_points_become_rows_of_points(work):
    survey = survey_of(work, "weights")
    for number, row in enumerate(([40, 20, 30, 10], [25, 25, 25, 25], [50, 10, 30, 10])):
        open_lists = {key: [None] * len(names_) for key, names_ in SIZES.items()}
        answer(survey, number, open_lists | {"groups": row})

    surveys.take_in(survey=survey)
    work.refresh_from_db()

    assert work.options["weighing"] == "points"
    assert sorted(work.content["tables"]["points-groups"]) == [[25, 25, 25, 25], [40, 20, 30, 10], [50, 10, 30, 10]]


SIZES = {"groups": "SWOT", "strengths": "abc", "weaknesses": "abc", "opportunities": "ab", "threats": "abc"}


def test_answers_follow_the_items_by_name_when_the_lists_were_changed(work):
    survey = in_pairs(work)
    content = work.content_object
    Work.objects.update(content=content.rearranged("weaknesses", [2, None, 0]).data)

    surveys.take_in(survey=survey)
    work.refresh_from_db()

    turned = sorted(layer[0][2] for layer in work.content["tables"]["pairs-weaknesses"])
    assert turned == pytest.approx(sorted(1 / judged(number)["weaknesses"][1] for number in range(3)))


def test_taking_in_twice_replaces_what_was_taken_and_keeps_typed_judges(work):
    survey = in_pairs(work, count=4)
    Work.objects.update(content=work.content_object.with_item("judges", {"name": "Mayor"}).data)

    for _time in range(2):
        surveys.take_in(survey=Survey.objects.get())
    work.refresh_from_db()

    assert survey.kind == "weights"
    assert work.content_object.names("judges") == ["Mayor", "Judge 1", "Judge 2", "Judge 3", "Judge 4"]


# --- What others see ---


def collected_run(work, count=3):
    surveys.take_in(survey=in_pairs(work, count))
    computed(work)
    return actions.save_run(work=work, author=work.author, title="SWOT")


def test_others_see_one_judge_who_says_what_all_think_together(work):
    run = collected_run(work)

    seen = without_raw_answers(run.content_object)
    inputs = Content(SWOT, seen.data).inputs(run.cleaned_options())

    assert seen.names("judges") == ["Mean of the answers"]
    assert SWOT.compute(inputs, lambda _share: None)["groups"]["weights"] == pytest.approx(
        JUDGES["groups"], abs=JUDGES["tolerance"]
    )


def test_a_file_of_a_shared_run_tells_nobodys_judgements(client, work, make_user):
    run = keeping.open_link(run=collected_run(work))

    told = json.loads(client.get(reverse("shared_export", args=[run.link, "json"])).content)

    assert len(told["input"]["tables"]["pairs-groups"]) == 1
    assert [item["name"] for item in told["input"]["lists"]["judges"]] == ["Mean of the answers"]
    said = json.dumps(told["results"])
    assert not any(repr(weight)[:6] in said for one in JUDGES["each_judge_groups"] for weight in one["weights"])


def test_a_run_with_a_list_that_two_weighed_is_shown_to_nobody_else(work):
    run = collected_run(work)
    tables = run.content["tables"]
    tables["pairs-weaknesses"][0][0][1] = None
    Run.objects.update(content=run.content)
    run.refresh_from_db()

    with pytest.raises(Refused, match="Weaknesses: compared in pairs"):
        keeping.open_link(run=run)


# --- Into the work: proposals ---


def propose(survey, number, **lists):
    return answer(survey, number, {key: [] for key in LISTS.values()} | lists)


@pytest.fixture
def proposed(work):
    survey = survey_of(work, "proposals")
    propose(survey, 0, strengths=["Railway", "Skilled people"], threats=["Flood"])
    propose(survey, 1, strengths=["railway", "The zone has skilled metalworkers"])
    propose(survey, 2, strengths=["Old mill"])
    return survey


def test_proposals_are_told_once_each_and_without_what_is_on_the_list(proposed):
    found = unseen(proposed, proposed.work.content_object)

    assert sorted(text.casefold() for text in found["strengths"]) == ["old mill", "railway", "skilled people"]
    assert found["threats"] == ["Flood"]


def test_the_order_of_proposals_does_not_keep_those_of_one_person_together(work):
    survey = survey_of(work, "proposals")
    for number in range(6):
        propose(survey, number, strengths=[f"{number} {place}" for place in range(5)])

    texts = unseen(survey, work.content_object)["strengths"]

    together = sum(one[0] == other[0] for one, other in pairwise(texts))
    assert sorted(texts) == [f"{number} {place}" for number in range(6) for place in range(5)]
    assert together < 20


def test_merging_puts_lines_on_the_lists_and_remembers_what_was_seen(client, proposed, owner):
    client.force_login(owner)

    page = client.get(proposed.take_address)
    client.post(proposed.take_address, {"strengths": "Railway\nMill and people", "threats": "Flood"})
    content = Work.objects.get().content_object
    again = unseen(Survey.objects.get(), content)

    assert page.context["found"] == 4
    assert content.names("strengths")[3:] == ["Railway", "Mill and people"]
    assert content.names("threats")[3:] == ["Flood"]
    assert Work.objects.get().collected is False
    assert {key: texts for key, texts in again.items() if texts} == {}


def test_two_answers_with_proposals_show_nothing(client, work, owner):
    survey = survey_of(work, "proposals")
    for number in range(2):
        propose(survey, number, strengths=["A secret idea"])
    client.force_login(owner)

    pages = [client.get(address).content.decode() for address in (survey.collect_address, survey.take_address)]
    client.post(survey.take_address, {"strengths": "Own"})

    assert ["A secret idea" in page for page in pages] == [False, False]
    assert len(Work.objects.get().content_object.lists["strengths"]) == 3


def test_what_was_withdrawn_is_shown_no_more_and_leaves_no_text(client, proposed):
    surveys.merge(survey=proposed, lists={"threats": []})
    client.post(path(proposed, 0), {"do": "withdraw"})

    survey = Survey.objects.get()
    assert "Railway" not in json.dumps(survey.taken)
    assert survey.stale is True
