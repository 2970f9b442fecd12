"""What notices and mails say: for each event a subject and a line, in the language of the page or of the reader."""

from datetime import date
from types import SimpleNamespace
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from catalogue.languages import shown
from publishing.deadlines import PATIENCE


class Sentence(NamedTuple):
    """What is said of an event: a subject for mails, and a line."""

    subject: str
    line: str


# What happens beside the steps; `steps.py` adds the sentence of each step.
SENTENCES = {
    "review_assigned": Sentence(
        gettext_lazy("A review is asked of you: %(title)s"),
        gettext_lazy("You are asked to review “%(title)s” of %(organisation)s."),
    ),
    "review_reminder": Sentence(
        gettext_lazy("Your review is awaited: %(title)s"),
        gettext_lazy("Your review of “%(title)s” has not been handed in yet."),
    ),
    "review_cancelled": Sentence(
        gettext_lazy("Your review is not needed any more: %(title)s"),
        gettext_lazy("The review of “%(title)s” that was asked of you is not needed any more. Thank you."),
    ),
    "review_handed_in": Sentence(
        gettext_lazy("Review handed in: %(title)s"),
        gettext_lazy("A review of “%(title)s” was handed in (%(by)s)."),
    ),
    "review_refused": Sentence(
        gettext_lazy("Review refused: %(title)s"),
        gettext_lazy("A review of “%(title)s” was refused (%(by)s). Assign somebody else."),
    ),
    "third_needed": Sentence(
        gettext_lazy("A third review is needed: %(title)s"),
        gettext_lazy("The reviewers of “%(title)s” differ too much. Assign a third one."),
    ),
    "comment": Sentence(
        gettext_lazy("Comment on %(title)s"),
        gettext_lazy("There is a new comment on “%(title)s” (%(by)s)."),
    ),
    "suggestion": Sentence(
        gettext_lazy("Suggestion for %(title)s"),
        gettext_lazy("A reader suggests a correction to “%(title)s”. Decide whether you accept it."),
    ),
    "suggestion_link": Sentence(
        gettext_lazy("Confirm your suggestion: %(title)s"),
        gettext_lazy("A correction to “%(title)s” was suggested with this e-mail address."),
    ),
    "suggestion_accepted": Sentence(
        gettext_lazy("Your suggestion was accepted: %(title)s"),
        gettext_lazy(
            "Your correction to “%(title)s” was accepted. Readers see it once the new version is published. Thank you."
        ),
    ),
    "suggestion_accepted_changed": Sentence(
        gettext_lazy("Your suggestion was accepted with changes: %(title)s"),
        gettext_lazy(
            "Your correction to “%(title)s” was accepted with changes. Readers see it once the new version is "
            "published. Thank you."
        ),
    ),
    "suggestion_declined": Sentence(
        gettext_lazy("Your suggestion was declined: %(title)s"),
        gettext_lazy("Your correction to “%(title)s” was declined."),
    ),
    "suggestion_outdated": Sentence(
        gettext_lazy("Your suggestion is outdated: %(title)s"),
        gettext_lazy(
            "The section of “%(title)s” that you wanted to correct was rewritten meanwhile, so your suggestion was "
            "not taken over."
        ),
    ),
    "still_true": Sentence(
        gettext_lazy("Still running? Still true? %(title)s"),
        gettext_lazy(
            "“%(title)s” was confirmed a year ago. Is it still running, is it still true? Confirm or renew it."
        ),
    ),
    "still_true_again": Sentence(
        gettext_lazy("Second reminder: is it still true? %(title)s"),
        ngettext_lazy(
            "Nobody has confirmed “%(title)s” yet. In %(days)d day its page will be marked as one that needs a "
            "refresh.",
            "Nobody has confirmed “%(title)s” yet. In %(days)d days its page will be marked as one that needs a "
            "refresh.",
            PATIENCE.days,
        ),
    ),
    "lapsed": Sentence(
        gettext_lazy("Needs a refresh: %(title)s"),
        gettext_lazy(
            "Nobody of %(organisation)s has confirmed “%(title)s”. Its page is now marked as one that needs a refresh."
        ),
    ),
    "translation_checked": Sentence(
        gettext_lazy("Translation checked: %(title)s"),
        gettext_lazy("The translation of “%(title)s” was marked as checked (%(by)s)."),
    ),
    "invitation_accepted": Sentence(
        gettext_lazy("Your invitation was accepted: %(organisation)s"),
        gettext_lazy("%(by)s accepted your invitation and belongs to %(organisation)s now."),
    ),
}
GENERAL = Sentence(gettext_lazy("News about %(title)s"), gettext_lazy("There is something new about “%(title)s”."))
SOMEBODY = gettext_lazy("no name given")


class Values(dict):
    """What a sentence asks for and nobody gave stays empty."""

    def __missing__(self, key):
        return ""


def said(sentence, values):
    """Subject and line of an event in the active language; what has no sentence of its own gets a general one."""
    subject, line = SENTENCES.get(sentence, GENERAL)
    names = {"title": title_of(values), "by": values.get("by") or SOMEBODY, "organisation": organisation_of(values)}
    names |= {"days": PATIENCE.days, "row": shown(SimpleNamespace(**texts(values)), "row").text}
    filled = Values(values | names)
    return Sentence(" ".join((subject % filled).split()), " ".join([line % filled, *due_line(values)]))


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
