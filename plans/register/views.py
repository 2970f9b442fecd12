"""The public pages of a register: the list with its map, one signatory, the signed texts and the register as files."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from catalogue.caches import kept_per_version
from catalogue.files.sending import download
from catalogue.languages import LANGUAGES, shown
from catalogue.missing import NoSuchPage
from plans.models import SignableText, Signature
from plans.register.asking import RegisterSearch, addresses, below, found
from plans.register.export import FORMATS
from plans.register.handed_in import handed_in
from plans.register.map import drawn
from plans.register.rows import MOST_KEPT, kept_register, newest_change
from plans.register.texts import shown_texts
from plans.register.words import counts_sentence, standing_words
from publishing.views.desk import paging

ON_A_PAGE = 50  # lines
TEXT_TYPE = "text/plain; charset=utf-8"
PUBLIC_PAPERS = (Signature.State.ACTIVE, Signature.State.ON_HOLD)  # in these, where they are shown at all


@require_safe
def register(request, slug):
    """All signatures, by pages, narrowed by what the address asks for."""
    return below(request, slug, "register", [], lambda commitment: show_register(request, commitment))


def show_register(request, commitment):
    dossier = commitment.signable_rows[0]["dossier"]
    told = (dossier, get_language(), commitment.catalogue_version, newest_change(dossier))
    register = kept_register(*told)
    search = RegisterSearch(request.GET, register.choices)
    asked = search.asked()
    signatures = found(register.signatures, asked) if asked else register.signatures
    lines = register.lines(signatures) if asked else register.all_lines
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context = base(commitment, "register") | {
        "search": search,
        "narrowed": bool(asked),
        "number": len(signatures),
        "sentence": counts_sentence(register.counts),
        "lines": page.object_list,
        "map": "" if asked or page.number > 1 else kept_map(*told),
    }
    return render(request, "plans/register/register.html", context | paging(page, asked))


@kept_per_version(MOST_KEPT)
def kept_map(*told):
    atlas = drawn(kept_register(*told).in_force())
    return render_to_string("plans/register/map.html", {"atlas": atlas}) if atlas else ""


def base(commitment, name, args=()):
    """What these pages share."""
    return {
        "entry": commitment,
        "commitment_title": shown(commitment, "title"),
        "slug": getattr(commitment, f"slug_{get_language()}"),
        "alternates": addresses(name, commitment, args),
    }


@require_safe
def signatory(request, slug, pk):
    """One registered signature; those in preparation or returned are nowhere."""
    return below(request, slug, "signatory", [pk], lambda commitment: show_signatory(request, commitment, pk))


def show_signatory(request, commitment, pk):
    registered = Signature.objects.registered().filter(text__dossier=commitment.signable_rows[0]["dossier"])
    signature = get_object_or_404(registered.select_related("text", "group", "partner", "event"), pk=pk)
    context = base(commitment, "signatory", [pk]) | {
        "signature": signature,
        "text": next(text for text in shown_texts(commitment) if text.pk == signature.text_id),
        "said": standing_words(signature),
        "in_force": signature.state == Signature.State.ACTIVE,
        "shows_documents": signature.show_documents and signature.state in PUBLIC_PAPERS,
        "handed_in": handed_in(signature),
    }
    return render(request, "plans/register/signatory.html", context)


@require_safe
def text_file(request, slug, number, language):
    """Exactly the bytes whose hash is told."""
    args = [number, language]
    return below(request, slug, "signable_text_file", args, lambda commitment: send_text(commitment, number, language))


def send_text(commitment, number, language):
    if language not in LANGUAGES:
        raise NoSuchPage
    text = get_object_or_404(SignableText, dossier=commitment.signable_rows[0]["dossier"], number=number)
    name = f"{getattr(commitment, f'slug_{language}')}-{number}-{language}.txt"
    return download(name, getattr(text, f"text_{language}").encode("utf-8", "surrogatepass"), TEXT_TYPE)


@require_safe
def export(request, slug, form):
    """The whole register as a file."""
    return below(request, slug, "register_export", [form], lambda commitment: send_export(commitment, form))


def send_export(commitment, form):
    if form not in FORMATS:
        raise NoSuchPage
    make, content_type = FORMATS[form]
    name = f"{pgettext('file', 'register')}-{getattr(commitment, f'slug_{get_language()}')}.{form}"
    return download(name, make(commitment), content_type)
