"""Reviews as rules: the gate, who may be asked, and what reviewers do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from library.models import Practice
from partners.models import Partner
from publishing import reviewing, scoring, versions, workflow
from publishing.models import CRITERIA, Criterion, Notice, Passage, Score
from publishing.refusals import Overtaken, Refused
from publishing.states import State
from tests.factories import make
from tests.publishing.judging import sent_review

pytestmark = pytest.mark.django_db

THREES = [3] * 8


def points(*numbers):
    return dict(zip(CRITERIA, numbers, strict=True))


def judged(*numbers, **special):
    """Points for all criteria, all 3 unless given, some by name."""
    given = points(*(numbers or THREES))
    return given | {Criterion(name): number for name, number in special.items()}


def scores(*numbers, reason="Ker."):
    return {criterion: (number, reason) for criterion, number in points(*(numbers or THREES)).items()}


def soon(days=21):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def version(coordinator):
    """A practice of an organisation, public and in expert review."""
    standing = versions.adopt(make(Practice, organisation=make(Partner))).leading
    return workflow.take(step="ask_review", version=standing, by=coordinator)


@pytest.fixture
def reviewer(make_user):
    def make_one(name="ana"):
        return make_user(f"{name}@example.org", group="Reviewers", name=name.title())

    return make_one


@pytest.fixture
def assigned(version, reviewer, coordinator):
    def assign(name="ana", days=21):
        return reviewing.assign(version=version, reviewer=reviewer(name), due=soon(days), by=coordinator)

    return assign


def handed_in(review, *numbers):
    return reviewing.hand_in(review=review, by=review.reviewer, scores=scores(*numbers), opinion="Dobro.")


def told(person):
    return list(person.notices.order_by("pk").values_list("sentence", flat=True))


# --- The gate ---


@pytest.mark.parametrize(
    ("first", "second", "open_"),
    [
        (judged(), judged(), True),
        (judged(evidence=2), judged(evidence=2), True),
        (judged(evidence=1), judged(evidence=3), True),
        (judged(evidence=1), judged(evidence=2), False),
        (judged(transfer=2), judged(transfer=2), True),
        (judged(transfer=2), judged(transfer=1), False),
        (judged(impact=0), judged(impact=0), True),
        (judged(3, 3, 3, 3, 2, 2, 2, 2), judged(3, 3, 3, 3, 2, 2, 2, 2), True),
        (judged(3, 3, 3, 3, 2, 2, 2, 2), judged(3, 3, 3, 2, 2, 2, 2, 2), False),
        (judged(4, 4, 4, 4, 4, 4, 4, 4), judged(3, 3, 3, 3, 2, 2, 2, 2), True),
        (judged(4, 4, 4, 4, 4, 4, 4, 4), judged(3, 3, 3, 2, 2, 2, 2, 2), False),
    ],
)
def test_gate_opens_at_its_bounds_and_not_below(first, second, open_):
    assert (scoring.hindrances([first, second]) == []) is open_


@pytest.mark.parametrize(
    ("second", "needed"),
    [((3, 3, 3, 3, 2, 2, 2, 2), False), ((3, 3, 3, 2, 2, 2, 2, 2), True), ((4,) * 8, False), ((0,) * 8, True)],
)
def test_third_reviewer_is_needed_beyond_one_and_a_half(second, needed):
    assert scoring.needs_third([judged(*[4] * 8), judged(*second)]) is needed


@pytest.mark.parametrize("number", [0, 1])
def test_gate_is_shut_below_two_reviews(number):
    assert len(scoring.hindrances([judged()] * number)) == 1


def test_three_reviews_whose_mean_is_exactly_two_and_a_half_pass():
    three = [judged(3, 3, 3, 3, 2, 2, 2, 2), judged(2, 2, 2, 2, 3, 3, 3, 3), judged(3, 2, 2, 3, 2, 3, 3, 2)]

    assert scoring.hindrances(three) == []


def test_mean_of_three_is_counted_from_the_points_themselves():
    """60 points of 24 are 2.5; the mean of eight rounded thirds need not be."""
    totals = [8, 8, 7, 7, 8, 8, 7, 7]
    three = [points(*column) for column in zip(*[(3, 3, 2) if n == 8 else (3, 2, 2) for n in totals], strict=True)]

    assert (scoring.overall(three), scoring.means(three)["overall"]) == (2.5, 2.5)


def test_third_review_takes_the_split_away():
    assert scoring.hindrances([judged(*[4] * 8), judged(*[1] * 8), judged(*[4] * 8)]) == []


def test_every_criterion_has_a_question_and_every_number_a_meaning():
    assert (set(scoring.QUESTIONS), set(scoring.MEANINGS)) == (set(CRITERIA), set(range(5)))


# --- Assigning ---


def test_assigned_reviewer_is_told_and_the_version_gets_its_date(version, assigned):
    review = assigned(days=10)
    assigned("bor", days=30)

    version.refresh_from_db()

    assert (version.review_due, told(review.reviewer)) == (soon(30), ["review_assigned"])


def test_notice_leads_to_the_review_and_says_until_when(assigned):
    review = assigned()

    notice = Notice.objects.get(person=review.reviewer)

    assert notice.address == reverse("review", args=[review.pk])
    assert (notice.values["by"], notice.values["due"]) == ("koordinator@example.org", review.due.isoformat())


def test_nothing_of_a_review_is_noted_among_the_steps(version, assigned):
    before = Passage.objects.count()

    handed_in(assigned())
    reviewing.refuse(review=assigned("bor"), by=version.reviews.last().reviewer, reason="Poznam jih.")

    assert Passage.objects.count() == before


def test_third_reviewer_is_refused_while_two_are_at_work(assigned):
    assigned("ana"), assigned("bor")

    with pytest.raises(Refused):
        assigned("cene")


def test_third_reviewer_may_be_called_where_two_are_far_apart(assigned, coordinator):
    handed_in(assigned("ana"), *[4] * 8)
    handed_in(assigned("bor"), *[1] * 8)

    third = assigned("cene")

    assert third.state == "assigned"
    assert told(coordinator) == ["review_handed_in", "review_handed_in", "third_needed"]


def test_fourth_reviewer_is_refused(assigned):
    handed_in(assigned("ana"), *[4] * 8)
    handed_in(assigned("bor"), *[1] * 8)
    assigned("cene")

    with pytest.raises(Refused):
        assigned("drago")


def test_place_of_one_who_refused_is_free(version, assigned):
    review = assigned("ana")
    assigned("bor")
    reviewing.refuse(review=review, by=review.reviewer, reason="Ni časa.")

    assigned("cene")

    assert version.reviews.waiting().count() == 2


def test_same_reviewer_is_not_asked_twice(version, assigned, coordinator):
    review = assigned()

    with pytest.raises(Overtaken):
        reviewing.assign(version=version, reviewer=review.reviewer, due=soon(), by=coordinator)


def test_one_who_refused_is_not_asked_again(version, assigned, coordinator):
    review = assigned()
    reviewing.refuse(review=review, by=review.reviewer, reason="Ni časa.")

    with pytest.raises(Overtaken):
        reviewing.assign(version=version, reviewer=review.reviewer, due=soon(), by=coordinator)


def test_one_whose_review_was_cancelled_may_be_asked_again(version, assigned, coordinator):
    review = assigned()
    reviewing.cancel(review=review, by=coordinator)

    again = reviewing.assign(version=version, reviewer=review.reviewer, due=soon(5), by=coordinator)

    assert (again.pk, again.state, again.due) == (review.pk, "assigned", soon(5))


def test_only_the_group_of_reviewers_is_asked(version, make_user, coordinator):
    with pytest.raises(Refused):
        reviewing.assign(version=version, reviewer=make_user(), due=soon(), by=coordinator)


def test_member_of_the_organisation_is_not_asked(version, reviewer, coordinator):
    member = reviewer()
    version.dossier.owner.memberships.create(user=member, role="editor")

    with pytest.raises(Refused):
        reviewing.assign(version=version, reviewer=member, due=soon(), by=coordinator)


def test_nobody_reviews_what_they_wrote_in_an_older_version(version, reviewer, coordinator):
    author = reviewer()
    older = version.dossier.versions.create(number=9, state=State.DECLINED)
    older.contributors.add(author)

    with pytest.raises(Refused):
        reviewing.assign(version=version, reviewer=author, due=soon(), by=coordinator)


def test_nobody_assigns_a_review_to_themselves(version, reviewer, make_user):
    both = make_user("oba@example.org", group="Coordinators")
    both.groups.add(reviewer().groups.get())

    with pytest.raises(Refused):
        reviewing.assign(version=version, reviewer=both, due=soon(), by=both)


@pytest.mark.parametrize("days", [-1, 366])
def test_due_day_lies_within_a_year(assigned, days):
    with pytest.raises(Refused):
        assigned(days=days)


def test_review_may_be_due_today(assigned):
    assert assigned(days=0).due == timezone.localdate()


def test_only_coordinators_assign(version, reviewer):
    with pytest.raises(Refused):
        reviewing.assign(version=version, reviewer=reviewer("ana"), due=soon(), by=reviewer("bor"))


def test_nobody_is_assigned_when_the_review_is_over(version, assigned, coordinator):
    workflow.take(step="not_select", version=version, by=coordinator, comment="Ne.")

    with pytest.raises(Overtaken):
        assigned()


# --- Reminding, cancelling, refusing ---


def test_reviewer_is_reminded_once_a_day(assigned, coordinator):
    review = assigned()
    reviewing.remind(review=review, by=coordinator)

    with pytest.raises(Overtaken):
        reviewing.remind(review=review, by=coordinator)

    assert told(review.reviewer) == ["review_assigned", "review_reminder"]


def test_reviewer_is_reminded_again_the_next_day(assigned, coordinator):
    review = assigned()
    review.reminded_at = timezone.now() - timedelta(days=1)
    review.save()

    reviewing.remind(review=review, by=coordinator)

    assert told(review.reviewer) == ["review_assigned", "review_reminder"]


def test_reviewers_do_not_remind_each_other(assigned):
    review, other = assigned("ana"), assigned("bor")

    with pytest.raises(Refused):
        reviewing.remind(review=review, by=other.reviewer)


def test_cancelled_review_no_longer_counts_for_the_date(version, assigned, coordinator):
    assigned("ana", days=10)

    reviewing.cancel(review=assigned("bor", days=30), by=coordinator)

    version.refresh_from_db()
    assert version.review_due == soon(10)


def test_handed_in_review_is_not_cancelled(assigned, coordinator):
    review = handed_in(assigned())

    with pytest.raises(Overtaken):
        reviewing.cancel(review=review, by=coordinator)


def test_coordinators_read_why_a_review_was_refused(assigned, coordinator):
    review = assigned()

    reviewing.refuse(review=review, by=review.reviewer, reason=" Poznam avtorje. ")

    notice = coordinator.notices.get(sentence="review_refused")
    assert (notice.values["by"], notice.values["comment"]) == ("Ana", "Poznam avtorje.")


@pytest.mark.parametrize("reason", ["", "  \n", "a" * 301])
def test_refusing_needs_a_reason_that_fits(assigned, reason):
    review = assigned()

    with pytest.raises(Refused):
        reviewing.refuse(review=review, by=review.reviewer, reason=reason)

    review.refresh_from_db()
    assert review.state == "assigned"


def test_second_refusal_says_that_it_is_done(assigned):
    review = assigned()
    reviewing.refuse(review=review, by=review.reviewer, reason="Ni časa.")

    with pytest.raises(Overtaken):
        reviewing.refuse(review=review, by=review.reviewer, reason="Ni časa.")


# --- Writing and handing in ---


def test_half_a_review_is_kept(assigned):
    review = assigned()
    half = {Criterion.IMPACT: (2, ""), Criterion.EVIDENCE: (None, "Manjka.")}

    reviewing.keep(review=review, by=review.reviewer, sent=sent_review(half, "Osnutek"))
    reviewing.keep(review=review, by=review.reviewer, sent=sent_review(half, "Osnutek"))

    review.refresh_from_db()
    kept = {score.criterion: (score.points, score.reason) for score in review.scores.all()}
    assert (kept["impact"], kept["evidence"], len(kept), review.opinion) == ((2, ""), (None, "Manjka."), 8, "Osnutek")


def test_handed_in_review_has_points_reasons_and_a_date(version, assigned):
    review = handed_in(assigned(), *range(4), *range(4))

    assert (review.state, review.handed_in_at is None) == ("handed_in", False)
    assert scoring.judgements_of(version) == [points(*range(4), *range(4))]


def test_second_handing_in_says_that_it_is_done_and_changes_nothing(version, assigned):
    review = assigned()
    handed_in(review, *[4] * 8)

    with pytest.raises(Overtaken):
        handed_in(review, *[0] * 8)

    assert scoring.judgements_of(version) == [points(*[4] * 8)]


@pytest.mark.parametrize("number", [5, -1, "abc", "5", None])
def test_points_outside_the_rubric_are_refused(assigned, number):
    review = assigned()

    with pytest.raises(Refused):
        handed_in(review, number, *[3] * 7)

    assert not Score.objects.exists()


@pytest.mark.parametrize("criterion", CRITERIA)
def test_no_criterion_may_lack_its_reason(assigned, criterion):
    review = assigned()
    given = scores() | {criterion: (3, " ")}

    with pytest.raises(Refused):
        reviewing.hand_in(review=review, by=review.reviewer, scores=given, opinion="Dobro.")


@pytest.mark.parametrize(("given", "opinion"), [(scores(), "  "), ({}, "Dobro.")])
def test_opinion_and_scores_are_compulsory(assigned, given, opinion):
    review = assigned()

    with pytest.raises(Refused):
        reviewing.hand_in(review=review, by=review.reviewer, scores=given, opinion=opinion)


def test_nobody_writes_the_review_of_another(assigned):
    review, other = assigned("ana"), assigned("bor")

    with pytest.raises(Refused):
        reviewing.hand_in(review=review, by=other.reviewer, scores=scores(), opinion="Dobro.")


def test_right_to_review_ends_with_the_group(assigned, django_user_model):
    review = assigned()
    review.reviewer.groups.clear()

    with pytest.raises(Refused):
        reviewing.hand_in(
            review=review, by=django_user_model.objects.get(pk=review.reviewer_id), scores=scores(), opinion="Dobro."
        )


def test_nothing_is_handed_in_after_the_decision(version, assigned, coordinator):
    review = assigned()
    workflow.take(step="not_select", version=version, by=coordinator, comment="Ne.")

    with pytest.raises(Overtaken):
        handed_in(review)


def test_two_good_reviews_lead_to_validation(version, assigned, coordinator):
    handed_in(assigned("ana"), *[4] * 8)
    handed_in(assigned("bor"))

    decided = workflow.take(step="validate", version=version, by=coordinator, opinion_sl="Da.", opinion_en="Yes.")

    assert (decided.state, decided.means["overall"], decided.means["reviewers"]) == ("validated", 3.5, 2)


def test_nobody_validates_their_own_text(version, assigned, coordinator):
    version.contributors.add(coordinator)
    handed_in(assigned("ana")), handed_in(assigned("bor"))

    with pytest.raises(Refused):
        workflow.take(step="validate", version=version, by=coordinator, opinion_sl="Da.", opinion_en="Yes.")


def test_review_due_today_is_not_overdue(version, assigned):
    assigned(days=0)

    assert not version.reviews.overdue().exists()


def test_overdue_are_those_that_wait_past_their_day(version, assigned):
    late, handed = assigned("ana"), handed_in(assigned("bor"))
    version.reviews.filter(pk__in=[late.pk, handed.pk]).update(due=soon(-1))

    assert list(version.reviews.overdue()) == [late]
