"""What the pages of the desk need."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

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
    items.append(("my_runs", _("My analyses"), 0))
    items.append(("notices", _("Notices"), person.notices.filter(read_at=None).count()))
    return [
        {"address": reverse(name), "label": label, "number": number, "current": request.path == reverse(name)}
        for name, label, number in items
    ]


@register.filter
def passage_label(passage):
    """What was done with which version, such as “Version 2: Submit”."""
    label = label_of(passage.step) or passage.step
    return _("Version %(number)s: %(step)s") % {"number": passage.version.number, "step": label}
