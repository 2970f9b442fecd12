"""What the steps of an edition write besides its state; each may still refuse."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.languages import LANGUAGES
from library.editions.citing import citation_of, identifier_of
from library.editions.parts import adopted, take_newest, withdrawn_parts
from library.editions.problems import problems
from library.editions.setting import remove_files, set_edition, whole_files
from library.editions.telling import tell_preparers
from publishing.refusals import Refused


def begin(edition):
    """Its row must stand before its parts can name it."""
    edition.version = adopted(edition.book)
    edition.save()
    take_newest(edition)
    edition.save()


def refresh(edition, by, reason):
    take_newest(edition)
    edition.failure = {}


def propose(edition, by, reason):
    """Hand the files to the worker; whoever proposes has prepared the edition, too."""
    if count := len(problems(edition)):
        text = ngettext(
            "%(count)s thing must be mended first; it stands below.",
            "%(count)s things must be mended first; they stand below.",
            count,
        )
        raise Refused(text % {"count": count})
    now = timezone.now().replace(microsecond=0)
    edition.proposed_by, edition.text_at, edition.setting_since = by, now, now
    edition.files_set, edition.failure, edition.reason = 0, {}, ""
    transaction.on_commit(partial(set_edition.enqueue, edition.pk))


def send_back(edition, by, reason):
    edition.reason = reason
    remove_files(edition)
    tell_preparers(edition, "edition_sent_back", by, reason)


def approve(edition, by, reason):
    if gone := withdrawn_parts(edition):
        text = _(
            "Not public any more: %(titles)s. The edition is not approved; send it back and take the newest texts."
        )
        raise Refused(text % {"titles": ", ".join(gone)})
    if not whole_files(edition):
        raise Refused(_("A file of the edition is missing or was damaged. Send it back and propose it again."))
    edition.approved_by, edition.approved_at = by, timezone.now()
    edition.identifier = identifier_of(edition)
    for code in LANGUAGES:
        setattr(edition, f"citation_{code}", citation_of(edition, code))
    tell_preparers(edition, "edition_approved", by)


def withdraw(edition, by, reason):
    edition.withdrawn_at, edition.reason = timezone.now(), reason
    remove_files(edition)
