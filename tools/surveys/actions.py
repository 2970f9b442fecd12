"""Answers of invited people: asked for by private links, changed and withdrawn there, and taken into the work."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from catalogue.text import same
from partners.models.invitation import digest
from publishing.mail import post
from publishing.refusals import Refused
from tools.data.content import blank
from tools.data.guarding import LEAST, guarded, names_others, shape_of, without_raw_answers
from tools.models import Survey, SurveyAnswer, SurveyLink, Work
from tools.work.actions import change

CONSENT = "2026-11"  # version of the sentences that the person who answers agrees to
MOST_LINKS = 200
RESPONDENT = gettext_lazy("Respondent %(number)d")

__all__ = ["Closed", "guarded", "names_others", "without_raw_answers"]


class Closed(Exception):
    """The survey takes no answers any more."""


# --- Who asks ---


def questions_of(work):
    """The factors or indicators of the work, as a survey keeps them."""
    items = work.content_object.lists[shape_of(work.question).columns]
    return [
        {
            "name": item["name"],
            "unit": item.get("unit") or "",
            "direction": -1 if item.get("direction") == "less" else 1,
        }
        for item in items
        if item["name"].strip()
    ]


@transaction.atomic
def begin(*, work, language, **introduction):
    """The survey of this work; asking twice makes one. What is asked stays as it is now."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    questions = questions_of(work)
    if not questions:
        raise Refused(_("There is nothing to ask yet. Fill in the list in the data first."))
    fields = {"kind": work.question.collects, "language": language, "questions": questions, **introduction}
    survey, _created = Survey.objects.get_or_create(work=work, defaults=fields)
    return survey


@transaction.atomic
def describe(*, survey, **introduction):
    """Change the introduction, as long as nobody has agreed to it."""
    survey = locked(survey)
    if survey.answers.exists():
        raise Refused(_("Somebody has answered and agreed to this introduction; it cannot be changed any more."))
    for name, value in introduction.items():
        setattr(survey, name, value)
    survey.save(update_fields=list(introduction))
    return survey


@transaction.atomic
def make_links(*, survey, labels, have, mail=False):
    """A link for each label, sent there with `mail`: the labels are e-mail addresses then.

    `have` is how many links the page knew of, so a second press of the same button makes no more.
    """
    survey = locked(survey)
    there = survey.links.count()
    if there != have:
        return []
    if there + len(labels) > MOST_LINKS:
        text = ngettext(
            "A survey has at most %(most)d links; there is room for %(rest)d more.",
            "A survey has at most %(most)d links; there is room for %(rest)d more.",
            MOST_LINKS - there,
        )
        raise Refused(text % {"most": MOST_LINKS, "rest": MOST_LINKS - there})
    links = [SurveyLink(survey=survey, number=number, label=label) for number, label in enumerate(labels, there + 1)]
    for link in links:
        link.token_digest = digest(link.token)
    made = SurveyLink.objects.bulk_create(links)
    for link in made if mail else ():
        send(survey, link)
    return made


def may_mail(person):
    """Mails go out only for those whom an organisation of the network knows."""
    return person.is_coordinator or bool(person.organisations)


def send(survey, link):
    """Put the mail with a link into the outbox, in the language of the survey."""
    with override(survey.language):
        write = partial(render_to_string, context={"survey": survey, "address": settings.SITE_URL + link.path})
        post(
            key=f"survey:{link.nonce}",
            to=link.label,
            language=survey.language,
            subject=survey.title,
            text=write("tools/survey/mail.txt"),
            html=write("tools/survey/mail.html"),
        )


@transaction.atomic
def close(*, survey):
    """No more answers and changes; closing twice changes nothing."""
    Survey.objects.filter(pk=survey.pk, closed_at=None).update(closed_at=timezone.now())


@transaction.atomic
def reopen(*, survey):
    if survey.is_overdue:
        raise Refused(_("The time for which the answers may be kept is over."))
    Survey.objects.filter(pk=survey.pk).update(closed_at=None)


def purge(pk):
    """Delete a survey whose answers were kept as long as promised; part of the daily round."""
    return bool(Survey.objects.overdue().filter(pk=pk).delete()[0])


# --- Who answers ---


