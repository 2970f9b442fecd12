"""The log of communication at the desk: what was done, whom it reached, and what it adds up to."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue import audit
from catalogue.files.sending import download, send_stored
from catalogue.files.uploads import ending_of
from catalogue.labels import language_word
from catalogue.tables.writing import XLSX_TYPE
from projects.communication import tables
from projects.communication.forms import ActivityForm, LogSearch
from projects.communication.rights import (
    activities_of,
    activity_for,
    demand_log,
    may_write,
    own_activity,
    projects_of,
    writers_of,
)
from projects.communication.totals import progress, rows_of, totals
from projects.models import Activity, Audience, IndicatorTarget, Project
from publishing.once import once
from publishing.views.desk import address, paging
from publishing.views.signed_out import kept_when_signed_out

ON_A_PAGE = 40


@login_required
@require_safe
def log(request):
    demand_log(request.user)
    search, found, reached = asked_of(request)
    shown = Paginator(with_neighbours(found), ON_A_PAGE).get_page(request.GET.get("page"))
    asked = search.address()
    context = {
        "search": search,
        "narrowed": bool(asked),
        "asked": address(asked, shown.number),
        "rows": [described(request.user, activity) for activity in shown.object_list],
        "tables": tables.tables_of(totals(rows_of(found))),
        "reached": reached,
    }
    return render(request, "projects/communication/log.html", context | paging(shown, asked))


def asked_of(request):
    """(search, activities that it leaves, progress of the targets of the same project or of all)."""
    person = request.user
    every = rows_of(activities_of(person))
    search = LogSearch(request.GET, projects=projects_of(person), rows=every)
    asked = search.asked()
    targets = IndicatorTarget.objects.filter(project__in=projects_of(person).order_by().values("pk"))
    if project := asked.get("project"):
        targets = targets.filter(project=project)
    reached = [progress(target, every) for target in targets.select_related("project")]
    return search, activities_of(person).narrowed(**asked), reached


def with_neighbours(activities):
    return activities.select_related("project", "work_package", "partner")


def described(person, activity):
    """An activity as its line of the list shows it."""
    return {
        "activity": activity,
        "audiences": [Audience(code).label for code in activity.audiences],
        "languages": [language_word(code) for code in activity.languages],
        "may_write": may_write(person, activity),
    }


# --- As a file ---


@kept_when_signed_out
@require_POST
def export(request):
    """Asked for by a button, never by a link, since asking for it is written down."""
    demand_log(request.user)
    _search, found, reached = asked_of(request)
    activities = list(with_neighbours(found))
    content = tables.workbook(activities, totals(rows_of(found)), reached)
    projects = Project.objects.filter(pk__in={activity.project_id for activity in activities})
    if projects:
        LogEntry.objects.log_actions(request.user.pk, projects, CHANGE, change_message="Communication log exported.")
    audit.note(audit.Action.EXPORT, by=request.user, said=f"{Activity._meta.label}, {len(activities)} rows")
    return download(f"{pgettext('name of a file', 'communication')}.xlsx", content, XLSX_TYPE)


# --- One activity ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk=None):
    """A new activity, or one of one's own."""
    demand_log(request.user)
    activity = own_activity(request.user, pk) if pk is not None else None
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ActivityForm(*sent, person=request.user, instance=activity or begun(request.user))
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: kept(request, form))
    # The form writes into its activity also what is wrong with it, so the name is asked anew.
    named = Activity.objects.filter(pk=pk).first() if activity else None
    status = 400 if request.method == "POST" else 200
    return render(request, "projects/communication/write.html", {"form": form, "activity": named}, status=status)


def begun(person):
    """A new one, of the only project and partner where there is no other."""
    projects, partners = projects_of(person)[:2], writers_of(person)[:2]
    return Activity(
        project=projects[0] if len(projects) == 1 else None, partner=partners[0] if len(partners) == 1 else None
    )


def kept(request, form):
    form.save()
    messages.success(request, _("The activity is in the log."))
    return reverse("communication")


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, pk):
    """After a page that says what goes; what the portal wrote is left out, or it would write it again."""
    demand_log(request.user)
    activity = own_activity(request.user, pk)
    if request.method == "POST":
        if activity.is_recorded:
            Activity.objects.filter(pk=activity.pk).update(left_out=True)
        else:
            activity.delete()
        messages.success(request, _("The activity is not in the log any more."))
        return redirect("communication")
    return render(request, "projects/communication/remove.html", {"activity": activity})


@login_required
@require_safe
def file(request, pk):
    """What is attached to an activity, for those who read the log."""
    demand_log(request.user)
    activity = activity_for(request.user, pk)
    if not activity.file:
        raise Http404
    filename = f"{pgettext('name of a file', 'communication')}-{activity.pk}.{ending_of(activity.file.name)}"
    return send_stored(activity.file, filename=filename, request=request)
