"""Writing translations down: by hand or from a file, never over what somebody else wrote meanwhile."""

import copy
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import notices, versions
from publishing.keeping import IMPOSSIBLE, LINE_END
from publishing.models import Notice
from publishing.people import writers
from publishing.refusals import Overtaken, Refused
from publishing.rights import RUN, Action, allows, roles_of
from publishing.stale_sections import mark_after, taken_over
from publishing.translations import Standing, before, differs, is_sectioned, set_text, take_mark, text, units
from publishing.workflow import locked, overtaken
from publishing.xliff import digest


class Given(NamedTuple):
    """What somebody says about translations; each by the key of its text."""

    texts: dict
    current: frozenset = frozenset()  # they still say what their source says
    ticked: dict = {}  # {key: anchors of sections that still do}
    corrected: frozenset = frozenset()  # they stand to their source as they did before
    older: dict = {}  # {key: the source from which it was translated}, where that is not the source of today


class Written(NamedTuple):
    """What became of texts: the version that holds them now, and keys of texts."""

    version: object
    taken: list
    clashes: dict  # {key: the translation as it stands}: changed by somebody else meanwhile, so not written


def plain(value):
    """Lines end with LF, and nothing that cannot be stored; a text of spaces alone is none."""
    tidy = IMPOSSIBLE.sub("", LINE_END.sub("\n", value))
    return tidy if tidy.strip() else ""


def seen_of(unit):
    """Names the source and the translation somebody has before them."""
    return f"{digest(unit.source)}-{digest(unit.target)}"


@transaction.atomic
def write(*, version, by, language, texts, current=(), ticked=None, seen=None, older=None):
    """Write translations into the version; into a draft opened for them where it is public already.

    See `Given` for what is said. What differs from what the writer had seen (`seen`: {key: seen_of}) is left alone and
    returned as a clash.
    """
    fresh = locked(version)
    plain_texts = {key: plain(value) for key, value in texts.items()}
    given = Given(plain_texts, frozenset(current), ticked=ticked or {}, older=older or {})
    taken, clashes = planned(fresh, language, given, seen or {})
    if fresh.is_public and not taken:
        return Written(fresh, taken, clashes)
    if fresh.is_public:
        fresh = versions.open_version(fresh.dossier, by=by)
    if not allows(Action.WRITE, fresh.state, roles_of(by, fresh.dossier, fresh)):
        raise Overtaken(overtaken(fresh))
    taken, clashes = planned(fresh, language, given, seen or {})
    if taken:
        put_down(fresh, by, language, taken, given)
    return Written(fresh, taken, clashes)


def planned(version, language, given, seen):
    """(keys that will be written, {key: translation that stands} where somebody was quicker)."""
    taken, clashes, dossier = [], {}, version.dossier
    for unit in units(dossier.kind, version.content, dossier.language, language):
        changed = unit.key in given.texts and given.texts[unit.key] != plain(unit.target)
        confirmed = unit.key in given.current or given.ticked.get(unit.key)
        if not changed and not (confirmed and unit.standing == Standing.OLDER):
            continue
        if unit.key in seen and seen[unit.key] != seen_of(unit):
            clashes[unit.key] = unit.target
        else:
            taken.append(unit.key)
    return taken, clashes


def put_down(version, by, language, taken, given):
    content = copy.deepcopy(version.content)
    changed = [put_text(content, version.dossier, key, language, given) for key in taken]
    if any(changed):
        version.checked = {code: told for code, told in version.checked.items() if code != language}
    version.content, version.saves = content, version.saves + 1
    version.save()
    version.contributors.add(by)
    versions.keep_title(version.dossier, content)


def put_text(content, dossier, key, language, given):
    """Whether the text is another one now; its mark says what of it is still older than its source."""
    was, value = text(content, key, language), given.texts.get(key)
    first, now = before(content, key, language), text(content, key, dossier.language)
    changed = value is not None and value != plain(was)
    if changed:
        by_section = is_sectioned(dossier.kind, key) and value
        set_text(content, key, language, taken_over(value, was=was, first=first, now=now) if by_section else value)
    take_mark(content, key, language, mark_left(content, dossier, key, language, given, was))
    return changed


def mark_left(content, dossier, key, language, given, was):
    target, now = text(content, key, language), text(content, key, dossier.language)
    first = before(content, key, language)
    if key in given.corrected:
        return first
    if target and key in given.older:
        return given.older[key]
    if not target or not first or key in given.current or not is_sectioned(dossier.kind, key):
        return ""
    return mark_after(first=first, now=now, was=was, target=target, ticked=given.ticked.get(key, ()))


