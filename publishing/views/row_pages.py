"""Rows that each have a page on the desk: the page itself, and what is done with them in their list."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.missing import NoSuchPage
from publishing.comparison import heading_of
from publishing.fields import entry_suggestions, topic_suggestions
from publishing.keeping import marks_sent
from publishing.refusals import Overtaken, Refused
from publishing.rights import Action
from publishing.row_lists import add_row, change_rows, copy_row, move_row, remove_row, would_go
from publishing.row_merging import UID, row_name
from publishing.row_page import RowPage
from publishing.saving_drafts import save_draft
from publishing.views.asking import dossier_for, whole
from publishing.views.keeping import kept_answer, too_late
from publishing.views.signed_out import kept_when_signed_out
from publishing.views.writing import progress, to_write
from publishing.writing import writing_of


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def row(request, pk, relation, uid):
    """One row: saved with every button, whatever else is wrong with it."""
    if request.method != "POST":
        dossier, version = dossier_for(request.user, pk, Action.WRITE)
        return show_row(request, dossier, page_of(version, relation, uid))
    dossier, version = to_write(request.user, pk)
    page = page_of(version, relation, uid, request.POST, request.FILES)
    try:
        conflicts = save(request, version, page, told=marks_sent(request.POST, "told"))
    except Overtaken as reason:
        return too_late(request, dossier, page.title, page, reason)
    asked = next((rows for rows in page.all_sets if f"add-{rows.relation}" in request.POST), None)
    if asked:
        asked.add()
    elif page.is_valid() and not conflicts:
        messages.success(request, _("Saved."))
        return redirect(next_address(request, dossier, page))
    return show_row(request, dossier, page)


def page_of(version, relation, uid, *sent):
    """The page of a row; 404 where the version holds none of this name, unless one was at it while it was removed."""
    writing = writing_of(version.dossier.kind)
    rows = writing.row(relation)
    whole(version)
    was_shown = sent and row_name(relation, uid) in marks_sent(sent[0], "base")
    if rows is None or not rows.page or not (was_shown or uid in names(version, relation)):
        raise NoSuchPage
    return RowPage(*sent, version=version, writing=writing, rows=rows, uid=uid)


def names(version, relation):
    """The names of the rows of a list, in their order."""
    return [row[UID] for row in version.content.get(relation) or []]


def save(request, version, page, told=None):
    """Keep all that can be kept; returns the names that somebody else changed, which the page then says."""
    base = marks_sent(request.POST, "base")
    page.is_valid()
    fresh, conflicts = save_draft(version=version, by=request.user, sent=page.sent(), base=base, told=told)
    page.show(fresh)
    page.tell_conflicts(conflicts, base)
    return conflicts


def next_address(request, dossier, page):
    """The row again, the row after it, or the list."""
    relation, uids = page.rows.relation, names(page.version, page.rows.relation)
    if "save" in request.POST and page.uid in uids:
        return reverse("row_page", args=[dossier.pk, relation, page.uid])
    after = uids[uids.index(page.uid) + 1 :] if page.uid in uids else []
    if "after" in request.POST and after:
        return reverse("row_page", args=[dossier.pk, relation, after[0]])
    return list_address(dossier, page.writing, relation)


def list_address(dossier, writing, relation):
    return f"{reverse('write', args=[dossier.pk, writing.stage_of(relation).key])}#rows-{relation}"


def show_row(request, dossier, page):
    relation, uids = page.rows.relation, names(page.version, page.rows.relation)
    stage = page.writing.stage_of(relation)
    beside = page.rows.beside if page.uid in uids else None
    context = {
        "dossier": dossier,
        "version": page.version,
        "page": page,
        "stage": stage,
        "back": list_address(dossier, page.writing, relation),
        "is_last": page.uid == uids[-1] if uids else True,
        "progress": progress(page.writing, dossier, page.version, stage),
        "suggestions": topic_suggestions(),
        "entries": entry_suggestions(field for rows in page.all_sets for field in rows.cell_fields()),
        "beside": beside(page.version, page.uid, request.user) if beside else "",
    }
    return render(request, "publishing/row_page.html", context)


@require_POST
def keep(request, pk, relation, uid):
    """What the script sends while one types."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    _dossier, version = to_write(request.user, pk)
    page = page_of(version, relation, uid, request.POST)
    try:
        conflicts = save(request, version, page)
    except Overtaken as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(kept_answer(page, conflicts))


CHANGES = {
    "up": lambda relation, uid: move_row(relation, uid, -1),
    "down": lambda relation, uid: move_row(relation, uid, 1),
    "copy": copy_row,
    "remove": remove_row,
}


def lost_with(version, relation, uid):
    return would_go(writing_of(version.dossier.kind), relation, uid, whole(version).content)


def ask_before_removing(request, dossier, version, rows, uid, lost):
    writing = writing_of(dossier.kind)
    context = {
        "dossier": dossier,
        "rows": rows,
        "uid": uid,
        "title": heading_of(writing, rows.relation, uid, version.content),
        "lost": lost,
        "back": list_address(dossier, writing, rows.relation),
    }
    return render(request, "publishing/remove_row.html", context)


@kept_when_signed_out
@require_POST
def row_list(request, pk, relation):
    """Add a row, or change the list by a button of one: `do` is “add”, or “up”, “down”, “copy”, “remove” and a name.

    Before a row goes that others hang on, one is asked; `sure` is the answer.
    """
    dossier, version = to_write(request.user, pk)
    writing = writing_of(dossier.kind)
    rows = writing.row(relation)
    do, _dash, uid = request.POST.get("do", "").partition("-")
    if rows is None or not rows.page or (do != "add" and do not in CHANGES):
        raise NoSuchPage
    if do == "remove" and "sure" not in request.POST and (lost := lost_with(version, relation, uid)):
        return ask_before_removing(request, dossier, version, writing.row(relation), uid, lost)
    change = add_row(relation, {}) if do == "add" else CHANGES[do](relation, uid)
    try:
        version, uid = change_rows(version=version, by=request.user, change=change)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(list_address(dossier, writing, relation))
    if do in ("add", "copy"):
        return redirect("row_page", dossier.pk, relation, uid)
    return redirect(list_address(dossier, writing, relation))
