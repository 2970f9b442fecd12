"""What the pages of recommendations need: when an instrument can be changed, the way to endorse."""

from django import template

from catalogue.views import reader
from plans.advocacy.rights import represented
from plans.advocacy.words import window_words

register = template.Library()


@register.simple_tag
def window_of_change(recommendation):
    return window_words(recommendation.window_from, recommendation.window_to)


@register.inclusion_tag("plans/advocacy/way_in.html")
def way_to_endorse(recommendation, request):
    """For representatives of organisations; of the public nobody's session is looked at."""
    may = recommendation.pk and recommendation.is_published and represented(reader(request))
    return {"recommendation": recommendation} if may else {}
