"""Messages to a person's organisations at the desk: the list with what became of them, and the page of the answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from catalogue.languages import LANGUAGES
from catalogue.models import Card
from partners.contact import steps
from partners.contact.entries import entry_of
from partners.contact.forms import AnswerForm
from partners.contact.telling import sender
from partners.models import ContactRequest
from publishing.refusals import Overtaken
from publishing.views.asking import page_links
from publishing.views.signed_out import kept_when_signed_out

A_PAGE = 25
State = ContactRequest.State


def page_of_the_desk(person):
    """For the navigation of whoever belongs to an organisation; it asks no query of its own."""
    return ("contact_messages", pgettext("to an organisation", "Messages")) if person.organisations else None


def received(person):
    """What was sent to the person's organisations; nobody else reads it, whoever runs the portal neither."""
    sent = ContactRequest.objects.exclude(sent_at=None).filter(receiver__in=list(person.organisations))
    return sent.select_related("receiver", "partner")


@login_required
@require_safe
def received_messages(request):
    found = received(request.user)
    page = Paginator(found.order_by("-sent_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "links": page_links(request, page),
        "rows": rows_of(page),
        "numbers": numbers(found),
    }
    return render(request, "partners/contact/messages.html", context)


def rows_of(found):
    """Each message with its sender and the title of what it is about."""
    found = list(found)
    titles = [f"title_{code}" for code in LANGUAGES]
    cards = Card.objects.filter(object_id__in={message.object_id for message in found}).only(
        "kind", "object_id", *titles
    )
    about = {(card.kind, card.object_id): card for card in cards}
    return [{"message": one, "sender": sender(one), "about": about.get((one.kind, one.object_id))} for one in found]


def numbers(found):
    """[(state, how many)], without those of which there are none."""
    counted = dict(found.order_by().values_list("state").annotate(Count("pk")))
    return [(State(state).label, counted[state]) for state in State if counted.get(state)]


@kept_when_signed_out
def message(request, pk):
    """Reading it and answering it; to anybody else there is no such page."""
    found = get_object_or_404(received(request.user), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            messages.success(request, answer(found, form.cleaned_data, request.user))
        except Overtaken as reason:
            messages.error(request, str(reason))
        return redirect(request.path)
    context = {
        "message": found,
        "sender": sender(found),
        "entry": entry_of(found.kind, found.object_id),
        "waits": found.state == State.SENT,
        "form": form,
    }
    return render(request, "partners/contact/message.html", context)


def answer(found, given, by):
    """Take the step; returns what is said then."""
    if given["do"] == "accept":
        steps.accept(pk=found.pk, by=by, answer=given["text"])
        return _("Your answer is on its way; both of you get each other's address by mail.")
    if given["do"] == "decline":
        steps.decline(pk=found.pk, by=by, answer=given["text"])
        return _("Who wrote is told kindly; your address stays hidden.")
    steps.report(pk=found.pk, by=by)
    return _("Thank you. Nothing is taken from this sender any more.")
