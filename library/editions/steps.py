"""The steps of an edition: one table says which there are, who may take them, and what each does.

`take` is the only place where one is taken. Of two people who press at once one wins, and the other is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models import CatalogueState
from library.editions import deeds
from library.models import Edition
from publishing.refusals import Overtaken, Refused
from publishing.rights import LEAD, RUN, WRITE, roles_of
from publishing.versions import adopt, dossier_of

State = Edition.State
LONGEST_SETTING = timedelta(minutes=10)  # after which the worker must have died


@dataclass(frozen=True)
class Step:
    """One arrow: from the states it begins at to the one it leads to."""

    name: str
    label: str
    sources: tuple
    target: str
    roles: frozenset
    do: Callable  # (edition, by, reason): what it writes besides the state; it may still refuse
    reason: bool = False  # whether one must be given
    own: bool = True  # whether those who prepared the edition may take it
    by_worker: bool = False  # whether the state changes only when the files are made
    done: str = ""  # what the person reads after it
    explain: str = ""  # what the button does


STEPS = {
    step.name: step
    for step in (
        Step(
            "refresh", _("Take the newest texts"), (State.DRAFT,), State.DRAFT, WRITE, deeds.refresh,
            done=_("The draft holds what is public now."),
            explain=_("The draft gets the text of each chapter that the public reads now."),
        ),
        Step(
            "propose", _("Propose for approval"), (State.DRAFT,), State.PROPOSED, WRITE, deeds.propose, by_worker=True,
            done=_("The files are being made. The edition is proposed as soon as all of them are there."),
            explain=_("PDF, EPUB, HTML and JSON are made in every language; then somebody else approves the edition."),
        ),
        Step(
            "send_back", _("Send back"), (State.PROPOSED,), State.DRAFT, LEAD, deeds.send_back, reason=True,
            done=_("It is a draft again. Those who prepared it read your reason."),
            explain=_("It becomes a draft again; its files are removed."),
        ),
        Step(
            "approve", _("Approve"), (State.PROPOSED,), State.APPROVED, LEAD, deeds.approve, own=False,
            done=_("Approved. From now on nothing of this edition changes."),
            explain=_("The edition is public at once. Its texts, files and checksums never change again."),
        ),
        Step(
            "withdraw", pgettext_lazy("step", "Withdraw"), (State.APPROVED,), State.WITHDRAWN, RUN, deeds.withdraw,
            reason=True,
            done=_("Withdrawn. A notice with the citation and your reason stays at its address."),
            explain=_("Pages and files disappear. A notice with the citation and your reason stays at the address."),
        ),
    )
}  # fmt: skip


def roles_in(person, book):
    """What the person is to the book."""
    dossier = dossier_of(book)
    return roles_of(person, dossier) if dossier else frozenset()


def may_write(person, book):
    return bool(roles_in(person, book) & WRITE)


def is_being_set(edition):
    return edition.setting_since is not None and edition.setting_since > timezone.now() - LONGEST_SETTING


def hindrance(step, edition, person):
    """Why the person may not take the step, as a sentence; empty where they may."""
    if not roles_in(person, edition.book) & step.roles:
        return _("You may not do this.")
    if not step.own and person.pk in (edition.prepared_by_id, edition.proposed_by_id):
        return _("Nobody approves the edition they prepared: a representative or a coordinator must do it.")
    if is_being_set(edition):
        return _("The files of this edition are being made. Wait until they are there.")
    return ""


def steps_for(edition, person):
    """The steps this person may take now, in the order of the table."""
    return [step for step in STEPS.values() if edition.state in step.sources and not hindrance(step, edition, person)]


@transaction.atomic
def begin(*, book, by):
    """A draft of the next edition; `by` is nobody where the portal itself begins the first one."""
    CatalogueState.lock()
    adopt(book)
    if by is not None and not may_write(by, book):
        raise Refused(_("You may not do this."))
    if standing := book.editions.open().first():
        text = _("Edition %(number)s is being prepared already. Finish that one first; nothing was changed.")
        raise Overtaken(text % {"number": standing.number})
    last = book.editions.order_by("-number").first()
    edition = Edition(book=book, number=last.number + 1 if last else 1, prepared_by=by)
    deeds.begin(edition)
    return edition


@transaction.atomic
def take(*, step, edition, by, reason=""):
    """Take a step; returns the edition as it then stands. Refused or Overtaken say why not: nothing is changed."""
    rule, fresh, reason = STEPS[step], locked(edition), reason.strip()
    if fresh.state not in rule.sources:
        raise Overtaken(overtaken(fresh))
    if refusal := hindrance(rule, fresh, by):
        raise Refused(refusal)
    if rule.reason and not reason:
        raise Refused(_("Say why: others will read it."))
    return done(rule, fresh, by, reason)


def done(rule, edition, by, reason=""):
    if not rule.by_worker:
        edition.state = rule.target
    rule.do(edition, by, reason)
    edition.save()
    if edition.state in (State.APPROVED, State.WITHDRAWN):
        edition.book.file_card()  # harvesters are told of it
        CatalogueState.bump()  # pages that name the edition are kept by its version
    return edition


def locked(edition):
    """The edition as it stands now, locked; the catalogue first, as every writer does."""
    CatalogueState.lock()
    return Edition.objects.select_for_update().get(pk=edition.pk)


def overtaken(edition):
    """What somebody else did meanwhile."""
    values = {"state": edition.get_state_display(), "name": str(edition.approved_by or "")}
    if values["name"]:
        return _("%(name)s was quicker: the edition is now “%(state)s”. Nothing was changed.") % values
    return _("This is already done: the edition is now “%(state)s”. Nothing was changed.") % values
