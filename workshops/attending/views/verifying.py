"""Whether a certificate is valid, and whose it is: asked by whoever holds the paper. The name is never shown."""

from allauth.core import ratelimit
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalogue.clients import client_address
from catalogue.missing import NoSuchPage
from workshops.attending import certificates
from workshops.attending.forms import NameForm
from workshops.attending.paper import days_words, hours_words


@sensitive_post_parameters("name")
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, token):
    found = certificates.by_token(token)
    if found is None:
        raise NoSuchPage
    form, answer, status = NameForm(label_suffix=""), "", 200
    if request.method == "POST":
        form, answer, status = compared(request, found)
    context = {
        "certificate": found,
        "said": found.said.get(request.LANGUAGE_CODE) or next(iter(found.said.values()), {}),
        "days": days_words(found),
        "hours": hours_words(found),
        "form": form,
        "answer": answer,
    }
    return render(request, "workshops/attending/certificate.html", context, status=status)


def compared(request, found):
    """(form, answer, status); the form comes back empty, so that no name stands on the page."""
    form = NameForm(request.POST, label_suffix="")
    if not form.is_valid():
        return form, "", 200
    if not all(ratelimit.consume(request, action="certificate_name", key=key) for key in limits(request, found)):
        return NameForm(label_suffix=""), "too_many", 429
    matches = certificates.is_name_of(found, form.cleaned_data["name"])
    return NameForm(label_suffix=""), "matches" if matches else "differs", 200


def limits(request, found):
    """Of one reader, and of one certificate whoever asks."""
    return client_address(request), found.number
