from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from catalogue.files.sending import MISSING
from catalogue.filing.filing import entry_models
from catalogue.languages import LANGUAGES
from catalogue.models import Card, Preview
from catalogue.previews.addresses import general_file

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",  # what is drawn anew has another address
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
ON_THE_WAY = {"Cache-Control": "no-cache"}  # a title may become again what it was


@require_safe
def preview(request, kind, pk, language, digest):
    """The picture of a public entry. A former one leads to that of today, all else to the one of the portal:
    whoever guesses learns nothing of what is not public."""
    if language not in LANGUAGES:
        raise Http404
    found = public_preview(kind, pk, language)
    if found is None:
        return answered(redirect(static(general_file(language))), language)
    if found.digest != digest:
        return answered(redirect("preview", kind, pk, language, found.digest, permanent=True), language)
    return picture(found) or answered(redirect(static(general_file(language))), language)


def public_preview(kind, pk, language):
    model = next((model for model in entry_models() if model.kind == kind), None)
    if model is None:
        return None
    content_type = ContentType.objects.get_for_model(model)
    row = Preview.objects.drawn().filter(kind=kind, object_id=pk, language=language).first()
    return row if row and Card.objects.live().filter(content_type=content_type, object_id=pk).exists() else None


def picture(found):
    try:
        with found.file.open("rb") as stored:
            content = stored.read()
    except MISSING:
        return None
    return answered(HttpResponse(content, content_type="image/png"), found.language, HEADERS)


def answered(response, language, headers=ON_THE_WAY):
    told = {"Content-Language": language, "Cross-Origin-Resource-Policy": "cross-origin", **headers}
    for name, value in told.items():
        response.headers[name] = value
    return response
