"""What templates need beyond Django's own: texts with their language, partial dates, amounts, Markdown."""

from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

from django import template
from django.conf import settings
from django.template.defaultfilters import date as date_text
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import escape, format_html, format_html_join, strip_spaces_between_tags
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from catalogue import labels, markdown
from catalogue.bulk.names import importable_by
from catalogue.fields import show_partial_date, show_period
from catalogue.languages import other_language, shown
from catalogue.linked_data import topic_name
from catalogue.models import Card, Kind
from catalogue.models.card import face
from catalogue.navigation import navigation
from catalogue.previews.addresses import SIZE, general, image_of

register = template.Library()


@register.simple_tag
def text(entry, field):
    """`{% text entry "title" as title %}`: `.text`, and `.language` where it is not the page's own."""
    return shown(entry, field)


@register.filter
def title_text(entry):
    """The title alone, for places that cannot say its language."""
    return shown(entry, "title").text


@register.simple_tag
def link(entry):
    """The name of another entry as a link, with its language where it is not the page's own."""
    mark = lang(title_language(entry))
    return format_html('<a href="{}"{}>{}</a>', entry.get_absolute_url(), mark, shown(entry, "title").text)


@register.filter
def public_link(entry):
    """The same as a value, `entry.place|public_link`; nothing where there is no such entry or it is not public."""
    return link(entry) if entry and entry.is_published else ""


@register.filter
def row_links(rows, kind):
    """Links to entries of a kind, whose rows hold titles and last parts of addresses in every language."""
    entries = (SimpleNamespace(**row) for row in rows)
    return [row_link(entry, reverse(kind, args=[getattr(entry, f"slug_{get_language()}")])) for entry in entries]


def row_link(entry, address):
    title = shown(entry, "title")
    return format_html('<a href="{}"{}>{}</a>', address, lang(title.language), title.text)


@register.filter
def lang(code):
    """Inside a tag, the language of a text where it is not the page's own: `<p{{ title.language|lang }}>`."""
    return format_html(' lang="{}"', code) if code else ""


@register.filter
def led_on(label):
    """A label with the colon before what is said of it; a question leads on by itself: “Will you come? Choose one.”"""
    return label if str(label).endswith(("?", "!", ":", ".")) else f"{label}:"


@register.simple_tag
def title_language(entry):
    """The language of an entry's title, where it is not the page's own; else empty."""
    own = entry.card_title_language()
    return ("" if own == get_language() else own) if own else shown(entry, "title").language


@register.simple_tag
def short_description(entry):
    """What other websites show of the page of an entry."""
    return Truncator(shown(entry, "summary").text).chars(160) or entry.title


@register.simple_tag
def prose(entry, field, heading="", style="text"):
    """A section of an item page: heading and text in the page's language, or marked; nothing if it is empty."""
    found = shown(entry, field)
    if not found.text:
        return ""
    label = heading or entry._meta.get_field(field).verbose_name
    context = found._asdict() | {"heading": label[:1].upper() + label[1:], "style": style, "id": field}
    return render_to_string("components/prose.html", context)


@register.simple_tag
def file_address(entry, field):
    return entry.file_address(field)


@register.simple_tag
def picture(entry, field):
    """The picture of an item page with its words and whose it is; nothing where there is none."""
    stored = getattr(entry, field)
    if not stored:
        return ""
    context = {
        "address": entry.file_address(field),
        "narrower": [(entry.file_address(field, width), width) for width in stored.widths()[:-1]],
        "width": stored.width,
        "height": stored.height,
        "alt": shown(entry, f"{field}_alt"),
        "credit": getattr(entry, f"{field}_credit"),
        "lazy": True,
    }
    return render_to_string("components/picture.html", context)


@register.simple_tag
def may_import(user):
    return bool(importable_by(user))


# --- What is the same on thousands of pages is rendered once and kept; the arguments are all it depends on ---


@register.simple_tag(takes_context=True)
def chrome(context, template_name, path=""):
    """A part of the frame that depends on the language and, for the navigation, on where one is."""
    language = get_language()
    addresses = {item["address"] for item in navigation(language)["main"]}
    return once(rendered_chrome)(template_name, language, path if path in addresses else "", context.get("frozen"))


@lru_cache(maxsize=64)
def rendered_chrome(template_name, _language, current, frozen):
    return render_to_string(template_name, {"current": current, "frozen": frozen})


@register.simple_tag
def card_face(card, heading="h3", template="components/card.html"):
    """A library card: kind, title, what, where, who; the same face is rendered once."""
    return once(rendered_face)(face(card), heading, template, get_language())


