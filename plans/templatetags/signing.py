"""What the page of a commitment asks of signing."""

from django import template

from catalogue.views import reader
from plans.signing import own

register = template.Library()


@register.simple_tag
def signing_rows(commitment, request):
    """Of the organisations that the reader represents; whoever has no session is not even asked for."""
    return own.signing_rows(commitment, reader(request))
