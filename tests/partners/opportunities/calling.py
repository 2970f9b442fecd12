"""Opportunities and searches for partners with deadlines."""

import datetime as dt

from django.utils import timezone

from partners.models import Listing, Post
from tests.factories import make

BRUSSELS = "Europe/Brussels"


def make_call(day="2027-03-30", time="17:00", zone=BRUSSELS, **fields):
    values = {"type": "opportunity", "title_sl": "Razpis", "title_en": "Call", "deadline_zone": zone}
    return make(Post, **values | at("deadline", day, time) | fields)


def make_search(day="2027-03-30", time="17:00", **fields):
    values = {"direction": "partner_search", "title_sl": "Iščemo", "title_en": "Looking for partners"}
    return make(Listing, **values | at("eoi", day, time) | fields)


def at(name, day, time):
    found = {f"{name}_on": dt.date.fromisoformat(day)} if day else {}
    return found | ({f"{name}_time": dt.time.fromisoformat(time)} if time else {})


def in_days(number):
    return (timezone.localdate() + dt.timedelta(number)).isoformat()
