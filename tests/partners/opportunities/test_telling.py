"""A week before a deadline those it concerns are told, once."""

import pytest

from partners.models import Partner
from partners.opportunities import telling
from publishing.models import Mail, Notice
from tests.factories import make, make_person
from tests.partners.opportunities.calling import in_days, make_call, make_search

pytestmark = pytest.mark.django_db


def partner_of(email):
    partner = make(Partner)
    partner.memberships.create(user=make_person(email, language="sl"), role="editor")
    return partner


def round_of_a_day():
    return [telling.tell_of_deadline(pk) for pk in telling.near().values_list("pk", flat=True)]


def told():
    return sorted(Notice.objects.values_list("person__email", "sentence"))


def test_members_of_the_organisation_and_those_who_search_partners_for_it_are_told_once():
    call = make_call(day=in_days(7), partner=partner_of("razpis@example.org"))
    make_search(day="", time="", call=call, partner=partner_of("isce@example.org"))
    make_search(day="", time="", call=call, partner=partner_of("osnutek@example.org"), published=False)
    partner_of("tuj@example.org")

    rounds = [round_of_a_day() for _day in range(2)]

    assert rounds == [[True], []]
    assert told() == [("isce@example.org", "deadline_near"), ("razpis@example.org", "deadline_near")]
    assert set(Mail.objects.values_list("subject", flat=True)) == {"Rok čez 7 dni: Razpis"}


def test_the_end_of_expressions_of_interest_is_told_to_the_organisation_of_the_search():
    make_search(day=in_days(5), partner=partner_of("isce@example.org"))

    round_of_a_day()

    assert told() == [("isce@example.org", "deadline_near")]
    assert Mail.objects.get().subject == "Rok čez 5 dni: Iščemo"


@pytest.mark.parametrize(("days", "fields"), [(8, {}), (0, {}), (-1, {}), (7, {"published": False})])
def test_nobody_is_told_too_soon_too_late_or_of_what_is_not_public(days, fields):
    make_call(day=in_days(days), time="23:00", partner=partner_of("razpis@example.org"), **fields)

    assert (round_of_a_day(), told()) == ([], [])


def test_another_moment_is_told_of_anew():
    call = make_call(day=in_days(7), partner=partner_of("razpis@example.org"))
    round_of_a_day()
    call.deadline_time = None
    call.save()

    assert round_of_a_day() == [True]
