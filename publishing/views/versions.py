"""Versions as they can be read, compared, restored and cited; and the preview of what is being written."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.languages import shown
from catalogue.missing import NoSuchPage
from catalogue.models import public_name
from catalogue.text import fold
from catalogue.views import reader
from publishing import versions
from publishing.choosing import CompareForm
from publishing.comparison import compared
from publishing.models import Dossier, Passage, Version
from publishing.refusals import Refused
from publishing.rights import RUN, WRITE, Action, allows, roles_of
from publishing.snapshot import BEHIND, drawn
from publishing.steps import label_of
from publishing.version_files import address_files
from publishing.views.asking import dossier_for, whole
from publishing.views.pages import standing_of
from publishing.writing import writing_of

# --- Who may read what ---


def is_open_to_all(dossier):
    """Whether the public may read the versions that were public once."""
    return dossier.is_public and dossier.entry is not None and dossier.entry.is_published


def may_read(person, dossier, version):
    version.dossier = dossier
    if version.was_public and is_open_to_all(dossier):
        return True
    return allows(Action.SEE, version.state, roles_of(person, dossier, version))


def readable_version(person, pk, number):
    """(dossier, version) if this person may read it; else 404."""
    dossier = get_object_or_404(Dossier.objects.with_versions(), pk=pk)
    version = get_object_or_404(Version, dossier=pk, number=number)
    if not may_read(person, dossier, version):
        raise NoSuchPage
    return dossier, version


def readable_versions(person, pk):
    """(dossier, versions this person may read, the newest first); 404 where there are none."""
    dossier = get_object_or_404(Dossier.objects.with_versions(), pk=pk)
    passages = Prefetch("passages", Passage.objects.select_related("by", "suggestion__author"))
    slim = Version.objects.filter(dossier=pk).defer("content", "typed").order_by("-number")
    everything = slim.select_related("created_by").prefetch_related(passages, "reviews")
    found = [version for version in everything if may_read(person, dossier, version)]
    if not found:
        raise NoSuchPage
    return dossier, found


def works_here(person, dossier):
    """Whether names and notes of the people are for this person."""
    return bool(roles_of(person, dossier) & (WRITE | RUN))


# --- One version, in the page of its kind ---


@login_required
@require_safe
def preview(request, pk):
    """The newest version as the public will see it."""
    dossier, version = dossier_for(request.user, pk)
    bar = {"preview": True, "owner": dossier.owner, "canonical": "", "address": dossier.get_absolute_url()}
    return show_version(request, dossier, whole(version), bar, hidden=True)


@require_safe
def version(request, pk, number):
    dossier, found = readable_version(reader(request), pk, number)
    hidden = not (found.was_public and is_open_to_all(dossier))
    return show_version(request, dossier, found, place_among(request, dossier, found), hidden)


def show_version(request, dossier, version, bar, hidden):
    writing = writing_of(dossier.kind)
    context = {
        "entry": drawn_version(dossier, version, writing),
        "version": version,
        "bar": bar,
        "hidden": hidden,
        "related": [],
        "linked_data": "",
        "standing": standing_of(version) if version.was_public else None,
    }
    if writing.more:
        context |= writing.more(context["entry"])
    return render(request, writing.template, context)


def drawn_version(dossier, version, writing):
    """The entry as this version has it; its addresses are those of the version."""
    entry = writing.model.objects.with_page().filter(pk=dossier.object_id or 0).first()
    shown_entry = drawn(version.content, writing, entry, dossier.whole_entry)
    shown_entry.drawn_from = version
    shown_entry.get_absolute_url = version.get_absolute_url
    address_files(shown_entry, writing, version)
    shown_entry.marks = dossier.language, version.content.get(BEHIND, {})
    shown_entry.updated_at = version.published_at or version.updated_at
    return shown_entry


def place_among(request, dossier, version):
    """Where the version stands among those that this person may read."""
    _dossier, others = readable_versions(reader(request), dossier.pk)
    public = [other.number for other in others if other.was_public]
    entry = dossier.entry
    return {
        "preview": False,
        "last": others[0].number,
        "replaced_by": min((number for number in public if number > version.number), default=None),
        "canonical": entry.get_absolute_url() if entry and entry.is_published else "",
        "address": settings.SITE_URL + version.get_absolute_url(),
    }


# --- All versions ---


@require_safe
def listing(request, pk):
    person = reader(request)
    dossier, found = readable_versions(person, pk)
    pairs = zip(found, [*found[1:], None], strict=True)
    context = frame(person, dossier) | {"rows": [row_of(person, dossier, *pair) for pair in pairs]}
    return render(request, "publishing/versions.html", context)


def frame(person, dossier):
    """What the pages about versions share; the public reads the title of what is public, never that of a draft."""
    entry = dossier.entry
    is_public = is_open_to_all(dossier)
    return {
        "dossier": dossier,
        "title": shown(entry if is_public else dossier, "title"),
        "entry_address": entry.get_absolute_url() if is_public else "",
        "works_here": works_here(person, dossier),
        "organisation": public_name(dossier.owner),
    }


def row_of(person, dossier, version, before):
    """A line of the history; names, notes and steps only for those who work on it."""
    inside = works_here(person, dossier)
    return {
        "version": version,
        "before": before,
        "name": str(version.created_by or "") if inside else "",
        "passages": [told(passage) for passage in version.passages.all() if label_of(passage.step)] if inside else [],
        "may_restore": may_restore(person, dossier, version),
        "thanks": sorted({name for passage in version.passages.all() if (name := thanks_of(passage))}, key=fold),
    }


def told(passage):
    return {"label": label_of(passage.step), "name": passage.by_name, "at": passage.at, "comment": passage.comment}


def thanks_of(passage):
    """The reader whose suggestion was accepted by this step, where they wish to be thanked by name."""
    suggestion = getattr(passage, "suggestion", None)
    return suggestion.thanks if suggestion else ""


# --- Two versions beside each other ---


@require_safe
def compare(request, pk):
    person = reader(request)
    dossier, found = readable_versions(person, pk)
    form = CompareForm(request.GET, versions=found)
    old, new = (whole(version) for version in form.pair())
    context = frame(person, dossier) | {"form": form, "old": old, "new": new, "only_one": len(found) == 1}
    contents = (told_to(context["works_here"], dossier, version.content) for version in (old, new))
    context["comparison"] = compared(dossier.kind, *contents)
    return render(request, "publishing/compare.html", context)


def told_to(works_here, dossier, content):
    """A content as this reader may know it; what its page does not tell, a comparison does not either."""
    veiled = writing_of(dossier.kind).veiled
    return content if works_here or veiled is None else veiled(content)


# --- Back to an older one ---


def may_restore(person, dossier, version):
    """Who may open a new version may begin it with the content of an older one."""
    base = dossier.leading or dossier.newest
    if base is None or version.is_open or (version.pk == base.pk and version.was_public):
        return False
    roles = roles_of(person, dossier, version)
    return allows(Action.SEE, version.state, roles) and allows(Action.OPEN_VERSION, base.state, roles)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request, pk, number):
    dossier, old = readable_version(request.user, pk, number)
    if not may_restore(request.user, dossier, old):
        raise NoSuchPage
    if request.method != "POST":
        return render(request, "publishing/restore.html", frame(request.user, dossier) | {"version": old})
    return restored(request, dossier, old)


def restored(request, dossier, old):
    try:
        versions.restore(old, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("versions", dossier.pk)
    text = _("A new draft with the content of version %(number)s is open. Nothing is public yet.")
    messages.success(request, text % {"number": old.number})
    return redirect("write", dossier.pk, writing_of(dossier.kind).stages[0].key)
