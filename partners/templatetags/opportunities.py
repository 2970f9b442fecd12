from django import template

from partners.opportunities.words import deadline_words

register = template.Library()


@register.filter
def deadline(post):
    """When the deadline of an opportunity is, in words."""
    return deadline_words(post)
