"""What is asked about data before they are taken: how numbers are written, which names are meant, what is a total.

Every question has a key, so that answers travel through a form; what need not be asked again of the same data is kept
with the content under the same key, which names data by digests only.
"""

import hashlib
import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.tables.numbers import localized, may_mean_two, readings, shortest
from tools.asking.words import named
from tools.data.filling import Filling
from tools.data.given import part_of
from tools.data.headings import MOST_SHOWN, matched, names_in, told
from tools.data.totals import totals

NEW, KEEP, LEAVE, USE = "new", "keep", "leave", "use"
MOST_COLUMNS = 8  # asked about one by one; more are asked about together
SHOWN = 3  # cells of a column


@dataclass(frozen=True)
class Asked:
    """One question with its choices, (word, label); nothing is chosen where nobody can guess."""

    key: str
    text: str
    choices: tuple
    help: str = ""
    proposed: str = ""
    about: dict = field(default_factory=dict)


def digest(*parts):
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:16]


# --- How numbers are written ---


def signs_asked(content, given, language):
    """One question for each column whose numbers may be thousands or decimals; of very many columns one for all."""
    unclear = [column for column, sign in given.signs(content.question, language).items() if sign is None]
    texts = given.texts_by_column(content.question)
    groups = [[column] for column in unclear] if len(unclear) <= MOST_COLUMNS else [unclear]
    return [
        _sign_asked(given, columns, [text for one in columns for text in texts[one]], language) for columns in groups
    ]


def _sign_asked(given, columns, texts, language):
    doubtful = list(dict.fromkeys(filter(may_mean_two, texts)))[:SHOWN]
    choices = tuple((sign, _all_read(doubtful, sign, language)) for sign in (",", "."))
    heading = named(_heading(given, column) for column in columns)
    return Asked(
        f"sign-{digest(texts)}",
        _("%(columns)s: what do these numbers mean?") % {"columns": heading},
        choices,
        _("A point or a comma before three digits may stand between thousands or before decimals."),
        about={"columns": columns},
    )


def _heading(given, column):
    first = given.grid.rows[0]
    return str(first[column]) if column < len(first) and first[column] not in (None, "") else str(column)


def _all_read(texts, sign, language):
    """“1.234 = 1234, 12.500 = 12500”: the texts as they are read with this decimal sign."""
    return ", ".join(f"{text.strip()} = {localized(shortest(_read(text, sign)), language)}" for text in texts)


def _read(text, sign):
    thousands, decimals = readings(text)
    return decimals if sign in text else thousands


# --- Which names are meant ---


def names_asked(content, given):
    """For each list from which something would go: which new name stands for it, and what becomes of the rest."""
    part = part_of(content.question, given.part)
    named_in = names_in(part, given.grid)
    if part in content.question.listings:
        lists = {part.key: named_in["rows"]}
    else:
        lists = {part.columns: named_in["columns"]} | {part.rows: named_in["rows"]}
    for key, names in lists.items():
        match = matched(content, content.question.listing(key), names)
        if match.gone and not match.listing.fixed:
            yield from _names_asked(content, match)


def _names_asked(content, match):
    listing = match.listing
    facts = {place: told(content, listing, place) for place, _name in match.gone}
    choices = tuple((str(place), _("it is “%(name)s”") % {"name": name}) for place, name in match.gone[:MOST_SHOWN])
    shown = [pair for pair in match.new if pair[0] in match.alike] or []
    if len(match.new) <= MOST_SHOWN:
        shown = match.new
    for place, name in shown[:MOST_SHOWN]:
        proposed = match.alike.get(place)
        yield Asked(
            f"name-{listing.key}-{place}",
            _("%(list)s: “%(name)s” is not on the list. Which one is it?") % {"list": listing.label, "name": name},
            ((NEW, _("a new one")), *choices),
            _told_sentence(dict(match.gone), facts, proposed),
            NEW if proposed is None or proposed not in dict(match.gone[:MOST_SHOWN]) else str(proposed),
            {"listing": listing.key, "place": place},
        )
    yield _gone_asked(match, facts)


