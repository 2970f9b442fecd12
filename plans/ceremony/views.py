"""The signing day on one screen, the list for the table, and the large view for the hall."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from plans.ceremony import line as lines
from plans.ceremony.forms import Asked, DeedForm, EventForm
from plans.signing.rights import Right, may
from publishing.refusals import Refused
from publishing.views.asking import dossier_for
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import Event


def asked(request, pk):
    """(dossier, text, event) for those who run the signing day; to others there is no such page."""
    dossier, _version = dossier_for(request.user, pk)
    if dossier.kind != Kind.COMMITMENT or not may(request.user, Right.RUN, dossier):
        raise NoSuchPage
    text = lines.text_for(dossier)
    return dossier, text, Asked(request.GET, text).chosen


def page_of(name, dossier, event, *args, anchor=""):
    query = f"?event={event.pk}" if event else ""
    return reverse(name, args=[dossier.pk, *args]) + query + anchor


@login_required
@require_safe
def signing_day(request, pk):
    dossier, text, event = asked(request, pk)
    form = EventForm(request.GET if "at" in request.GET else None)
    if form.is_bound and form.is_valid():
        chosen = Event.objects.filter(pk=form.cleaned_data["at"]).first()
        return redirect(page_of("signing_day", dossier, chosen))
    rows = lines.places(lines.line(text, event)) if text else []
    context = {
        "dossier": dossier,
        "text": text,
        "event": event,
        "form": form,
        "rows": rows,
        "signed": sum(row.is_signed for row in rows),
        "others": lines.places(lines.others(text)) if text else [],
        "known_events": Event.objects.filter(signatures__text=text).distinct() if text else [],
        "deed": page_of("signing_day_deed", dossier, None),
        "list": page_of("signing_day_list", dossier, event),
        "hall": page_of("signing_day_hall", dossier, event, 1) if rows else "",
    }
    return render(request, "plans/ceremony/day.html", context)


@login_required
@require_safe
def paper_list(request, pk):
    """To be printed: who signs, by what mandate, and room for the signature."""
    dossier, text, event = asked(request, pk)
    rows = list(lines.line(text, event)) if text else []
    context = {"dossier": dossier, "event": event, "rows": rows, "back": page_of("signing_day", dossier, event)}
    return render(request, "plans/ceremony/list.html", context)


@login_required
@require_safe
def hall(request, pk, number):
    """One organisation at a time, in letters that are read from the back of the hall."""
    dossier, text, event = asked(request, pk)
    rows = lines.places(lines.line(text, event)) if text else []
    if not 1 <= number <= len(rows):
        raise NoSuchPage
    context = {
        "dossier": dossier,
        "row": rows[number - 1],
        "number": number,
        "of": len(rows),
        "previous": page_of("signing_day_hall", dossier, event, number - 1) if number > 1 else "",
        "next": page_of("signing_day_hall", dossier, event, number + 1) if number < len(rows) else "",
        "back": page_of("signing_day", dossier, event),
    }
    return render(request, "plans/ceremony/hall.html", context)


@kept_when_signed_out
@require_POST
def deed(request, pk):
    """One press of a line."""
    dossier, text, _event = asked(request, pk)
    form = DeedForm(request.POST, text)
    if not form.is_valid():
        messages.error(request, _("It stands in the line no more, or is signed. Nothing was changed."))
        return redirect(page_of("signing_day", dossier, form.chosen))
    signature, event = form.cleaned_data["signature"], form.chosen
    try:
        said = DEEDS[form.cleaned_data["do"]](text=text, signature=signature, event=event, by=request.user)
    except Refused as error:
        messages.error(request, f"{signature.name}: {error}" if signature else str(error))
    else:
        if said:
            messages.success(request, said)
    anchor = f"#signature-{signature.pk}" if signature else ""
    return redirect(page_of("signing_day", dossier, event, anchor=anchor))


def put_in(*, text, signature, event, by):
    lines.put_in(text=text, pks=[signature.pk], event=event, by=by)
    return _("%(name)s stands in the line.") % {"name": signature.name}


def put_all_in(*, text, signature, event, by):
    pks = [one.pk for one in lines.others(text)]
    found = lines.put_in(text=text, pks=pks, event=event, by=by)
    return ngettext("%(n)d came into the line.", "%(n)d came into the line.", found) % {"n": found}


def take_out(**told):
    lines.take_out(**told)
    return _("%(name)s stands in the line no more.") % {"name": told["signature"].name}


def up(**told):
    lines.shift(**told, up=True)


def down(**told):
    lines.shift(**told, up=False)


def sign(*, text, signature, event, by):
    lines.sign_now(signature=signature, event=event, by=by)
    return _("%(name)s has signed. The signed sheet is awaited.") % {"name": signature.name}


def undo(*, text, signature, event, by):
    lines.undo(signature=signature, by=by)
    return _("Undone: %(name)s is in preparation again.") % {"name": signature.name}


DEEDS = {"in": put_in, "all": put_all_in, "out": take_out, "up": up, "down": down, "sign": sign, "undo": undo}
