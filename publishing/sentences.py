"""What notices and mails say: for each event a subject and a line, in the language of the page or of the reader."""

from datetime import date
from types import SimpleNamespace
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.languages import shown

SENTENCES = {
    "submit": (
        gettext_lazy("Submitted: %(title)s"),
        gettext_lazy("“%(title)s” has been submitted (%(by)s). Read it, then publish it or ask for changes."),
    ),
    "ask_changes": (
        gettext_lazy("Changes requested: %(title)s"),
        gettext_lazy("You are asked to change “%(title)s” and to submit it again (%(by)s)."),
    ),
    "decline": (
        gettext_lazy("Declined: %(title)s"),
        gettext_lazy("“%(title)s” was declined and is not published (%(by)s)."),
    ),
    "publish": (
        gettext_lazy("Published: %(title)s"),
        gettext_lazy("“%(title)s” is published: the public can read it now (%(by)s)."),
    ),
    "ask_review": (
        gettext_lazy("Expert review asked for: %(title)s"),
        gettext_lazy("%(organisation)s asks for an expert review of “%(title)s”. Assign two reviewers."),
    ),
    "validate": (
        gettext_lazy("Validated: %(title)s"),
        gettext_lazy("The network has validated “%(title)s”. The expert opinion stands on its public page."),
    ),
    "not_select": (
        gettext_lazy("Not selected: %(title)s"),
        gettext_lazy("“%(title)s” was not selected for validation. Its page stays public."),
    ),
    "ask_refresh": (
        gettext_lazy("Please refresh: %(title)s"),
        gettext_lazy("The coordinators ask you to refresh “%(title)s”: confirm that it is still true, or renew it."),
    ),
    "withdraw": (
        gettext_lazy("Withdrawn: %(title)s"),
        gettext_lazy("“%(title)s” was withdrawn and is not public any more (%(by)s)."),
    ),
    "bring_back": (
        gettext_lazy("Public again: %(title)s"),
        gettext_lazy("“%(title)s” was brought back: the public can read it again (%(by)s)."),
    ),
    "review_assigned": (
        gettext_lazy("A review is asked of you: %(title)s"),
        gettext_lazy("You are asked to review “%(title)s” of %(organisation)s."),
    ),
    "review_reminder": (
        gettext_lazy("Your review is awaited: %(title)s"),
        gettext_lazy("Your review of “%(title)s” has not been handed in yet."),
    ),
    "review_cancelled": (
        gettext_lazy("Your review is not needed any more: %(title)s"),
        gettext_lazy("The review of “%(title)s” that was asked of you is not needed any more. Thank you."),
    ),
    "review_handed_in": (
        gettext_lazy("Review handed in: %(title)s"),
        gettext_lazy("A review of “%(title)s” was handed in (%(by)s)."),
    ),
    "review_refused": (
        gettext_lazy("Review refused: %(title)s"),
        gettext_lazy("A review of “%(title)s” was refused (%(by)s). Assign somebody else."),
    ),
    "third_needed": (
        gettext_lazy("A third review is needed: %(title)s"),
        gettext_lazy("The reviewers of “%(title)s” differ too much. Assign a third one."),
    ),
    "comment": (
        gettext_lazy("Comment on %(title)s"),
        gettext_lazy("There is a new comment on “%(title)s” (%(by)s)."),
    ),
    "still_true": (
        gettext_lazy("Still running? Still true? %(title)s"),
        gettext_lazy(
            "“%(title)s” was confirmed a year ago. Is it still running, is it still true? Confirm or renew it."
        ),
    ),
    "still_true_again": (
        gettext_lazy("Second reminder: is it still true? %(title)s"),
        gettext_lazy(
            "Nobody has confirmed “%(title)s” yet. In 30 days its page will be marked as one that needs a refresh."
        ),
    ),
    "lapsed": (
        gettext_lazy("Needs a refresh: %(title)s"),
        gettext_lazy(
            "Nobody of %(organisation)s has confirmed “%(title)s”. Its page is now marked as one that needs a refresh."
        ),
    ),
    "translation_checked": (
        gettext_lazy("Translation checked: %(title)s"),
        gettext_lazy("The translation of “%(title)s” was marked as checked (%(by)s)."),
    ),
    "invitation_accepted": (
        gettext_lazy("Your invitation was accepted: %(organisation)s"),
        gettext_lazy("%(by)s accepted your invitation and belongs to %(organisation)s now."),
    ),
}
GENERAL = (gettext_lazy("News about %(title)s"), gettext_lazy("There is something new about “%(title)s”."))
SOMEBODY = gettext_lazy("no name given")


class Said(NamedTuple):
    subject: str
    line: str


class Values(dict):
    """What a sentence asks for and nobody gave stays empty."""

    def __missing__(self, key):
        return ""


def said(sentence, values):
    """Subject and line of an event in the active language; what has no sentence of its own gets a general one."""
    subject, line = SENTENCES.get(sentence, GENERAL)
    names = {"title": title_of(values), "by": values.get("by") or SOMEBODY, "organisation": organisation_of(values)}
    filled = Values(values | names)
    return Said(" ".join((subject % filled).split()), " ".join([line % filled, *due_line(values)]))


def title_of(values):
    return values.get("title") or shown(SimpleNamespace(**texts(values)), "title").text or _("Untitled")


def organisation_of(values):
    return shown(SimpleNamespace(**texts(values)), "organisation").text or _("An organisation")


def texts(values):
    return {str(name): value for name, value in values.items() if isinstance(value, str)}


def due_line(values):
    """Until when it is awaited, where that is known."""
    try:
        due = date.fromisoformat(str(values.get("due", "")))
    except ValueError:
        return []
    return [_("Due: %(date)s.") % {"date": date_format(due, "DATE_FORMAT")}]