def _told_sentence(gone, facts, place):
    if place is None or not facts[place]:
        return ""
    return _("So far told of “%(name)s”: %(facts)s.") % {"name": gone[place], "facts": facts[place]}


def _gone_asked(match, facts):
    names = [f"{name} ({facts[place]})" if facts[place] else name for place, name in match.gone]
    all_paired = len(match.alike) == len(match.gone) <= MOST_SHOWN
    text = ngettext(
        "%(list)s: the table does not name %(names)s. What becomes of it, if it is none of the names above?",
        "%(list)s: the table does not name %(names)s. What becomes of those that are none of the names above?",
        len(names),
    )
    choices = (
        (KEEP, _("They stay on the list, with what is told of them")),
        (LEAVE, _("They go, with what is told of them")),
    )
    words = {"list": match.listing.label, "names": named(names)}
    return Asked(
        f"gone-{match.listing.key}",
        text % words,
        choices,
        proposed=KEEP if all_paired else "",
        about={"listing": match.listing.key},
    )


# --- What is a total ---


def totals_asked(content):
    """One question for each row or column that may be the total of the others."""
    return [_total_asked(content, total) for total in totals(content) if content.answers.get(_key(total)) != KEEP]


def _key(total):
    return f"total-{total.listing}-{digest(total.name)}"


def _total_asked(content, total):
    listing = content.question.listing(total.listing)
    choices = [(LEAVE, _("Yes: leave it out")), (KEEP, _("No: it counts like the others"))]
    if listing.total:
        choices.insert(1, (USE, _("Yes: take its figures for the totals, as the source has its own")))
    if total.adds_up:
        text = _("%(list)s: is “%(name)s” the total of the others? Its figures are their sum.")
    else:
        text = _("%(list)s: is “%(name)s” the total or the mean of the others?")
    return Asked(
        _key(total),
        text % {"list": listing.label, "name": total.name},
        tuple(choices),
        _("A total that counts as one of the others doubles every sum and shifts every comparison."),
        about={"listing": total.listing, "name": total.name},
    )


def without_totals(content, asked, answers):
    """The content with the totals answered: left out, taken for the totals, or kept and not asked about again."""
    for one in asked:
        word, key = answers[one.key], one.about["listing"]
        place = content.names(key).index(one.about["name"])
        listing, item = content.question.listing(key), content.lists[key][place]
        if word != KEEP:
            content = content.without_row(key, place)
        if word == USE:
            content = content.changed(lists={listing.total: [item]})
    return content.changed(answers={one.key: answers[one.key] for one in asked})


# --- Together ---


def asked_of(content, given, language):
    """What must be answered before the content, or the table that was given for it, can be used."""
    if given is None:
        return totals_asked(content)
    signs = [one for one in signs_asked(content, given, language) if one.key not in content.answers]
    return [*signs, *names_asked(content, given)]


def taken(content, given, language, answers):
    """(content with the given table, what a reader should know). Raises SheetError with one sentence."""
    signs, pairs, kept, known = given.signs(content.question, language), {}, [], {}
    for one in signs_asked(content, given, language):
        known[one.key] = answers.get(one.key) or content.answers[one.key]
        signs |= dict.fromkeys(one.about["columns"], known[one.key])
    for one in names_asked(content, given):
        word, key = answers[one.key], one.about["listing"]
        if "place" in one.about and word != NEW:
            pairs.setdefault(key, {})[one.about["place"]] = int(word)
        elif word == KEEP:
            kept.append(key)
    filling = Filling(content, given, language, signs=signs, pairs=pairs, kept=kept)
    content = filling.filled().changed(answers=known)
    again = [one for one in totals_asked(content) if one.key in content.answers]
    notes = [_("“%(name)s” was left out as a total, as before.") % {"name": one.about["name"]} for one in again]
    return without_totals(content, again, content.answers), [*given.grid.notes, *filling.notes, *notes]
