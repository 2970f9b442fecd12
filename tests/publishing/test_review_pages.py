"""Pages of expert review: who reads what, and when."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.languages import Shown
from library.models import Practice
from partners.models import Partner
from publishing import reviewing, versions, workflow
from publishing.models import CRITERIA, Review
from tests.factories import make
from tests.publishing.judging import sent_review

pytestmark = pytest.mark.django_db

SECRET = "Tega ne sme prebrati nihče drug"
OPINIONS = {"opinion_sl": "Zgled za druge.", "opinion_en": "An example for others."}


def soon(days=21):
    return timezone.localdate() + timedelta(days=days)


def filled(**changed):
    """What a reviewer posts who fills in everything."""
    given = {f"points_{criterion}": "3" for criterion in CRITERIA}
    given |= {f"reason_{criterion}": f"Razlog {criterion}" for criterion in CRITERIA}
    return given | {"opinion": "Mnenje.", "do": "hand_in"} | changed


def scores(number=3, reason="Ker."):
    return dict.fromkeys(CRITERIA, (number, reason))


@pytest.fixture
def owner():
    return make(Partner)


@pytest.fixture
def version(coordinator, owner):
    standing = versions.adopt(make(Practice, organisation=owner, title_sl="Parovod")).leading
    return workflow.take(step="ask_review", version=standing, by=coordinator)


@pytest.fixture
def reviewer(make_user):
    def make_one(name="ana"):
        return make_user(f"{name}@example.org", group="Reviewers", name=f"Recenzent{name}")

    return make_one


@pytest.fixture
def assigned(version, reviewer, coordinator):
    def assign(name="ana"):
        return reviewing.assign(version=version, reviewer=reviewer(name), due=soon(), by=coordinator)

    return assign


@pytest.fixture
def as_person(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def handed_in(review, number=3, reason=SECRET, opinion=SECRET):
    return reviewing.hand_in(review=review, by=review.reviewer, scores=scores(number, reason), opinion=opinion)


def page_of(review):
    return reverse("review", args=[review.pk])


def overview_of(version):
    return reverse("reviews", args=[version.dossier_id])


def member(make_user, owner, role="editor"):
    person = make_user(f"{role}@example.org")
    owner.memberships.create(user=person, role=role)
    return person


def validated(version, by):
    return workflow.take(step="validate", version=version, by=by, **OPINIONS)


def not_selected(version, by):
    return workflow.take(step="not_select", version=version, by=by, comment="Še ne.")


# --- My reviews ---


def test_reviewer_sees_what_waits_and_what_was_handed_in(assigned, as_person):
    review = assigned()

    waits = as_person(review.reviewer).get(reverse("my_reviews")).context
    handed_in(review)
    after = as_person(review.reviewer).get(reverse("my_reviews")).context

    assert (waits["waiting"], waits["handed_in"]) == ([review], [])
    assert (after["waiting"], after["handed_in"]) == ([], [review])


def test_review_past_its_day_is_marked_overdue(assigned, as_person):
    review = assigned()
    before = as_person(review.reviewer).get(reverse("my_reviews")).text.count("state-declined")
    Review.objects.update(due=soon(-1))

    marked = as_person(review.reviewer).get(reverse("my_reviews")).text.count("state-declined")

    assert (before, marked) == (0, 1)


def test_reviewer_without_reviews_reads_what_happens_next(reviewer, as_person):
    response = as_person(reviewer()).get(reverse("my_reviews"))

    assert response.text.count('class="empty"') == 1


def test_others_have_no_page_of_reviews(make_user, coordinator, as_person):
    assert as_person(make_user()).get(reverse("my_reviews")).status_code == 404
    assert as_person(coordinator).get(reverse("my_reviews")).status_code == 404


def test_visitor_is_asked_to_sign_in(client, assigned, version):
    addresses = [reverse("my_reviews"), page_of(assigned()), overview_of(version)]

    assert [client.get(address).status_code for address in addresses] == [302, 302, 302]


# --- The reviewer's form ---


def test_half_a_review_is_kept_over_http(assigned, as_person):
    review = assigned()

    response = as_person(review.reviewer).post(
        page_of(review), {"do": "keep", "points_impact": "2", "reason_evidence": "Manjka."}
    )

    kept = {score.criterion: (score.points, score.reason) for score in review.scores.all()}
    assert (response.status_code, response.url) == (302, page_of(review))
    assert (kept["impact"], kept["evidence"]) == ((2, ""), (None, "Manjka."))


def test_kept_review_stands_in_the_form(assigned, as_person):
    review = assigned()
    as_person(review.reviewer).post(page_of(review), filled(do="keep"))

    form = as_person(review.reviewer).get(page_of(review)).context["form"]

    assert form.initial == {name: int(text) if text == "3" else text for name, text in filled().items() if name != "do"}


def test_whole_review_is_handed_in_over_http(assigned, as_person):
    review = assigned()

    response = as_person(review.reviewer).post(page_of(review), filled())

    review.refresh_from_db()
    assert (response.url, review.state) == (reverse("my_reviews"), "handed_in")


def test_second_press_says_that_it_is_done_already(assigned, as_person):
    review = assigned()
    as_person(review.reviewer).post(page_of(review), filled())

    response = as_person(review.reviewer).post(page_of(review), filled(points_impact="0"), follow=True)

    assert str(reviewing.OVER["handed_in"]) in [str(message) for message in response.context["messages"]]
    assert review.scores.get(criterion="impact").points == 3


@pytest.mark.parametrize("points", ["5", "-1", "abc", "", "1e3", "3\x00", "9" * 100, "²"])
def test_points_that_are_none_are_named_and_all_that_was_typed_stays(assigned, as_person, points):
    review = assigned()

    response = as_person(review.reviewer).post(page_of(review), filled(points_impact=points))

    form = response.context["form"]
    review.refresh_from_db()
    assert (response.status_code, list(form.errors), review.state) == (200, ["points_impact"], "assigned")
    assert form["reason_evidence"].value() == "Razlog evidence"


@pytest.mark.parametrize("text", ["", "  ", "\x00", "a" * 100_000])
@pytest.mark.parametrize("name", ["reason_honesty", "opinion"])
def test_bad_text_is_named_at_its_field(assigned, as_person, name, text):
    review = assigned()

    response = as_person(review.reviewer).post(page_of(review), filled(**{name: text}))

    assert (response.status_code, list(response.context["form"].errors)) == (200, [name])


def test_nothing_sent_is_seventeen_things_missing(assigned, as_person):
    review = assigned()

    response = as_person(review.reviewer).post(page_of(review), {"do": "hand_in"})

    assert len(response.context["form"].errors) == 17


def test_state_and_other_fields_sent_along_are_ignored(assigned, as_person):
    review = assigned()

    as_person(review.reviewer).post(page_of(review), filled(do="keep", state="handed_in", due="2001-01-01"))

    review.refresh_from_db()
    assert (review.state, review.due) == ("assigned", soon())


def test_reviewer_refuses_with_a_reason(assigned, as_person, coordinator):
    review = assigned()

    response = as_person(review.reviewer).post(page_of(review), {"do": "refuse", "refusal": "Poznam jih."})

    review.refresh_from_db()
    assert (response.url, review.state, review.refusal) == (reverse("my_reviews"), "refused", "Poznam jih.")
    assert coordinator.notices.get().sentence == "review_refused"


@pytest.mark.parametrize("reason", ["", " ", "\x00", "a" * 301])
def test_refusing_without_a_fitting_reason_keeps_what_was_typed(assigned, as_person, reason):
    review = assigned()

    response = as_person(review.reviewer).post(page_of(review), filled(do="refuse", refusal=reason))

    assert (response.status_code, list(response.context["refusal"].errors)) == (200, ["refusal"])
    assert response.context["form"]["opinion"].value() == "Mnenje."


def test_refused_review_leads_back_and_says_so(assigned, as_person):
    review = assigned()
    reviewing.refuse(review=review, by=review.reviewer, reason="Ni časa.")

    response = as_person(review.reviewer).post(page_of(review), {"do": "refuse", "refusal": "Ni časa."}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [str(reviewing.OVER["refused"])]


def test_handed_in_review_is_read_only(assigned, as_person):
    review = handed_in(assigned(), opinion="Moje mnenje")

    response = as_person(review.reviewer).get(page_of(review))

    assert (response.text.count("<textarea"), response.text.count("Moje mnenje")) == (0, 1)


def test_review_of_somebody_else_does_not_exist(assigned, as_person, coordinator, make_user, owner):
    review, other = assigned("ana"), assigned("bor")
    people = [other.reviewer, coordinator, member(make_user, owner), make_user("tuj@example.org")]

    answers = [as_person(person).get(page_of(review)).status_code for person in people]
    answers += [as_person(person).post(page_of(review), filled()).status_code for person in people]

    assert answers == [404] * 8


def test_right_ends_with_the_group_of_reviewers(assigned, as_person):
    review = assigned()
    review.reviewer.groups.clear()

    assert as_person(review.reviewer).get(page_of(review)).status_code == 404


def test_right_ends_when_the_reviewer_joins_the_organisation(assigned, as_person, owner):
    review = assigned()
    owner.memberships.create(user=review.reviewer, role="editor")

    assert as_person(review.reviewer).get(page_of(review)).status_code == 404


@pytest.mark.parametrize("pk", [0, 10**9, 10**25])
def test_numbers_of_no_review_are_no_page(reviewer, as_person, pk):
    assert as_person(reviewer()).get(f"{reverse('my_reviews')}{pk}/").status_code == 404


# --- Blindness ---


def test_reviewer_never_reads_the_others_before_the_decision(assigned, as_person, version):
    handed_in(assigned("ana"))
    review = assigned("bor")
    client = as_person(review.reviewer)

    pages = [client.get(page_of(review)), client.get(reverse("my_reviews")), client.get(overview_of(version))]
    pages += [client.post(page_of(review), {"do": "hand_in"})]
    handed_in(review, reason="Moje.", opinion="Moje.")
    pages += [client.get(page_of(review)), client.get(reverse("my_reviews")), client.get(overview_of(version))]

    assert [page.status_code for page in pages] == [200, 200, 404, 200, 200, 200, 404]
    assert [page.text.count(word) for page in pages for word in (SECRET, "Recenzentana")] == [0] * 14


def test_reviewer_reads_the_others_without_names_after_the_decision(assigned, as_person, version, coordinator):
    handed_in(assigned("ana"))
    review = handed_in(assigned("bor"), reason="Moje.", opinion="Moje.")
    validated(version, coordinator)

    text = as_person(review.reviewer).get(overview_of(version)).text

    assert (text.count(SECRET), text.count("Recenzentana"), text.count("ana@example.org")) == (9, 0, 0)


def test_coordinator_who_reviews_is_blind_until_handing_in(assigned, as_person, version, make_user, coordinator):
    both = make_user("oba@example.org", group="Coordinators")
    both.groups.add(Group.objects.get(name="Reviewers"))
    handed_in(assigned("ana"))
    review = reviewing.assign(version=version, reviewer=both, due=soon(), by=coordinator)

    before = as_person(both).get(overview_of(version))
    decided = as_person(both).post(overview_of(version), {"do": "not_select", "comment": "Ne."})
    handed_in(review, reason="Moje.", opinion="Moje.")
    after = as_person(both).get(overview_of(version))

    version.refresh_from_db()
    assert (before.text.count(SECRET), before.context["means"], after.text.count(SECRET)) == (0, {}, 9)
    assert (decided.status_code, version.state) == (200, "review")


# --- The overview ---


def test_coordinator_assigns_over_http(version, reviewer, as_person, coordinator):
    person = reviewer()

    response = as_person(coordinator).post(
        overview_of(version), {"do": "assign", "reviewer": person.pk, "due": soon(7).isoformat()}
    )

    assert response.status_code == 302
    assert [(review.reviewer, review.due) for review in version.reviews.all()] == [(person, soon(7))]


def test_due_day_is_three_weeks_ahead_unless_changed(version, as_person, coordinator):
    text = as_person(coordinator).get(overview_of(version)).text

    assert text.count(f'value="{soon(21).isoformat()}"') == 1


@pytest.mark.parametrize(
    "given",
    [
        {"reviewer": "abc", "due": "2030-02-30"},
        {"reviewer": "-1", "due": "NaN"},
        {"reviewer": "9" * 30, "due": "\x00"},
        {"reviewer": "\x00", "due": "a" * 100_000},
        {},
    ],
)
def test_bad_assignment_shows_the_form_again(version, as_person, coordinator, given):
    response = as_person(coordinator).post(overview_of(version), {"do": "assign"} | given)

    assert (response.status_code, set(response.context["assigning"].errors)) == (200, {"reviewer", "due"})


def test_refused_assignment_says_why_at_the_form(version, reviewer, as_person, coordinator):
    response = as_person(coordinator).post(
        overview_of(version), {"do": "assign", "reviewer": reviewer().pk, "due": soon(-1).isoformat()}
    )

    assert len(response.context["assigning"].non_field_errors()) == 1


@pytest.mark.parametrize(("second", "forms"), [(3, 0), (1, 1)])
def test_a_third_is_asked_for_only_where_two_are_far_apart(version, assigned, as_person, coordinator, second, forms):
    handed_in(assigned("ana"), 4)
    handed_in(assigned("bor"), second)

    text = as_person(coordinator).get(overview_of(version)).text

    assert text.count('value="assign"') == forms


def test_second_press_of_assign_says_that_it_is_done(version, reviewer, as_person, coordinator):
    given = {"do": "assign", "reviewer": reviewer().pk, "due": soon().isoformat()}
    as_person(coordinator).post(overview_of(version), given)

    response = as_person(coordinator).post(overview_of(version), given)

    assert (response.status_code, version.reviews.count()) == (302, 1)


def test_coordinator_reminds_and_cancels_over_http(version, assigned, as_person, coordinator):
    review = assigned()

    as_person(coordinator).post(overview_of(version), {"do": "remind", "review": review.pk})
    as_person(coordinator).post(overview_of(version), {"do": "remind", "review": review.pk})
    as_person(coordinator).post(overview_of(version), {"do": "cancel", "review": review.pk})

    review.refresh_from_db()
    assert (review.state, review.reviewer.notices.count()) == ("cancelled", 3)


@pytest.mark.parametrize("given", [{}, {"review": "abc"}, {"review": "\x00"}, {"review": 10**9}])
def test_no_such_review_is_no_page(version, as_person, coordinator, given):
    assert as_person(coordinator).post(overview_of(version), {"do": "cancel"} | given).status_code == 404


def test_review_of_another_version_is_not_cancelled_here(version, assigned, as_person, coordinator, owner):
    review = assigned()
    other = versions.adopt(make(Practice, organisation=owner)).leading
    workflow.take(step="ask_review", version=other, by=coordinator)

    response = as_person(coordinator).post(overview_of(other), {"do": "cancel", "review": review.pk})

    assert response.status_code == 404


@pytest.mark.parametrize("do", ["", "publish", "\x00", "a" * 1000])
def test_deeds_that_are_none_are_no_page(version, as_person, coordinator, do):
    assert as_person(coordinator).post(overview_of(version), {"do": do}).status_code == 404


def test_coordinator_reads_all_reviews_side_by_side_and_the_gate(version, assigned, as_person, coordinator):
    handed_in(assigned("ana"), 4)
    handed_in(assigned("bor"), 1)

    page = as_person(coordinator).get(overview_of(version)).context

    assert [judgement["name"] for judgement in page["judgements"]] == ["Recenzentana", "Recenzentbor"]
    assert (page["means"]["overall"], len(page["hindrances"])) == (2.5, 1)


def test_validation_over_http_needs_the_gate_and_keeps_what_was_typed(version, assigned, as_person, coordinator):
    handed_in(assigned("ana"))

    response = as_person(coordinator).post(overview_of(version), {"do": "validate"} | OPINIONS)

    form = response.context["deciding"]
    version.refresh_from_db()
    assert (response.status_code, len(form.non_field_errors()), version.state) == (200, 1, "review")
    assert (form["opinion_sl"].value(), form["opinion_en"].value()) == tuple(OPINIONS.values())


@pytest.mark.parametrize("missing", ["opinion_sl", "opinion_en"])
def test_validation_needs_the_opinion_in_both_languages(version, assigned, as_person, coordinator, missing):
    handed_in(assigned("ana")), handed_in(assigned("bor"))

    response = as_person(coordinator).post(overview_of(version), {"do": "validate"} | OPINIONS | {missing: " "})

    assert (response.status_code, len(response.context["deciding"].non_field_errors())) == (200, 1)


def test_coordinator_validates_over_http(version, assigned, as_person, coordinator):
    handed_in(assigned("ana")), handed_in(assigned("bor"))

    as_person(coordinator).post(overview_of(version), {"do": "validate"} | OPINIONS)

    version.refresh_from_db()
    assert (version.state, version.validated, version.opinion_sl, version.opinion_en) == (
        "validated",
        True,
        *OPINIONS.values(),
    )


def test_not_selecting_needs_a_comment(version, as_person, coordinator):
    without = as_person(coordinator).post(overview_of(version), {"do": "not_select"})
    given = as_person(coordinator).post(overview_of(version), {"do": "not_select", "comment": "Še ne."})

    version.refresh_from_db()
    assert (without.status_code, given.status_code, version.state) == (200, 302, "not_selected")


def test_second_decision_says_that_it_is_done(version, as_person, coordinator):
    client = as_person(coordinator)
    client.post(overview_of(version), {"do": "not_select", "comment": "Ne."})

    response = client.post(overview_of(version), {"do": "not_select", "comment": "Ne."})

    assert (response.status_code, version.passages.filter(step="not_select").count()) == (302, 1)


def test_coordinator_who_wrote_it_is_told_instead_of_asked(version, as_person, coordinator):
    version.contributors.add(coordinator)

    page = as_person(coordinator).get(overview_of(version))

    assert (bool(page.context["own_text"]), page.text.count('value="validate"')) == (True, 0)


def test_overview_stays_with_the_public_version_while_a_newer_one_is_written(version, as_person, coordinator):
    versions.open_version(version.dossier, by=coordinator)

    page = as_person(coordinator).get(overview_of(version))

    assert page.context["version"] == version


@pytest.mark.parametrize(
    ("number", "status"), [("1", 200), ("2", 404), ("abc", 200), ("-1", 200), ("9" * 30, 200), ("", 200)]
)
def test_version_in_the_address_narrows_or_does_nothing(version, as_person, coordinator, number, status):
    assert as_person(coordinator).get(overview_of(version), {"version": number}).status_code == status


@pytest.mark.parametrize("role", ["editor", "representative"])
def test_partner_reads_reviews_after_the_decision_without_names(
    version, assigned, as_person, coordinator, make_user, owner, role
):
    partner = member(make_user, owner, role)
    handed_in(assigned("ana")), handed_in(assigned("bor"))
    before = as_person(partner).get(overview_of(version))
    validated(version, coordinator)

    after = as_person(partner).get(overview_of(version))

    assert (before.status_code, after.status_code, after.text.count(SECRET)) == (404, 200, 18)
    assert [after.text.count(word) for word in ("Recenzent" + "ana", "Recenzentbor", "ana@", "bor@")] == [0] * 4


def test_partner_never_reads_a_review_that_was_not_handed_in(
    version, assigned, as_person, coordinator, make_user, owner
):
    partner = member(make_user, owner)
    half, gone = assigned("ana"), assigned("bor")
    reviewing.keep(review=half, by=half.reviewer, sent=sent_review(scores(1, SECRET), SECRET))
    reviewing.refuse(review=gone, by=gone.reviewer, reason=SECRET)
    not_selected(version, coordinator)

    text = as_person(partner).get(overview_of(version)).text

    assert text.count(SECRET) == 0


def test_partner_decides_nothing(version, assigned, as_person, coordinator, make_user, owner):
    partner = member(make_user, owner, "representative")
    not_selected(version, coordinator)

    answers = [
        as_person(partner).post(overview_of(version), {"do": do} | OPINIONS).status_code
        for do in ("assign", "remind", "cancel", "validate", "not_select")
    ]

    assert answers == [404] * 5


def test_others_have_no_overview(version, assigned, as_person, coordinator, make_user):
    reviewer = assigned("ana").reviewer
    validated_by_none = [make_user("tuj@example.org"), member(make_user, make(Partner)), reviewer]

    during = [as_person(person).get(overview_of(version)).status_code for person in validated_by_none]
    not_selected(version, coordinator)
    after = [as_person(person).get(overview_of(version)).status_code for person in validated_by_none]

    assert (during, after) == ([404] * 3, [404] * 3)


def test_peoples_text_is_never_markup(version, assigned, as_person, coordinator):
    handed_in(assigned("ana"), reason="<script>1</script>", opinion="<img src=x>")

    text = as_person(coordinator).get(overview_of(version)).text

    assert (text.count("<script>1"), text.count("<img src=x")) == (0, 0)


# --- Queries ---


def questions_of(client, address):
    """How often a page asks the database, once it is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_overview_asks_no_oftener_for_more_reviews(version, assigned, as_person, coordinator):
    """With all places taken it asks once less: nobody else can be assigned."""
    numbers = []
    for name, points in [("ana", 4), ("bor", 1), ("cene", 3)]:
        handed_in(assigned(name), points)
        numbers.append(questions_of(as_person(coordinator), overview_of(version)))

    assert numbers == [numbers[0], numbers[0], numbers[0] - 1]


