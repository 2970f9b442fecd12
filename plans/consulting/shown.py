"""What pages of a plan show of its consultation, in two queries however many rows and comments there are."""

from collections import Counter

from django.db.models import Count

from plans.models import Call, Contribution
from plans.standing.rows import PlanRows
from publishing.snapshot import drawn
from publishing.writing import writing_of

COMMENTED = ("goals", "actions", "findings", "swot_items", "strategies", "provisions")  # rows that one may comment on


class Consultation:
    """The newest consultation of a plan: `call`, and how many public comments each row has."""

    def __init__(self, call, counts):
        self.call, self.counts = call, counts

    is_open = property(lambda self: self.call.is_open)
    is_over = property(lambda self: self.call.is_over)
    days_left = property(lambda self: self.call.days_left)
    total = property(lambda self: sum(self.counts.values()))
    on_the_whole = property(lambda self: self.counts["", ""])

    def count(self, relation, key):
        return self.counts[relation, key]


def consultation_of(dossier):
    """As `Consultation`, or None where there never was one. `dossier` may be its primary key."""
    call = Call.objects.filter(dossier=dossier, kind=Call.Kind.CONSULTATION).first()
    return Consultation(call, counts_of(call)) if call else None


def counts_of(call):
    """{(relation, key of the row): public comments}."""
    shown = call.contributions.filter(state=Contribution.State.SHOWN).order_by()
    rows = shown.values_list("relation", "row_key").annotate(Count("pk"))
    return Counter({(relation, key): count for relation, key, count in rows})


# --- The page of the consultation ---


def comments_of(call):
    """{(relation, key): public comments}, the oldest first."""
    shown = call.contributions.filter(state=Contribution.State.SHOWN)
    groups = {}
    for comment in shown.select_related("author", "taken_in").defer("taken_in__content", "taken_in__typed"):
        groups.setdefault((comment.relation, comment.row_key), []).append(comment)
    return groups


def rows_of(call):
    """`PlanRows` of the version that is commented on."""
    return PlanRows(drawn(call.version.content, writing_of(call.dossier.kind)))


def row_of(call, relation, key):
    """The row of this name in the version that is commented on, or None."""
    return rows_of(call).by_key(relation).get(key) if relation in COMMENTED else None


def grouped(call):
    """The lists of the version with their rows, and with each row its comments: (title, [(row, comments)])."""
    rows, comments, writing = rows_of(call), comments_of(call), writing_of(call.dossier.kind)
    for relation in COMMENTED:
        listed = [(row, comments.get((relation, row.key), [])) for row in rows[relation]]
        if listed:
            yield {"relation": relation, "title": writing.row(relation).title, "rows": listed}
