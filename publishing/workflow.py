"""Taking a step of the table.

Rows are locked, looked at again and written with what was done; of two people who press at once one wins, and the
other is told. The state itself changes in `passages.change_state`, as it does for what happens beside the steps.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalogue.models import CatalogueState
from publishing import notices
from publishing.passages import change_state
from publishing.refusals import Overtaken, Refused
from publishing.rights import roles_of
from publishing.steps import STEPS, hindrance
from publishing.versions import locked_version
from publishing.writing import refusal_of


@transaction.atomic
def take(*, step, version, by, comment="", **given):
    """Take a step; returns the version as it then stands. Refused or Overtaken say why not, and nothing is changed.

    `given` is what the step asks for beside a comment, such as the opinions with which a version is validated.
    """
    rule, fresh = STEPS[step], locked(version)
    if fresh.state not in rule.sources:
        raise Overtaken(overtaken(fresh))
    if reason := hindrance(rule, fresh, by, roles_of(by, fresh.dossier, fresh)) or refusal_of(step, fresh):
        raise Refused(reason)
    comment = comment.strip()
    if rule.comment and not comment:
        raise Refused(_("Say why: those who wrote it will read it."))
    if rule.prepare:
        rule.prepare(fresh, by, given)
    passage = change_state(fresh, rule.target, step=step, by=by, comment=comment)
    if rule.ends_reviews:
        notices.end_reviews(version=fresh, by=by)
    if rule.tells:
        tell_concerned(rule, fresh, passage)
    return fresh


def tell_concerned(rule, version, passage):
    kind, people = rule.tells(version)
    notices.tell(
        people=people,
        kind=kind,
        sentence=rule.name,
        dossier=version.dossier,
        values={"by": passage.by_name, "comment": passage.comment},
        but=passage.by_id,
    )


def locked(version):
    """The version as it stands now, with its dossier, both locked; the catalogue first, as every writer does."""
    CatalogueState.lock()
    return locked_version(version)


def overtaken(version):
    """What somebody else did meanwhile."""
    last = version.passages.first()
    values = {"state": version.get_state_display(), "name": last.by_name if last else ""}
    if values["name"]:
        return _("%(name)s was quicker: the state is now “%(state)s”. Nothing was changed.") % values
    return _("This is already done: the state is now “%(state)s”. Nothing was changed.") % values
