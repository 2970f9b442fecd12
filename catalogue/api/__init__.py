"""The portal for machines: the public catalogue as JSON, described by OpenAPI, at /api/v1/.

What may be asked is in `asking.py`, what is told in `telling.py`, how it is described in `schemas.py`.
"""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.docs import DocsBase

from catalogue.api import schemas
from catalogue.api.asking import EntryRequest, PageRequest, SearchRequest
from catalogue.api.caching import kept
from catalogue.api.errors import refusal
from catalogue.api.telling import found, part, whole
from catalogue.filing.filing import current_state, entry_models
from catalogue.labels import labels
from catalogue.missing import NO_SUCH_PAGE
from catalogue.models import Card, Facet
from catalogue.views import entry_at

described = cache_control(public=True, max_age=300)


class Docs(DocsBase):
    """Swagger UI from the portal's own files, in a page that holds no script."""

    def render_page(self, request, api, **kwargs):
        settings_of_page = {"url": self.get_openapi_url(api, kwargs), "layout": "BaseLayout", "deepLinking": True}
        response = render(request, "api/docs.html", {"api": api, "swagger": settings_of_page})
        response.headers["Content-Language"] = "en"
        return response


api = NinjaAPI(
    title="MER portal API",
    version="1.0",
    description=schemas.DESCRIPTION,
    urls_namespace="api",
    docs=Docs(),
    docs_decorator=described,
    openapi_extra={"info": {"contact": {"email": settings.CONTACT_EMAIL}} if settings.CONTACT_EMAIL else {}},
)


@api.exception_handler(Http404)
def missing(request, error):
    return refusal(404, str(error) or str(NO_SUCH_PAGE))


def understood(form):
    """The form, if all of the request can be answered."""
    if problems := form.problems():
        raise ValidationError(problems)
    return form


@api.api_operation(["HEAD"], "/search", include_in_schema=False)
@api.get("/search", operation_id="search", **schemas.SEARCH)
def search(request):
    version = current_state().version
    return kept(request, version, lambda: found(understood(SearchRequest(request.GET, version=version))))


@api.api_operation(["HEAD"], "/entries/{slug:kind}/{slug:slug}", include_in_schema=False)
@api.get("/entries/{slug:kind}/{slug:slug}", operation_id="entry", **schemas.ENTRY)
def entry(request, kind: str, slug: str):
    understood(EntryRequest(request.GET))
    version = current_state().version
    return kept(request, version, lambda: told(kind, slug, version))


@api.api_operation(["HEAD"], "/entries/{slug:kind}/{slug:slug}/{slug:name}", include_in_schema=False)
@api.get("/entries/{slug:kind}/{slug:slug}/{slug:name}", operation_id="part", **schemas.PART)
def entry_part(request, kind: str, slug: str, name: str):
    asked = understood(PageRequest(request.GET))
    return kept(request, current_state().version, lambda: told_part(kind, slug, name, asked))


def told_part(kind, slug, name, asked):
    answer = part(entry_at(public_entries(kind), slug), name, asked)
    if answer is None:
        raise Http404
    return answer


def public_entries(kind):
    model = next((model for model in entry_models() if model.kind == kind), None)
    if model is None:
        raise Http404
    return model.objects.published()


def told(kind, slug, version):
    """The public entry at this address and its card, whoever asks."""
    entry = entry_at(public_entries(kind).with_page(), slug)
    card = Card.objects.live().filter(kind=kind, object_id=entry.pk).first()
    if card is None:
        raise Http404
    return whole(entry, card, labels(Facet.PROJECT, version))
