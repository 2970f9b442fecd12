"""A plan as the beginning of another: the same rows under new names, nothing of what happened to it."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from plans.models import ActionPlan
from publishing import versions
from publishing.once import once
from publishing.row_cells import new_uid
from publishing.row_merging import UID
from publishing.saving_drafts import write_draft
from publishing.snapshot import taken
from publishing.views.writing import organisations_of, owner_choices
from publishing.writing import writing_of

MARKS = ("Primer: ", "Example: ")  # before the title of an example


def may_be_copied_by(plan, person):
    """Examples by everybody who writes for an organisation; other plans by their own organisation."""
    if not person.is_authenticated or not person.organisations:
        return False
    return plan.is_example or bool(person.role_in(plan.organisation_id))


@transaction.atomic
def copy_plan(*, plan, owner, by, language):
    """A draft of the owner's with the content of a public plan."""
    content = rekeyed(writing_of("plan"), taken(plan)) | {"organisation_id": owner.pk}
    for code in LANGUAGES:
        content[f"title_{code}"] = without_mark(content[f"title_{code}"] or "")
    title = content[f"title_{language}"]
    version = versions.begin(kind="plan", owner=owner, by=by, language=language, title=title)
    write_draft(version, by, content, {})
    return version


def without_mark(title):
    mark = next((mark for mark in MARKS if title.startswith(mark)), "")
    title = title.removeprefix(mark)
    return title[:1].upper() + title[1:]


def rekeyed(writing, content):
    """The content with a new name for every row, wherever it is pointed at."""
    names = {rows.relation: {row[UID]: new_uid() for row in content[rows.relation]} for rows in writing.rows}
    for rows in writing.rows:
        content[rows.relation] = [
            row
            | {UID: names[rows.relation][row[UID]]}
            | {f"{name}_id": names[other].get(row.get(f"{name}_id")) for name, other in rows.links.items()}
            for row in content[rows.relation]
        ]
    return content


@login_required
@require_POST
def copy(request, pk):
    """Copy it; whoever writes for several organisations is asked for which."""
    plan = get_object_or_404(ActionPlan.objects.published(), pk=pk)
    if not may_be_copied_by(plan, request.user):
        raise NoSuchPage
    owners = owner_choices(request.user)
    asked = request.POST.get("owner") or (owners[0][0] if len(owners) == 1 else "")
    if asked not in dict(owners):
        return render(request, "plans/taking/copy_for.html", {"plan": plan, "owners": owners})
    return once(request, lambda: copied_address(request.user, plan, asked))


def copied_address(person, plan, owner):
    """The first stage of the draft."""
    language = next(code for code in (get_language(), *LANGUAGES) if getattr(plan, f"title_{code}"))
    owner = organisations_of(person).get(pk=owner)
    version = copy_plan(plan=plan, owner=owner, by=person, language=language)
    return reverse("write", args=[version.dossier_id, writing_of("plan").stages[0].key])
