"""Pages on which a plan is consulted about, adopted and closed: accessible, within the window of a phone."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.browser.people import REPRESENTATIVE
from tests.browser.test_desk_pages import PHONE, faults


def pages_of(number):
    """Addresses in the active language."""
    names = ["plan_course", "plan_calls", "plan_contributions_new"]
    return [reverse(name, args=[number]) for name in names] + [reverse("plan_step", args=[number, "drop"])]


def linked(page, address, part):
    """Addresses that a page leads to and that hold this part."""
    page.goto(address)
    found = page.locator(f"main a[href*='{part}']").evaluate_all("links => links.map(link => link.pathname)")
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("language", "scheme"), [("sl", "light"), ("en", "dark")])
def test_the_course_and_the_calls_of_a_plan_are_accessible_and_fit(page_of, portal, language, scheme):
    page = page_of(REPRESENTATIVE, viewport=PHONE, color_scheme=scheme)
    with translation.override(language):
        addresses, calls = pages_of(portal.consulted), reverse("plan_calls", args=[portal.consulted])
        contributions = reverse("plan_contribution", args=[portal.consulted, 0]).removesuffix("0/")
    [call] = [address for address in linked(page, calls, calls) if address[len(calls) : -1].isdecimal()]
    comments = linked(page, call, contributions)

    found = {address: wrong for address in (*addresses, call, *comments) if (wrong := faults(page, address))}

    assert (found, len(comments)) == ({}, 2)
