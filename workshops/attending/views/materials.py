"""Materials: kept by the organisers, and handed out to whom they are meant for."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import send_stored
from catalogue.missing import NoSuchPage
from catalogue.views import entry_at
from publishing.views.signed_out import kept_when_signed_out
from workshops.attending.forms import MaterialForm
from workshops.attending.materials import file_name, may_have
from workshops.models import Event, Material
from workshops.organising.asking import event_for


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def materials(request, pk):
    """The list, and a form for a further one."""
    event = event_for(request.user, pk)
    return kept(request, event, Material(event=event), "workshops/attending/materials_desk.html")


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def material(request, pk, number):
    event = event_for(request.user, pk)
    found = get_object_or_404(event.materials, pk=number)
    if request.method == "POST" and "delete" in request.POST:
        found.delete()
        messages.success(request, _("The material is gone."))
        return redirect("event_materials", event.pk)
    return kept(request, event, found, "workshops/attending/material_desk.html")


def kept(request, event, found, template):
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MaterialForm(*given, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The material is kept."))
        return redirect("event_materials", event.pk)
    context = {"event": event, "form": form, "materials": event.materials.select_related("publication")}
    return render(request, template, context)


@require_safe
def material_file(request, slug, pk):
    """Of a public event to everybody or to those who are meant; a registration opens it by its own link too."""
    event = entry_at(Event.objects.visible_to(request.user), slug)
    found = event.materials.filter(pk=pk).first()
    if found is None or not may_have(request.user, event, found):
        raise NoSuchPage
    return send_stored(found.file, filename=file_name(found), request=request)
