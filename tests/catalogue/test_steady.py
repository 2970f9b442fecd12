"""How long an answer takes tells nothing."""

import pytest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory
from django.urls import reverse

from catalogue import steady
from tests.partners.listings.exchanging import make_listing
from tests.publishing.letters import make_letter

TAKES = {0.01: 0.29, 0.29: 0.01, 0.45: 0.15}


@pytest.fixture
def clock(monkeypatch):
    """The clock when a view begins and ends, and what was waited."""
    times, waited = [100.0], []
    monkeypatch.setattr(steady, "monotonic", lambda: times[-1])
    monkeypatch.setattr(steady, "sleep", waited.append)
    return times, waited


def answered(clock, method, response, seconds):
    def view(_request):
        clock[0].append(clock[0][-1] + seconds)
        return response

    steady.steady(view)(getattr(RequestFactory(), method)("/"))
    return clock[1]


@pytest.mark.parametrize("seconds", TAKES)
def test_an_answer_leaves_at_the_next_step(clock, seconds):
    assert answered(clock, "post", redirect("/"), seconds) == [pytest.approx(TAKES[seconds])]


@pytest.mark.parametrize(("method", "response"), [("get", redirect("/")), ("post", HttpResponse())])
def test_nobody_waits_for_a_page_or_for_mistakes(clock, method, response):
    assert answered(clock, method, response, 0.01) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["subscribe", "follow", "contact"])
def test_forms_that_say_the_same_of_every_address_are_steady(client, monkeypatch, name):
    waited = []
    monkeypatch.setattr(steady, "sleep", waited.append)
    letter, listing = make_letter(), make_listing("water")
    given = {
        "email": "ana@example.org",
        "language": "sl",
        "consent": "on",
        "name": "Ana",
        "text": "Koliko je stalo?" * 3,
    }
    addresses = {
        "subscribe": reverse("subscribe", args=[letter.slug]),
        "follow": reverse("follow") + "?q=voda",
        "contact": reverse("contact", args=["listing", listing.pk]),
    }

    client.post(addresses[name], given)

    assert len(waited) == 1
