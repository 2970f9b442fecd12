"""Where a reader suggests a correction to one section of a public text, and confirms it by the link of a mail."""

from allauth.core import ratelimit
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.clients import client_address
from catalogue.gone import was_public
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.models import Status
from catalogue.views import reader
from publishing import suggesting
from publishing.once import once
from publishing.sections import sections
from publishing.suggestion_forms import SuggestionForm
from publishing.writing import WRITINGS


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request, kind, pk, field, language, anchor):
    """What cannot be taken any more is refused with the reason, and shown as it was typed."""
    entry = entry_of(kind, pk, field, language)
    section = section_of(entry, field, language, anchor)
    if reason := hindrance(request, entry, section):
        return refuse(request, entry, reason)
    person = reader(request)
    given = request.POST if request.method == "POST" else None
    form = SuggestionForm(given, section=section, language=language, signed_in=person.is_authenticated)
    if given is None or not form.is_valid():
        return show(request, entry, section, language, form)
    if not is_within_limit(request, person, form.cleaned_data.get("email", "")):
        form.add_error(None, _("Ten suggestions a day are taken from one address. Please come again tomorrow."))
        return show(request, entry, section, language, form, status=429)
    return once(request, lambda: made(person, entry, section, form, field, language))


def entry_of(kind, pk, field, language):
    writing = WRITINGS.get(kind)
    if writing is None or field not in writing.sectioned or language not in LANGUAGES:
        raise NoSuchPage
    return get_object_or_404(writing.model.objects.all(), pk=pk)


def section_of(entry, field, language, anchor):
    text = getattr(entry, f"{field}_{language}") or ""
    return next((part for part in sections(text) if part.anchor == anchor), None)


def hindrance(request, entry, section):
    """Why nothing can be suggested here, as a sentence; what was never public does not exist."""
    if not entry.is_published:
        if entry.status == Status.WITHDRAWN and was_public(entry):
            return _("This text is not public any more, so nothing can be suggested to it.")
        raise NoSuchPage
    if "edition" in request.GET or "edition" in request.POST:
        return _("An edition never changes. Suggest your correction to the working text.")
    if section is None:
        return _("This section is not in the text any more. Look whether another one says it now.")
    return ""


def refuse(request, entry, reason):
    names = {"new": _("How it should read"), "reason": _("Why (if you like)")}
    texts = [(label, request.POST[name]) for name, label in names.items() if request.POST.get(name)]
    context = {"entry": entry if entry.is_published else None, "reason": reason, "texts": texts}
    return render(request, "publishing/suggestion_refused.html", context, status=409 if texts else 404)


def show(request, entry, section, language, form, status=200):
    context = {"entry": entry, "section": section, "language": language, "form": form}
    return render(request, "publishing/suggest.html", context, status=status)


def is_within_limit(request, person, email):
    """Counted for a day under a key that tells neither address, and nobody else can make."""
    told = [client_address(request)] + [email.lower()] * bool(email)
    keys = [salted_hmac("publishing.suggesting", text, algorithm="sha256").hexdigest() for text in told]
    return all(ratelimit.consume(request, action="suggestion", key=key) for key in keys)


def made(person, entry, section, form, field, language):
    """Leads to the page that says what comes next."""
    author = person if person.is_authenticated else None
    told = form.told() | {"field": field, "language": language, "mail_language": get_language()}
    suggesting.suggest(entry=entry, section=section, author=author, **told)
    return reverse("suggestion_sent", args=[entry.kind, entry.pk])


@require_safe
def sent(request, kind, pk):
    writing = WRITINGS.get(kind)
    if writing is None or not writing.sectioned:
        raise NoSuchPage
    entry = get_object_or_404(writing.model.objects.published(), pk=pk)
    context = {"entry": entry, "days": suggesting.CONFIRMED_WITHIN.days, "signed_in": reader(request).is_authenticated}
    return render(request, "publishing/suggestion_sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Who holds the link sees what was suggested; only the button hands it on."""
    found = suggesting.by_token(token)
    if found is None:
        context = {"days": suggesting.CONFIRMED_WITHIN.days}
        return render(request, "publishing/suggestion_unknown.html", context, status=404)
    if request.method == "POST":
        suggesting.confirm(found.pk)
        return redirect(request.path)
    return render(request, "publishing/suggestion_confirm.html", {"suggestion": found})
