"""Beside a long text that is being written: how it will be read, entries to link to, terms that could be linked."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from catalogue.missing import NoSuchPage
from catalogue.search.suggestions import titled_cards
from publishing.keeping import NOTHING
from publishing.long_texts import long_text
from publishing.views.writing import stage_form, to_write

MOST_LETTERS = 200  # of words by which an entry is looked for


@require_POST
def seen(request, pk, key):
    """What is typed, as readers would see it, and what is to be mended in it; nothing is saved."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    dossier, form, content = typed(request, pk, key)
    return render(request, "publishing/long_text_seen.html", {"text": long_text(form.writing, dossier, content)})


def typed(request, pk, key):
    """(dossier, form, content) as they would stand if what is sent were saved."""
    dossier, version = to_write(request.user, pk)
    form = stage_form(version, key, request.POST)
    if not form.long_texts():
        raise NoSuchPage
    form.is_valid()
    sent = {one.key: one.value for one in form.sent().values() if one.value is not NOTHING}
    return dossier, form, version.content | sent


@require_POST
def terms(request, pk, key):
    """Words of the text that are terms of the glossary and not linked yet, each with its link."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    dossier, form, content = typed(request, pk, key)
    name = form.long_texts()[0]
    found = form.writing.terms_in(content.get(f"{name}_{dossier.language}") or "", dossier.language)
    return JsonResponse({"terms": [{"words": words, "link": link} for words, link in found]})


@require_safe
def find_entry(request):
    """Public entries whose title holds the words, for the picker: title, kind, how a text links to it."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    cards = titled_cards(request.GET.get("q", "")[:MOST_LETTERS].replace("\x00", ""))
    found = [{"title": card.title, "kind": str(card.kind_label), "link": link_to(card)} for card in cards]
    return JsonResponse({"entries": found})


def link_to(card):
    return f"term:{card.object_id}" if card.kind == "term" else f"entry:{card.kind}:{card.object_id}"
