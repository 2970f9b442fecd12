"""What the pages of the desk need."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publishing.desk_sections import further_pages
from publishing.once import FIELD, new_token
from publishing.steps import label_of

register = template.Library()


@register.filter
def desk_navigation(request):
    """The pages of one's work, those that this person has; with the number of unread notices."""
    person = request.user
    if not person.is_authenticated:
        return []
    items = [("desk", _("My desk"), 0)]
    if person.is_reviewer:
        items.append(("my_reviews", _("My reviews"), person.reviews.waiting().count()))
    if person.organisations or person.is_coordinator:
        items.append(("translation_queue", _("Translations"), 0))
        items.append(("people", _("People"), 0))
    if person.organisations:
        items.append(("interests", _("Interest in practices"), 0))
    items += [(name, label, 0) for name, label in further_pages(person)]
    items.append(("my_runs", _("My analyses"), 0))
    items.append(("my_registrations", _("My registrations"), 0))
    items.append(("notices", _("Notices"), person.notices.filter(read_at=None).count()))
    return [
        {"address": reverse(name), "label": label, "number": number, "current": request.path == reverse(name)}
        for name, label, number in items
    ]


@register.simple_tag
def once():
    """A hidden input in a form that makes something, so that it makes it once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())


@register.filter
def passage_label(passage):
    """What was done with which version, such as “Version 2: Submit”."""
    label = label_of(passage.step) or passage.step
    return _("Version %(number)s: %(step)s") % {"number": passage.version.number, "step": label}


# --- What differs: made here, since white space counts where it stands ---

MARKS = {"insert": ("ins", gettext_lazy("[added:")), "delete": ("del", gettext_lazy("[removed:"))}
LONG, SHOWN = 1_000, 200  # characters of a passage that both texts share: of one to fold, at either end of it
FOLDED = "{}<details><summary{}>{}</summary>{}</details>{}"
MARKED = '<{0}><span class="visually-hidden"{1}>{2} </span>{3}<span class="visually-hidden"> ]</span></{0}>'


@register.filter
def marked(pieces):
    """A text with marks where words came and went, also for those who hear it, in the language of the page."""
    language = format_html(' lang="{}"', get_language())
    return format_html_join("", "{}", ([mark(operation, text, language)] for operation, text in pieces))


@register.filter
def marked_shortly(pieces):
    """The same, with the middle of each long passage that both texts share folded away."""
    language = format_html(' lang="{}"', get_language())
    parts = [mark(op, text, language) if op in MARKS else folded(text, language) for op, text in pieces]
    return format_html_join("", "{}", ([part] for part in parts))


def folded(text, language):
    start, end = text.find(" ", SHOWN), text.rfind(" ", 0, -SHOWN)
    if len(text) < LONG or not SHOWN <= start < end:
        return text
    return format_html(FOLDED, text[:start], language, _("unchanged"), text[start:end], text[end:])


@register.filter
def marked_list(change):
    """The items of a list of names: first those that went, then those that came."""
    names = [("delete", name) for name in change.removed] + [("insert", name) for name in change.added]
    return format_html_join("", "<li>{}</li>", ([mark(operation, name)] for operation, name in names))


def mark(operation, text, language=""):
    if operation not in MARKS:
        return text
    element, said = MARKS[operation]
    return format_html(MARKED, element, language, said, text)


@register.filter
def marked_for_eyes(pieces):
    """A text with marks where words came and went, where a sentence beside it says so."""
    marks = {operation: f"<{element}>{{}}</{element}>" for operation, (element, _said) in MARKS.items()}
    return format_html_join("", "{}", ([format_html(marks.get(operation, "{}"), text)] for operation, text in pieces))
