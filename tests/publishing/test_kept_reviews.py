"""A review that is being written: every press keeps what is valid, and nothing that was typed is lost."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from library.models import Practice
from partners.models import Partner
from publishing import reviewing, versions, workflow
from publishing.models import CRITERIA, Review
from tests.factories import make
from tests.publishing.judging import sent_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(coordinator, make_user):
    standing = versions.adopt(make(Practice, organisation=make(Partner), title_sl="Parovod")).leading
    version = workflow.take(step="ask_review", version=standing, by=coordinator)
    reviewer = make_user("ana@example.org", group="Reviewers", name="Ana")
    return reviewing.assign(version=version, reviewer=reviewer, due=timezone.localdate(), by=coordinator)


@pytest.fixture
def reviewer(client, review):
    client.force_login(review.reviewer)
    return client


def page_of(review):
    return reverse("review", args=[review.pk])


def filled(**changed):
    given = {f"points_{criterion}": "3" for criterion in CRITERIA}
    given |= {f"reason_{criterion}": f"Razlog {criterion}" for criterion in CRITERIA}
    return given | {"opinion": "Mnenje.", "do": "hand_in"} | changed


def held(review):
    """What the review holds now."""
    return reviewing.content_of(Review.objects.get(pk=review.pk))


@pytest.mark.parametrize("do", ["keep", "hand_in", "refuse", "nonsense"])
def test_every_press_keeps_what_is_valid(reviewer, review, do):
    given = filled(do=do, reason_evidence="", points_clarity="7", reason_clarity="x" * 5_001)

    reviewer.post(page_of(review), given)

    kept = held(review)
    assert (kept["points_impact"], kept["reason_impact"], kept["opinion"]) == (3, "Razlog impact", "Mnenje.")
    assert (kept["points_clarity"], kept["reason_clarity"], kept["reason_evidence"]) == (None, "", "")


def test_a_reason_that_is_too_long_comes_back_whole_with_its_error(reviewer, review):
    reviewer.post(page_of(review), filled(do="keep", reason_impact="č" * 6_000))

    form = reviewer.get(page_of(review)).context["form"]
    assert (form["reason_impact"].value(), list(form.errors)) == ("č" * 6_000, ["reason_impact"])


def test_handing_in_what_lacks_a_reason_says_so_and_loses_nothing(reviewer, review):
    page = reviewer.post(page_of(review), filled(reason_evidence=""))

    assert list(page.context["form"].errors) == ["reason_evidence"]
    assert (held(review)["opinion"], Review.objects.get().state) == ("Mnenje.", Review.State.ASSIGNED)


def test_a_review_is_kept_while_one_types(reviewer, review):
    address = reverse("autosave_review", args=[review.pk])

    answer = reviewer.post(address, {"points_impact": "2", "opinion": "Prvi vtis", "reason_impact": "x" * 5_001}).json()

    assert (held(review)["points_impact"], held(review)["opinion"]) == (2, "Prvi vtis")
    assert (list(answer["errors"]), list(json.loads(answer["base"]))) == (
        *(["reason_impact"], list(reviewer.get(page_of(review)).context["form"].fields)),
    )


def test_two_windows_on_one_review_do_not_overwrite_each_other_unseen(reviewer, review):
    base = reviewer.get(page_of(review)).context["form"].base_json()
    reviewing.keep(review=review, by=review.reviewer, sent=sent_review({}, "Prvo okno"))

    kept = reviewer.post(reverse("autosave_review", args=[review.pk]), {"opinion": "Drugo okno", "base": base}).json()
    pressed = reviewer.post(page_of(review), {"opinion": "Drugo okno", "base": base, "do": "keep"})
    first = held(review)["opinion"]
    told = {"base": kept["base"], "told": kept["told"]}
    reviewer.post(page_of(review), {"opinion": "Drugo okno", "do": "keep"} | told)

    assert (kept["conflicts"], list(pressed.context["form"].errors), first) == (["opinion"], ["opinion"], "Prvo okno")
    assert held(review)["opinion"] == "Drugo okno"


def test_a_review_that_was_cancelled_meanwhile_shows_what_was_typed(reviewer, review, coordinator):
    reviewing.cancel(review=review, by=coordinator)

    page = reviewer.post(page_of(review), {"opinion": "Dolgo mnenje", "do": "keep"})
    kept = reviewer.post(reverse("autosave_review", args=[review.pk]), {"opinion": "Dolgo mnenje"})

    assert (page.status_code, page.context["texts"]) == (409, [("Mnenje", "Dolgo mnenje")])
    assert (kept.status_code, kept.json()["refused"]) == (409, str(reviewing.OVER["cancelled"]))


def test_a_review_sent_after_the_session_ended_comes_back_whole(client, review):
    page = client.post(page_of(review), filled(do="keep"))
    kept = client.post(reverse("autosave_review", args=[review.pk]), {"opinion": "Mnenje."})

    assert (page.status_code, dict(page.context["fields"])["opinion"], kept.status_code) == (403, "Mnenje.", 401)
