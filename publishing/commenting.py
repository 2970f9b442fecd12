"""Comments: something said about a version or one of its sections, by those who work on it or review it."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import notices
from publishing.models import Comment, Notice
from publishing.people import owners, writers
from publishing.rights import CHIEF, WRITE, Role, roles_of
from publishing.sections import TOP, sections, without_anchor
from publishing.writing import writing_of

QUOTED = 200  # letters of the section
SIGNS = re.compile(r"^#+ ", re.MULTILINE)


def sections_of(version):
    """The sections of its long texts, in the language it is written in."""
    names = writing_of(version.dossier.kind).sectioned
    texts = (version.content.get(f"{name}_{version.dossier.language}") or "" for name in names)
    return [part for text in texts for part in sections(text)]


def label_of(section):
    return section.heading or (_("Before the first heading") if section.anchor == TOP else section.anchor)


def comments_for(version, roles):
    """What was said; the partner reads reviewers' comments without their names."""
    insider = roles & {Role.COORDINATOR, Role.ADMINISTRATOR}
    comments = Comment.objects.filter(version__dossier=version.dossier).select_related(
        "author", "version", "resolved_by"
    )
    if not roles & WRITE:
        comments = comments.filter(version=version)
    return [
        {
            "by": _("Reviewer")
            if comment.as_reviewer and not insider
            else str(comment.author or _("Somebody who left")),
            "at": comment.at,
            "text": comment.text,
            "number": comment.version.number,
            "pk": comment.pk,
            "anchor": comment.anchor,
            "quote": comment.quote,
            "resolved_at": comment.resolved_at,
            "resolved_by": str(comment.resolved_by or ""),
        }
        for comment in comments
    ]


@transaction.atomic
def leave_comment(*, version, by, text, anchor=""):
    """Keep what was said and tell those who work on it; a reviewer is not named to them."""
    dossier = version.dossier
    as_reviewer = Role.REVIEWER in roles_of(by, dossier, version)
    comment = Comment.objects.create(
        version=version,
        author=by,
        as_reviewer=as_reviewer,
        text=text.strip(),
        anchor=anchor,
        quote=quote_of(version, anchor),
    )
    notices.tell(
        people=writers(version) | owners(dossier),
        kind=Notice.Kind.COMMENT,
        sentence="comment",
        dossier=dossier,
        values={"by": _("Reviewer") if as_reviewer else str(by), "comment": text},
        but=by.pk,
    )
    return comment


def quote_of(version, anchor):
    """The beginning of a section in one line, by which it is known when it is gone."""
    found = next((part for part in sections_of(version) if part.anchor == anchor), None)
    return " ".join(SIGNS.sub("", without_anchor(found)).split())[:QUOTED] if found else ""


def may_resolve(roles):
    """Those who write the text or lead the whole; reviewers stay unnamed, so they only comment."""
    return bool(roles & (WRITE | CHIEF))


def resolve(*, comment, by):
    """Mark a comment as dealt with; once more changes nothing."""
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(resolved_at=timezone.now(), resolved_by=by)


def reopen(*, comment):
    Comment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)


def grouped(comments, version):
    """[(title, comments)]: of the whole, of each section in its order, and those whose section is gone."""
    parts = sections_of(version)
    known = {"", *(part.anchor for part in parts)}
    titles = [("", "")] + [(part.anchor, label_of(part)) for part in parts]
    groups = [(title, [one for one in comments if one["anchor"] == anchor]) for anchor, title in titles]
    groups.append((_("Whose section is gone"), [one for one in comments if one["anchor"] not in known]))
    return [(title, some) for title, some in groups if some]