def test_my_reviews_ask_as_often_for_three_as_for_one(version, assigned, as_person, coordinator, owner):
    person = assigned().reviewer
    with_one = questions_of(as_person(person), reverse("my_reviews"))
    for _number in range(2):
        standing = versions.adopt(make(Practice, organisation=owner)).leading
        standing = workflow.take(step="ask_review", version=standing, by=coordinator)
        reviewing.assign(version=standing, reviewer=person, due=soon(), by=coordinator)

    with_three = questions_of(as_person(person), reverse("my_reviews"))

    assert with_three == with_one


# --- What stands on the public page ---


def judgement(language, **more):
    means = {criterion.value: 2.5 for criterion in CRITERIA} | {"overall": 2.5, "reviewers": 2}
    given = {"means": means, "opinion": Shown("Dobro\n<b>delo</b>"), "decided_at": timezone.now()} | more
    with translation.override(language):
        return render_to_string("publishing/components/judgement.html", given)


@pytest.mark.parametrize(("language", "number"), [("sl", "2,50"), ("en", "2.50")])
def test_means_are_written_in_the_readers_language_and_bars_are_not(language, number):
    html = judgement(language)

    assert (html.count(number), html.count('width="62.5"'), html.count("style=")) == (9, 9, 0)


def test_opinion_in_the_other_language_is_marked_and_never_markup():
    html = judgement("en", opinion=Shown("Dobro <b>delo</b>", "sl"))

    assert (html.count('lang="sl"'), html.count("<b>")) == (1, 0)


def test_judgement_without_means_shows_no_table():
    assert judgement("sl", means={}).count("<table") == 0
