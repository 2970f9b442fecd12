"""What a score is made of, in words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalogue.labels import language_word


def in_words(parts):
    """“both topics, type of place, Slovenian”."""
    found = [*topics(parts), *places(parts), *(language_word(code) for code in parts["languages"])]
    if not parts["countries"]:
        found.append(pgettext("match", "another country than wished"))
    return capfirst(", ".join(found))


def topics(parts):
    same, near, of = parts["same"], parts["near"], parts["topics"]
    if same == of:
        yield {1: _("the topic"), 2: _("both topics")}.get(of) or _("all %(number)d topics") % {"number": of}
    elif same:
        words = ngettext("%(number)d topic of %(of)d", "%(number)d topics of %(of)d", same)
        yield words % {"number": same, "of": of}
    if near:
        yield ngettext("%(number)d near topic", "%(number)d near topics", near) % {"number": near}


def places(parts):
    if parts["places"]:
        yield _("type of place") if parts["places"] == "met" else pgettext("match", "any type of place")