@transaction.atomic
def answer(*, link, content, unit=""):
    """Keep the answer of this link, or put it in the place of the one before. Raises Closed."""
    survey = locked(link.survey)
    if not survey.is_open:
        raise Closed
    fields = {"content": content, "unit": unit, "consent": CONSENT, "consented_at": timezone.now()}
    kept, _created = SurveyAnswer.objects.update_or_create(link=link, defaults=fields)
    Survey.objects.filter(pk=survey.pk).update(stale=True)
    return kept


@transaction.atomic
def withdraw(*, link):
    """Delete the answer of this link, also when the survey is closed; whether there was one."""
    survey = locked(link.survey)
    count, _each = SurveyAnswer.objects.filter(link=link).delete()
    if count:
        Survey.objects.filter(pk=survey.pk).update(stale=True)
    return bool(count)


def locked(survey):
    """The survey as it is now, and nobody else changes it till the end of the transaction."""
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)


# --- Into the work ---


def least_taken(survey):
    """How many answers there must be before they may be taken: of fewer ratings one could guess whose they are."""
    return LEAST if survey.kind == Survey.Kind.RATINGS else 1


def typed_rows(survey, work):
    """Names of the rows that did not come from the survey."""
    content, key = work.content_object, shape_of(work.question).rows
    return [content.lists[key][index]["name"] for index in _typed(content, key, survey.taken)]


@transaction.atomic
def take_in(*, survey, replace=False):
    """Put the answers into the work as rows, in place of those taken before; typed rows stay unless `replace`."""
    survey = locked(survey)
    work = Work.objects.select_for_update().get(pk=survey.work_id)
    answers = list(survey.answers)
    if len(answers) < least_taken(survey):
        text = ngettext(
            "The answers can be taken in as soon as there is %(least)s.",
            "The answers can be taken in as soon as there are %(least)s.",
            least_taken(survey),
        )
        raise Refused(text % {"least": least_taken(survey)})
    content, key = work.content_object, shape_of(work.question).rows
    kept = content.rearranged(key, [] if replace else _typed(content, key, survey.taken))
    content, names = _with_answers(kept, survey, answers)
    work = change(work=work, content=content.data, collected=True)
    Survey.objects.filter(pk=survey.pk).update(taken=names, stale=False)
    return work


def _typed(content, key, taken):
    """Places of the rows that were typed: neither empty nor taken from the survey."""
    taken = {same(name) for name in taken}
    return [
        index
        for index, name in enumerate(content.names(key))
        if same(name) not in taken and not content.is_untouched(key, index)
    ]


def _with_answers(content, survey, answers):
    """(content with a row for each answer, names of these rows)."""
    shape, listing = shape_of(content.question), content.question.listing(shape_of(content.question).rows)
    rows = content.lists[shape.rows]
    if len(rows) + len(answers) > listing.most:
        text = _("%(list)s: there may be at most %(most)d. Replace the typed rows, or remove some first.")
        raise Refused(text % {"list": listing.label, "most": listing.most})
    places = _places(content.lists[shape.columns], survey.questions)
    names = _names(survey, answers, {same(item["name"]) for item in rows})
    columns = len(content.lists[shape.columns])
    tables = {}
    for key in shape.tables:
        before = content.tables[key] or [[]] * len(rows)  # a very large table of which nothing is known is empty
        tables[key] = [*before, *(_cells(one.content[key], places, columns) for one in answers)]
    items = [*rows, *(blank(listing) | {"name": name} for name in names)]
    return content.changed(lists={shape.rows: items}, tables=tables), names


def _cells(answers, places, columns):
    """One row of a table: each answer in its column."""
    row = [None] * columns
    for question, column in places:
        row[column] = answers[question]
    return row


def _places(columns, questions):
    """(number of the question, number of its column) for what stands both in the survey and in the work."""
    at = {same(item["name"]): column for column, item in enumerate(columns)}
    known = [(number, same(question["name"])) for number, question in enumerate(questions)]
    found = [(number, at[name]) for number, name in known if name in at]
    if not found:
        raise Refused(_("The work holds nothing any more of what the survey asked about."))
    return found


def _names(survey, answers, taken):
    names = []
    for number, given in enumerate(answers, 1):
        name = _unlike(given.unit or RESPONDENT % {"number": number}, taken)
        taken.add(same(name))
        names.append(name)
    return names


def _unlike(name, taken):
    """The name, or the name with a number behind it, so that it is not the same as another."""
    number, candidate = 1, name
    while same(candidate) in taken:
        number += 1
        candidate = f"{name[:110]} ({number})"
    return candidate
