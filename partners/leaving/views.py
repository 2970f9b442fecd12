"""One's own data: what there is, an archive of it, and how to be forgotten."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.files.sending import send_stored
from catalogue.missing import NoSuchPage
from catalogue.personal.counting import counted
from catalogue.personal.exporting import file_name
from catalogue.personal.person import of_account
from partners.leaving import archives, asking
from partners.leaving.forms import ArchiveForm, LeaveForm
from partners.leaving.handing_over import what_is_to_be_handed_over
from partners.leaving.plan import in_words
from partners.models import PersonalArchive
from publishing.refusals import Refused


@login_required
@require_safe
def own_data(request):
    person = request.user
    archive = own_archives(person).first()
    context = {
        "groups": [(row, [with_way(*one) for one in found]) for row, found in counted(of_account(person))],
        "archive": archive,
        "archive_until": archive and archive.made_at and archive.made_at + archives.KEPT,
        "kept": archives.KEPT.days,
        "leaving": asking.still_open().filter(person=person).first(),
        "needed": what_is_to_be_handed_over(person),
    }
    return render(request, "partners/leaving/own_data.html", context)


def with_way(held, name, number):
    return {"name": name, "number": number, "address": reverse(held.page) if held.page else ""}


def own_archives(person):
    return PersonalArchive.objects.filter(person=person)


# --- The archive ---


@login_required
@require_POST
def archive(request):
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        raise NoSuchPage
    if form.cleaned_data["do"] == "drop":
        archives.drop(own_archives(request.user))
        messages.success(request, _("There is no archive of your data on the portal now."))
    elif not own_archives(request.user) and not ratelimit.consume(request, action="own_archive", user=request.user):
        messages.error(request, _("You have made five archives today. Come again tomorrow."))
    elif archives.ask(request.user):
        messages.success(request, _("Your archive is being made. Come back in a minute."))
    return redirect("own_data")


@login_required
@require_safe
def archive_file(request):
    """For its owner alone; to anybody else, and once its time is over, there is none."""
    found = own_archives(request.user).exclude(pk__in=archives.outdated().values("pk")).exclude(made_at=None).first()
    if found is None:
        raise NoSuchPage
    response = send_stored(found.file, filename=file_name())
    response["Cache-Control"] = "private, no-store"
    return response


# --- Leaving ---


@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request):
    needed, status = what_is_to_be_handed_over(request.user), 200
    form = LeaveForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and not needed:
        if not ratelimit.consume(request, action="leaving", user=request.user):
            form, status = LeaveForm(person=request.user), 429
        elif form.is_valid() and asked(request, form.cleaned_data["with_texts"]):
            return redirect("own_data")
    context = {"form": form, "needed": needed, "too_many": status == 429, "days": asking.TAKEN_BACK_WITHIN.days}
    return render(request, "partners/leaving/leave.html", context, status=status)


def asked(request, with_texts):
    """Whether the mail is on its way; else the page of one's own data says how it stands."""
    try:
        asking.ask(request.user, with_texts=with_texts)
        messages.success(request, _("A mail is on its way to you. Nothing is erased until you open its link."))
    except Refused as reason:
        messages.error(request, str(reason))
    return True


@login_required
@require_POST
def stay(request):
    """Take the wish back from one's own page."""
    found = asking.Leaving.objects.filter(person=request.user).first()
    say_taken_back(request, found is not None and asking.take_back(found.pk))
    return redirect("own_data")


def say_taken_back(request, done):
    if done:
        messages.success(request, _("You stay: nothing is erased."))
    else:
        messages.info(request, _("There was nothing to take back."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request, token):
    """Who holds the link of the mail sees what would be erased; only a button does anything."""
    found, reason, status = asking.by_token(token), "", 200
    if found is None:
        return render(request, "partners/leaving/unknown.html", {"days": asking.CONFIRMED_WITHIN.days}, status=404)
    if request.method == "POST":
        if request.POST.get("do") == "stay":
            asking.take_back(found.pk)
            return render(request, "partners/leaving/stayed.html")
        try:
            asking.confirm(found.pk)
            return redirect(request.path)
        except Refused as refusal:
            reason, status = str(refusal), 409
    context = {
        "leaving": found,
        "plan": in_words(found.planned),
        "left": found.planned.get("left", 0),
        "reason": reason,
        "days": asking.TAKEN_BACK_WITHIN.days,
    }
    return render(request, "partners/leaving/leaving.html", context, status=status)
