"""What becomes of suggestions: merged into the open version, declined, or outdated where the section was rewritten."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.models import CatalogueState
from publishing import notices, suggesting, versions
from publishing.keeping import Sent, digest
from publishing.models import Notice, Suggestion
from publishing.passages import note
from publishing.refusals import Overtaken, Refused
from publishing.rights import WRITE, Action, allows, roles_of
from publishing.saving_drafts import save_draft
from publishing.sections import put_in_place, said, sections, with_anchors
from publishing.sentences import said as said_of
from publishing.states import OPEN
from publishing.translating import correct
from publishing.untranslated import writable_by
from publishing.workflow import locked, overtaken
from publishing.writing import writing_of

State = Suggestion.State


def waiting_for(person):
    """Suggestions that this person may decide, the oldest first."""
    if not person.is_coordinator and not person.organisations:
        return Suggestion.objects.none()
    found = Suggestion.objects.waiting().filter(dossier__in=writable_by(person).order_by().values("pk"))
    return found.select_related("dossier__owner", "author").order_by("confirmed_at", "pk")


def may_decide(person, dossier):
    return bool(roles_of(person, dossier) & WRITE)


# --- What it is about ---


def key_of(suggestion):
    return f"{suggestion.field}_{suggestion.language}"


def section_of(content, suggestion):
    """The section as a content has it, or None."""
    text = content.get(key_of(suggestion)) or ""
    return next((part for part in sections(text) if part.anchor == suggestion.anchor), None)


def standing_of(dossier):
    """The version into which a suggestion would go: the open one, else the public one."""
    return dossier.versions.filter(state__in=OPEN).first() or versions.leading_of(dossier)


def is_rewritten(section, suggestion):
    """Whether the section says neither what the reader had before them nor what they suggest."""
    return section is None or said(section) not in {said_by(suggestion.old, section), said_by(suggestion.new, section)}


def in_its_place(suggestion):
    """The suggested text as it would stand there, with the anchor of its section."""
    return put_in_place(suggestion.old, suggestion.anchor, suggestion.new).strip()


def said_by(text, section):
    """What a text would say in the place of the section."""
    return said(sections(put_in_place(section.text, section.anchor, text))[0])


# --- Deciding ---


@transaction.atomic
def accept(*, suggestion, by, text=None, seen="", answer=""):
    """Merge it into the open version, as it is or as `text`; returns the suggestion as it stands then.

    A section that was rewritten since is not touched, and the suggestion is outdated. With a text of one's own it is
    replaced where it still says what its writer has `seen`, which is its digest.
    """
    fresh, dossier = waiting(suggestion, by)
    versions.catch_up(dossier)
    standing, roles = standing_of(dossier), roles_of(by, dossier)
    if not standing.is_open and not allows(Action.OPEN_VERSION, standing.state, roles):
        raise Overtaken(overtaken(standing))
    now = section_of(standing.content, fresh)
    if text is None and is_rewritten(now, fresh):
        return decide(fresh, State.OUTDATED, answer)
    if now is None or (text is not None and digest(now.text) != seen):
        raise Overtaken(_("Somebody changed this section meanwhile. It stands below as it is now; look again."))
    version = locked(versions.open_version(dossier, by=by))
    if not allows(Action.WRITE, version.state, roles):
        raise Overtaken(overtaken(version))
    put_in(version, fresh, by, fresh.new if text is None else text)
    fresh.passage = note(version, "suggestion", version.state, by)
    return decide(fresh, State.ACCEPTED if text is None else State.CHANGED, answer)


def put_in(version, suggestion, by, new):
    """Write the section into the version; whoever suggested it is one of those who wrote it."""
    writing, name = writing_of(suggestion.dossier.kind), suggestion.field
    if name in version.typed:
        raise Refused(_("In the form of this text something is typed that could not be saved yet. Finish it first."))
    whole = put_in_place(version.content[key_of(suggestion)], suggestion.anchor, new)
    most = writing.longest.get(name)
    if most and len(whole) > most:
        raise Refused(_("The text would be longer than %(most)s characters. Shorten it first.") % {"most": most})
    if suggestion.language == suggestion.dossier.language:
        sent = {name: Sent(key_of(suggestion), with_anchors(whole))}
        save_draft(version=version, by=by, sent=sent)
    else:
        correct(version=version, by=by, language=suggestion.language, key=name, value=whole)
    if suggestion.author:
        version.contributors.add(suggestion.author)


@transaction.atomic
def decline(*, suggestion, by, answer):
    fresh, _dossier = waiting(suggestion, by)
    return decide(fresh, State.DECLINED, answer)


@transaction.atomic
def reopen(*, suggestion, by):
    """An outdated suggestion waits again, to be worked in by hand."""
    fresh, _dossier = waiting(suggestion, by, State.OUTDATED)
    fresh.become(State.NEW, answered_at=None)
    return fresh


def waiting(suggestion, by, state=State.NEW):
    """(suggestion, dossier) as they stand now, locked; Overtaken where somebody else has decided."""
    CatalogueState.lock()
    dossier = versions.locked_dossier(suggestion.dossier_id)
    fresh = Suggestion.objects.select_for_update(of=("self",)).select_related("author", "base").get(pk=suggestion.pk)
    if fresh.state != state:
        label = fresh.get_state_display()
        raise Overtaken(_("Somebody was quicker: the suggestion is “%(state)s” already.") % {"state": label})
    if not may_decide(by, dossier):
        raise Refused(_("You may not do this."))
    fresh.dossier = dossier
    return fresh, dossier


def decide(suggestion, state, answer=""):
    suggestion.become(state, answer=answer.strip(), answered_at=timezone.now())
    tell_reader(suggestion)
    return suggestion


def tell_reader(suggestion):
    """A notice to whoever has an account, a mail to others, as long as their address is known."""
    sentence, titles = f"suggestion_{suggestion.state}", notices.titles_of(suggestion.base)
    entry = suggestion.dossier.entry
    address = entry.get_absolute_url() if entry is not None and entry.is_published else ""
    if suggestion.author:
        values = titles | {"comment": suggestion.answer}
        kind = Notice.Kind.DECIDED
        notices.tell(people=[suggestion.author], kind=kind, sentence=sentence, address=address, values=values)
    elif suggestion.email:
        with translation.override(suggestion.mail_language):
            subject, line = said_of(sentence, titles)
            address = settings.SITE_URL + entry.get_absolute_url() if address else ""
            context = {"line": line, "comment": suggestion.answer, "address": address}
            key = f"{suggestion.state}:{int(suggestion.answered_at.timestamp())}"
            suggesting.write(suggestion, key, subject, context)