@transaction.atomic
def correct(*, version, by, language, key, value):
    """Write a translation that is better, but not made anew from its source: what was older stays older."""
    put_down(version, by, language, [key], Given({key: value}, corrected=frozenset({key})))


@transaction.atomic
def check(*, version, by, language):
    """Note that somebody other than the translators has read the translation, and tell those who wrote it."""
    fresh = locked(version)
    roles = roles_of(by, fresh.dossier, fresh)
    if not allows(Action.CHECK, fresh.state, roles):
        raise Overtaken(overtaken(fresh))
    if hindrance := hindrance_to_check(fresh, by, language, roles):
        raise Refused(hindrance)
    fresh.checked = fresh.checked | {language: {"by": str(by), "at": timezone.now().isoformat()}}
    fresh.save(update_fields=["checked", "updated_at"])
    notices.tell(
        people=writers(fresh),
        kind=Notice.Kind.TRANSLATION,
        sentence="translation_checked",
        dossier=fresh.dossier,
        values={"by": str(by), "language": language},
        but=by.pk,
    )
    return fresh


def hindrance_to_check(version, by, language, roles):
    """Why this person may not mark the translation as checked, as a sentence; empty where they may."""
    if told := version.checked.get(language):
        return _("This is already done: %(name)s has checked the translation.") % {"name": told["by"]}
    if not roles & RUN and version.contributors.filter(pk=by.pk).exists():
        return _("Nobody checks their own translation: somebody else of your organisation or a coordinator must do it.")
    standings = {unit.standing for unit in units_of(version, language)}
    if not standings:
        return _("There is nothing to translate yet.")
    if standings != {Standing.CURRENT}:
        return _("Some texts are missing or older than their source. Translate them first.")
    return ""


def units_of(version, language):
    return units(version.dossier.kind, version.content, version.dossier.language, language)


# --- From a file ---


class Report(NamedTuple):
    """What became of the texts of a file, by their labels."""

    taken: list
    unchanged: int
    older: list  # taken, but their source has changed since the file was made
    passed_over: list  # [(name, why)]


@transaction.atomic
def take_in(*, version, by, language, found):
    """Write what a file says (`xliff.Told`); the whole in one go. Returns (version, Report)."""
    fresh = locked(version)
    standing = {unit.key: unit for unit in units_of(fresh, language)}
    reasons = {told.key: reason_against(told, standing.get(told.key)) for told in found}
    wanted = [told for told in found if not reasons[told.key] and says_more(told, standing[told.key])]
    changed = {told.key for told in wanted}
    kind = fresh.dossier.kind
    sources = {told.key: (plain(told.source), plain(standing[told.key].source)) for told in wanted}
    behind = {told.key: told.source for told in wanted if differs(kind, told.key, *sources[told.key])}
    current = {told.key for told in wanted}
    texts = {told.key: told.target for told in wanted}
    seen = {key: seen_of(standing[key]) for key in changed}
    done = write(version=fresh, by=by, language=language, texts=texts, current=current, seen=seen, older=behind)
    passed = [(name_of(told, standing), reasons[told.key]) for told in found if reasons[told.key]]
    passed += [(standing[key].label, _("Changed by somebody else meanwhile.")) for key in done.clashes]
    return done.version, Report(
        taken=[standing[key].label for key in done.taken],
        unchanged=len(found) - len(passed) - len(done.taken),
        older=[standing[key].label for key in done.taken if key in behind],
        passed_over=passed,
    )


def name_of(told, standing):
    return standing[told.key].label if told.key in standing else told.key[:80]


def reason_against(told, unit):
    """Why a text of the file is not taken, as a sentence; empty where it is."""
    if unit is None:
        return _("There is no such text any more.")
    if told.target is None or not plain(told.target):
        return _("Not translated in the file; what stands here stays.") if unit.target else ""
    if IMPOSSIBLE.search(told.target):
        return _("It holds a character that cannot be stored.")
    if unit.limit and len(plain(told.target)) > unit.limit and told.target != unit.target:
        values = {"limit": unit.limit, "count": len(plain(told.target))}
        return _("Too long: %(count)s characters, at most %(limit)s.") % values
    if touched(told) and told.was and told.was != digest(unit.target) and plain(told.target) != plain(unit.target):
        return _("Changed here since the file was made. Compare the two and write it by hand.")
    return ""


def touched(told):
    """Whether the translator changed the text, as far as the file tells."""
    return told.was != digest(told.target)


def says_more(told, unit):
    """Whether the file brings a new text, or says that an older translation still holds."""
    if not told.target or not plain(told.target):
        return False
    if plain(told.target) != plain(unit.target):
        return touched(told)
    confirmed = told.state != "initial" and plain(told.source) == plain(unit.source)
    return confirmed and unit.standing == Standing.OLDER
