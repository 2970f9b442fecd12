"""Who was there on which day as a table for the organisers, a row for each person."""

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.tables.writing import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from workshops.attending.days import former_days
from workshops.attending.guests import attendance_of, coming, guests_of
from workshops.calendars.moments import days_of

FORMATS = {"xlsx": XLSX_TYPE, "csv": CSV_TYPE}


def attendance_table(form):
    found = list(coming(form))
    days = days_of(form.event) + former_days(form.event, found)
    heading = [_("Number"), _("Name"), _("Comes with"), _("Organisation")]
    heading += [formats.date_format(day, "SHORT_DATE_FORMAT") for day in days]
    return [heading, *(line(guest, days) for one in found for guest in guests_of(one))]


def line(guest, days):
    """1 where somebody was there, 0 where not: so they can be summed."""
    registration, companion = guest.registration, guest.ids[1]
    there = attendance_of(guest)
    leader = registration.name if companion else ""
    return [registration.pk, guest.name, leader, registration.organisation, *(1 if day in there else 0 for day in days)]


def written(rows, form, title):
    return csv_bytes(rows, get_language()) if form == "csv" else xlsx_bytes([(title, rows)])
