"""Comments: something said about a version, by those who work on it or review it."""

from django.db import transaction
from django.utils.translation import gettext as _

from publishing import notices
from publishing.models import Comment, Notice
from publishing.people import owners, writers
from publishing.rights import Role, roles_of


@transaction.atomic
def leave_comment(*, version, by, text):
    """Keep what was said and tell those who work on it; a reviewer is not named to them."""
    dossier = version.dossier
    as_reviewer = Role.REVIEWER in roles_of(by, dossier, version)
    comment = Comment.objects.create(version=version, author=by, as_reviewer=as_reviewer, text=text.strip())
    notices.tell(
        people=writers(version) | owners(dossier),
        kind=Notice.Kind.COMMENT,
        sentence="comment",
        dossier=dossier,
        values={"by": _("Reviewer") if as_reviewer else str(by), "comment": text},
        but=by.pk,
    )
    return comment
