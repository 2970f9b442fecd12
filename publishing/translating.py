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
from publishing.translations import Standing, as_current, as_older, set_text, text, units
from publishing.workflow import locked, overtaken
from publishing.xliff import digest


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
def write(*, version, by, language, texts, current=(), seen=None, older=None):
    """Write translations into the version; into a draft opened for them where it is public already.

    `texts` is {key: text}, `current` are keys whose translation still says what its source says. What differs from
    what the writer had seen (`seen`: {key: seen_of}) is left alone and returned as a clash. `older` is
    {key: the source from which it was translated}, where that is not the source of today.
    """
    fresh = locked(version)
    given = {key: plain(value) for key, value in texts.items()}
    taken, clashes = planned(fresh, language, given, current, seen or {})
    if fresh.is_public and not taken:
        return Written(fresh, taken, clashes)
    if fresh.is_public:
        fresh = versions.open_version(fresh.dossier, by=by)
    if not allows(Action.WRITE, fresh.state, roles_of(by, fresh.dossier, fresh)):
        raise Overtaken(overtaken(fresh))
    taken, clashes = planned(fresh, language, given, current, seen or {})
    if taken:
        put_down(fresh, by, language, {key: given.get(key) for key in taken}, older or {})
    return Written(fresh, taken, clashes)


def planned(version, language, given, current, seen):
    """(keys that will be written, {key: translation that stands} where somebody was quicker)."""
    taken, clashes, dossier = [], {}, version.dossier
    for unit in units(dossier.kind, version.content, dossier.language, language):
        changed = unit.key in given and given[unit.key] != plain(unit.target)
        confirmed = unit.key in current and unit.standing == Standing.OLDER
        if not changed and not confirmed:
            continue
        if unit.key in seen and seen[unit.key] != seen_of(unit):
            clashes[unit.key] = unit.target
        else:
            taken.append(unit.key)
    return taken, clashes


def put_down(version, by, language, texts, older):
    content, changed = copy.deepcopy(version.content), False
    for key, value in texts.items():
        if value is not None and value != plain(text(content, key, language)):
            set_text(content, key, language, value)
            changed = True
        as_current(content, key, language)
        if value and key in older:
            as_older(content, key, language, older[key])
    if changed:
        version.checked = {code: told for code, told in version.checked.items() if code != language}
    version.content, version.saves = content, version.saves + 1
    version.save()
    version.contributors.add(by)
    versions.keep_title(version.dossier, content)


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
    behind = {told.key: told.source for told in wanted if plain(told.source) != plain(standing[told.key].source)}
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
