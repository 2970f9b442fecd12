"""Once: a form that is sent twice makes one thing. A button pressed twice, a reload, a browser that tries again."""

import hashlib
import json
import secrets
from datetime import timedelta

from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from publishing.models import SentForm

FIELD = "once"  # the hidden input, made by {% once %}
NO_CONTENT = {"csrfmiddlewaretoken"}
KEPT = timedelta(days=7)  # after that nobody sends a form once more


def new_token():
    return secrets.token_urlsafe(16)


def mark_of(request):
    """Names what was sent, by whom and from which page."""
    sent = sorted((name, values) for name, values in request.POST.lists() if name not in NO_CONTENT)
    told = json.dumps([request.user.pk, request.path, sent])
    return hashlib.sha256(told.encode()).hexdigest()


@transaction.atomic
def once(request, make):
    """Leads where `make` says, an address; what it makes is made in the same transaction, and only the first time.

    Whoever sends the same form at the same moment waits for the first one. Where `make` fails, the form may be sent
    again; one without a token is taken as often as it comes, and what was filled in anew is another form.
    """
    if not request.POST.get(FIELD):
        return redirect(make())
    form, is_first = SentForm.objects.get_or_create(mark=mark_of(request))
    if is_first:
        form.address = make()
        form.save(update_fields=["address"])
    return redirect(form.address)


def outdated():
    return SentForm.objects.filter(at__lt=timezone.now() - KEPT)


def forget(pk):
    return bool(outdated().filter(pk=pk).delete()[0])
