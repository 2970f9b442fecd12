"""What pages of listings need: facts in words, and what is for their owners."""

from django import template
from django.utils.text import capfirst

from catalogue.codes import codes_of
from catalogue.labels import country_name, language_word
from catalogue.time_words import at_words, day_words, with_home
from catalogue.views import reader
from partners.matching.words import in_words
from partners.models.post import deadline_moment

register = template.Library()


@register.filter
def in_one_line(names):
    return ", ".join(str(name) for name in names)


@register.filter
def labels_of(listing, field):
    """What readers see of a field that holds several codes."""
    return in_one_line(listing._meta.get_field(field).labels(getattr(listing, field)))


@register.filter
def languages_of(listing):
    return capfirst(in_one_line(language_word(code) for code in listing.spoken()))


@register.filter
def countries_of(listing):
    return in_one_line(country_name(code) for code in codes_of(listing.countries))


@register.filter
def eoi_of(listing):
    """Until when one writes, by the clocks of a zone that is named; empty where there is no such day."""
    if not listing.eoi_on:
        return ""
    return with_home(at_words, (deadline_moment(listing, "eoi"),), listing.eoi_zone)


@register.filter
def end_of(listing):
    """Its last day, as it stands in a sentence."""
    return day_words(listing.expires)


@register.filter
def match_words(match):
    return in_words(match.parts)


@register.inclusion_tag("partners/listings/ways.html")
def listing_ways(listing, request):
    """For who writes for its organisation, and for coordinators: its matches and its end. To the public nothing."""
    person = reader(request)
    if not person.is_authenticated or not listing.is_published:
        return {}
    own = person.role_in(listing.partner_id) or person.is_coordinator
    return {"listing": listing} if own else {}
