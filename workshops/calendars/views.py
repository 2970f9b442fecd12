"""Events as calendar files and as calendars to subscribe to."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.calendars import calendar_file
from catalogue.missing import NoSuchPage
from catalogue.views import entry_at
from workshops.calendars import links
from workshops.calendars.feeds import Shelf, all_happenings, own_happenings
from workshops.calendars.happenings import happenings
from workshops.models import CalendarLink, Event


@require_safe
def event_file(request, slug):
    """The event as a file; none where its day is not known."""
    events = Event.objects.published().select_related("occurrence").prefetch_related("sessions")
    event = entry_at(events, slug)
    own_slug = getattr(event, f"slug_{get_language()}")
    address = reverse("event_calendar", args=[own_slug])
    if address != request.path:
        return redirect(address, permanent=True)
    found = happenings(event)
    if not found:
        raise NoSuchPage
    return calendar_file(request, "", own_slug[:60].strip("-"), found)


@require_safe
def all_events(request):
    """All events that are near or to come, also of one topic or in one country."""
    shelf = Shelf(request.GET)
    if not shelf.is_valid():
        raise NoSuchPage
    name = ": ".join([_("Events of the MER portal"), *shelf.names()])
    return calendar_file(request, name, pgettext("file name", "events"), all_happenings(shelf.events()))


@require_safe
def own_events(request, token):
    """What a person comes to; whoever has the address may read it, so it names nobody."""
    link = CalendarLink.objects.select_related("person").by_token(token)
    if link is None or not link.person.is_active:
        raise NoSuchPage
    return calendar_file(
        request, _("My events on the MER portal"), pgettext("file name", "my-events"), own_happenings(link.person)
    )


# --- The page of a person's own calendar ---


class Doing(forms.Form):
    do = forms.ChoiceField(choices=[(name, name) for name in links.DEEDS])


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request):
    """Get the address of one's own calendar, change it, or stop it."""
    if request.method == "POST":
        form = Doing(request.POST)
        if not form.is_valid():
            raise NoSuchPage
        messages.success(request, links.DEEDS[form.cleaned_data["do"]](request.user))
        return redirect("my_calendar")
    link = CalendarLink.objects.filter(person=request.user).first()
    return render(request, "workshops/calendars/my_calendar.html", {"link": link, "ways": links.ways(link)})
