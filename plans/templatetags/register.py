from types import SimpleNamespace

from django import template
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language

from catalogue.languages import shown
from plans.register.words import state_words

register = template.Library()


@register.filter
def as_signed(rows):
    """Rows of `SignatureQuerySet.as_rows` as links with how the signatures stand."""
    return [
        {
            "title": shown(SimpleNamespace(**row), "title"),
            "address": reverse("signatory", args=[row[f"slug_{get_language()}"], row["pk"]]),
            "said": state_words(row["state"], day(row["active_since"]), day(row["ended_on"])),
        }
        for row in rows
    ]


def day(text):
    return parse_date(text) if text else None
