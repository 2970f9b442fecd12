"""Proposals for the lists of a SWOT: shown without names in a random order, and merged by who asked."""

import hashlib

from django.utils.translation import gettext as _

from catalogue.text import same
from publishing.refusals import Refused
from tools.data.content import blank
from tools.questions.swot.data import LABELS, LISTS

MOST_TEXTS = 5  # of one person for one list


def questions_of(_content):
    """The four lists themselves."""
    return [{"list": key, "name": str(LABELS[group])} for group, key in LISTS.items()]


def unseen(survey, content):
    """{list: proposals that were not merged yet}, each once, in an order that says nothing about whose they are."""
    known = set(survey.taken)
    found = {}
    for key in LISTS.values():
        there = {same(name) for name in content.names(key)}
        lots = sorted((_lot(one, key, text), text) for one in survey.answers for text in one.content[key])
        texts = {same(text): text for _number, text in lots if _seen(key, text) not in known}
        found[key] = [text for name, text in texts.items() if name not in there]
    return found


def seen(answers):
    """All proposals as the survey remembers them."""
    return sorted({_seen(key, text) for one in answers for key, texts in one.content.items() for text in texts})


def with_items(content, lists):
    """The content with more items: {list: names}; what is on the list already stays as it is."""
    content = content.without_empty_rows()
    return content.changed(lists={key: _longer(content, key, names) for key, names in lists.items()})


def _longer(content, key, names):
    listing, items = content.question.listing(key), content.lists[key]
    there = {same(item["name"]) for item in items}
    new = {same(name): name for name in names if same(name) not in there}
    if len(items) + len(new) > listing.most:
        text = _("%(list)s: there may be at most %(most)d, but the data hold %(count)d.")
        words = {"list": listing.label, "most": listing.most, "count": len(items) + len(new)}
        raise Refused(text % words)
    return [*items, *(blank(listing) | {"name": name} for name in new.values())]


def _seen(key, text):
    """A mark by which a proposal is known again; a withdrawn one leaves no text behind."""
    return hashlib.sha256(f"{key} {same(text)}".encode()).hexdigest()[:16]


def _lot(answer, key, text):
    return hashlib.sha256(f"{answer.lot} {key} {text}".encode()).hexdigest()
