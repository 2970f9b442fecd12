"""Comments with their answers as a table, without any e-mail address."""

from django.utils import timezone
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from catalogue.labels import language_name
from catalogue.languages import shown
from catalogue.tables.writing import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from plans.consulting.shown import COMMENTED, rows_of
from plans.models import Call, Contribution
from publishing.writing import writing_of

FORMATS = {"xlsx": XLSX_TYPE, "csv": CSV_TYPE}
NAME = pgettext_lazy("plan", "comments")
State = Contribution.State


def sheet(call, *, in_public):
    """Heading and rows; the public reads what was made public, those who work on the plan all that was confirmed."""
    comments = call.contributions.exclude(state=State.UNCONFIRMED)
    if in_public:
        comments = comments.filter(state=State.SHOWN)
    about = subjects(call)
    comments = comments.select_related("author", "taken_in").defer("taken_in__content", "taken_in__typed")
    rows = [row_of(comment, about, in_public) for comment in comments]
    return [heading(in_public), *rows]


def heading(in_public):
    public = [_("Number"), _("Day"), _("List"), _("Row"), pgettext("plan", "Comment"), _("Language"), _("Name")]
    public += [_("Organisation"), pgettext("plan", "Position"), _("Answer"), _("Taken up in version")]
    return public if in_public else [*public, _("State"), _("Why it is not public")]


def row_of(comment, about, in_public):
    answered = comment.answer_public or not in_public
    named = comment.show_name or not in_public
    public = [
        comment.pk,
        timezone.localdate(comment.at).isoformat(),
        *about.get((comment.relation, comment.row_key), (comment.relation, comment.row_key)),
        comment.text,
        language_name(comment.language),
        comment.who if named else "",
        comment.organisation if named else "",
        comment.get_position_display() if answered else "",
        shown(comment, "answer").text if answered else "",
        comment.taken_in.number if answered and comment.taken_in else "",
    ]
    return public if in_public else [*public, comment.get_state_display(), comment.reason]


def subjects(call):
    """{(relation, key): (name of the list, heading of the row)} of what one may have commented on."""
    found = {("", ""): ("", _("The whole"))}
    if call.kind == Call.Kind.CONSULTATION:
        rows, writing = rows_of(call), writing_of(call.dossier.kind)
        for relation in COMMENTED:
            title = str(writing.row(relation).title)
            found |= {(relation, row.key): (title, row.heading) for row in rows[relation]}
    return found


def file_name(start, call, form):
    return f"{start}-{NAME}-{call.pk}.{form}"


def written(rows, form):
    if form == "csv":
        return csv_bytes(rows, get_language())
    return xlsx_bytes([(pgettext("plan", "Comments"), rows)])
