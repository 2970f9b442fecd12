"""Where somebody stands in line."""

from django.utils.translation import get_language

from workshops.models import RegistrationState

ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
TEENS = (11, 12, 13)


def place_in_line(registration):
    """1 for the first in line; None where it does not wait."""
    if registration.state != RegistrationState.WAITING:
        return None
    waiting = list(registration.form.registrations.waiting().values_list("pk", flat=True))
    return waiting.index(registration.pk) + 1 if registration.pk in waiting else None


def place_words(place):
    """“3.” in Slovenian, “third” in English; nothing where there is no place."""
    if not place:
        return ""
    if get_language() != "en":
        return f"{place}."
    if place <= len(ENGLISH):
        return ENGLISH[place - 1]
    ending = "th" if place % 100 in TEENS else ENDINGS.get(place % 10, "th")
    return f"{place}{ending}"
