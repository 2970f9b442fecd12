"""Tables of an event for its organisers: a row a person, and the line. Sensitive columns only where they are ticked."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from catalogue.labels import language_name
from catalogue.languages import shown
from catalogue.tables.writing import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from workshops.models import Question
from workshops.organising.people import people_of, queue_of, with_places
from workshops.registering.questions import words

FORMATS = {"xlsx": XLSX_TYPE, "csv": CSV_TYPE}


def asked_of(form, *, sensitive):
    """The questions that become columns: never those of the feedback, which has no names."""
    found = form.questions.exclude(stage=Question.Stage.FEEDBACK)
    return list(found if sensitive else found.filter(sensitive=False))


def people_table(form, sensitive=False):
    questions = asked_of(form, sensitive=sensitive)
    rows = people_of(form).prefetch_related("answers").select_related("partner")
    return [heading(questions), *(line for row in rows for line in lines_of(row, form, questions))]


def heading(questions):
    told = [_("Number"), _("State"), _("Name"), _("Comes with"), _("Organisation"), _("Partner"), _("Country")]
    told += [_("E-mail address"), _("Language"), _("Places held"), _("Registered")]
    return told + [shown(question, "label").text for question in questions]


def lines_of(registration, form, questions):
    """The registered person, then each companion. Answers stand with the person who gave them or for whom."""
    given = {(each.companion_id, each.question_id): each.value for each in registration.answers.all()}
    partner = str(registration.partner) if registration.partner else ""
    common = [registration.organisation, partner, registration.country.name or "", registration.email]
    common += [language_name(registration.language)]
    state, begun = registration.get_state_display(), day_and_time(registration.created_at, form)
    people = [
        (None, registration.name, ""),
        *((c.pk, c.name, registration.name) for c in registration.companions.all()),
    ]
    for key, name, leader in people:
        answers = [words(each, given.get((key, each.pk))) for each in questions]
        held = registration.held if key is None else ""
        yield [registration.pk, state, name, leader, *common, held, begun, *answers]


def queue_table(form, sensitive=False):
    head = [_("Place in line"), _("Name"), _("Organisation"), _("E-mail address"), _("People")]
    head += [_("Places wished for"), _("Places needed at least"), _("Passed over"), _("In line since"), _("Priority")]
    return [head, *(queue_line(row, form) for row in with_places(queue_of(form), 1))]


def queue_line(row, form):
    people = 1 + len(row.companions.all())
    since = day_and_time(row.queued_at, form)
    places = [people, row.seats, row.seats_least, row.passed_over]
    return [row.place, row.name, row.organisation, row.email, *places, since, row.priority]


def day_and_time(moment, form):
    return date_format(timezone.localtime(moment, form.event.zone), "SHORT_DATETIME_FORMAT")


TABLES = {
    "people": (gettext_lazy("People: a row for each"), pgettext_lazy("name of a file", "people"), people_table),
    "queue": (gettext_lazy("The waiting list in its order"), pgettext_lazy("name of a file", "queue"), queue_table),
}


def written(rows, form):
    if form == "csv":
        return csv_bytes(rows, get_language())
    return xlsx_bytes([(pgettext("name of a sheet", "Event"), rows)])


def file_name(event, table, form):
    return f"{event.slug}-{TABLES[table][1]}.{form}"