@lru_cache(maxsize=4096)
def rendered_face(columns, heading, template, _language):
    return render_to_string(template, {"card": Card.with_face(columns), "heading": heading})


@register.filter
def marked(parts):
    """A text with the words marked that it was found by; each part is a `text` and whether it is a `hit`."""
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in parts))  # noqa: S308


@register.simple_tag
def facet_values(name, values):
    """Values a list can be narrowed by, with how many entries each leaves; lists hold a hundred, so no template."""
    return format_html_join("", FACET_VALUE, (facet_value(name, value) for value in values))


FACET_VALUE = """<li>
<a id="{}-{}" href="{}" rel="nofollow"{}><span>{}</span> <span class="count">{}</span></a></li>
"""
CHOSEN = mark_safe(' class="chosen" aria-current="true"')


def facet_value(name, value):
    chosen = CHOSEN if value["chosen"] else ""
    return name, value["value"], value["query"], chosen, value["label"], value["number"]


@register.simple_tag
def svg_address(template_name):
    """A drawing as an address that holds it, so that nobody has to fetch it."""
    drawing = strip_spaces_between_tags(render_to_string(template_name).strip())
    return "data:image/svg+xml," + quote(drawing, safe="='/:")


@register.simple_tag
def icon(name, size=20):
    return rendered_icon(name, size)


@lru_cache(maxsize=64)
def rendered_icon(name, size):
    return lucide(name, size=size, aria_hidden="true")


def once(function):
    """While developing, templates change under a running server."""
    return function.__wrapped__ if settings.DEBUG else function


@register.filter
def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def in_markdown(text):
    return mark_safe(markdown.render(text))  # noqa: S308  cleaned by the allow-list of catalogue/markdown.py


@register.filter
def partial_date(value):
    return show_partial_date(value) if value else ""


@register.simple_tag
def period(start, end=""):
    return show_period(start, end)


@register.filter(expects_localtime=True)
def as_time(moment, style=None):
    """A moment as people read it, `style` as of the filter `date`, and as machines do, to the second."""
    exact = date_text(moment.replace(microsecond=0), "c")
    return format_html('<time datetime="{}">{}</time>', exact, date_text(moment, style))


@register.filter
def amount(value, places=None):
    """A number in the reader's language with grouped thousands; `places` decimals, or as many as it needs."""
    if value is None:
        return ""
    needed = max(0, -Decimal(value).normalize().as_tuple().exponent)
    shown_places = min(needed, 3) if places is None or not needed else places
    return formats.number_format(value, decimal_pos=shown_places, use_l10n=True, force_grouping=True)


@register.filter
def euros(value):
    """An amount of money, or nothing where it is not known."""
    return "" if value is None else f"{amount(value, 2)} EUR"


@register.filter
def country_name(code):
    return labels.country_name(str(code)) if code else ""


@register.filter
def language_name(code):
    return labels.language_name(code)


@register.filter
def shown_in(code):
    """The mark beside a text that is not in the page's language."""
    return labels.shown_in(code)


@register.filter
def host(address):
    """The host of an address, for a short and honest link text."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def kind_plural(kind):
    return Kind(kind).plural


@register.simple_tag
def kind_list_name(kind):
    return Kind(kind).list_name


@register.simple_tag
def main_navigation():
    return navigation(get_language())


@register.simple_tag(takes_context=True)
def switch(context):
    """Where the language switch leads: the same page in the other language, with its query string."""
    code = other_language(context["LANGUAGE_CODE"])
    request = context["request"]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "code": code,
        "name": dict(settings.LANGUAGES)[code],
        "address": context["alternates"][code] + query,
    }


@register.simple_tag
def citation(entry):
    """How to cite an entry of the portal: who, title, portal, date, address."""
    by = entry.card_by()
    return _("%(by)s%(title)s. MER portal, %(date)s. %(address)s") % {
        "by": f"{by}: " if by else "",
        "title": shown(entry, "title").text,
        "date": formats.date_format(timezone.localdate(entry.updated_at), "DATE_FORMAT"),
        "address": settings.SITE_URL + entry.get_absolute_url(),
    }


@register.simple_tag
def preview_image(entry=None, version=None):
    """What other sites show where the page is shared: the picture of an entry, if its public text is shown."""
    image = general() if entry is None or version else image_of(entry)
    return render_to_string("components/preview_image.html", image._asdict() | SIZE | {"SITE_URL": settings.SITE_URL})


@register.filter
def topic_label(row):
    return topic_name(row)
