"""Evidence whose target was deleted: its row names nothing any more, but a version still knows what it named."""

from django.db.models import Q

from plans.models import PlanEvidence
from plans.models.citation import TARGETS
from publishing.models import Version
from publishing.states import WAS_PUBLIC


def lost_keys(rows, dossier, number):
    """Keys of the rows whose target does not exist any more; no query where every row names something."""
    bare = {row.key for row in rows if not (row.url or any(getattr(row, name) for name in TARGETS))}
    named = named_before(bare, dossier, number) if bare else {}
    return {key for name in TARGETS for key in gone(name, {key: pk for key, (of, pk) in named.items() if of == name})}


def named_before(keys, dossier, number):
    """{key: (column, primary key)} of what these rows named last, up to this version."""
    versions = Version.objects.filter(Q(number=number) | Q(number__lt=number, state__in=WAS_PUBLIC), dossier=dossier)
    found = {}
    for rows in versions.order_by("number").values_list("content__evidence", flat=True):
        for row in rows or []:
            targets = [(name, row[f"{name}_id"]) for name in TARGETS if row.get(f"{name}_id")]
            if row["uid"] in keys and targets:
                found[row["uid"]] = targets[0]
    return found


def gone(name, pks):
    """Keys whose target is no row of its table."""
    if not pks:
        return set()
    model = PlanEvidence._meta.get_field(name).related_model
    standing = set(model._base_manager.filter(pk__in=pks.values()).values_list("pk", flat=True))
    return {key for key, pk in pks.items() if pk not in standing}
