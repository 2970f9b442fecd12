"""What the pages of plans need: texts with their language, bars."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from catalogue.templatetags.portal import shown_in
from plans.consulting.shown import consultation_of
from plans.models import StageStep
from plans.pages.tabs import tabs

register = template.Library()


@register.inclusion_tag("plans/pages/tabs.html")
def plan_tabs(plan, dossier, here):
    """The pages of a plan on one that another room makes; `here` is its name."""
    return {"tabs": tabs(plan, dossier.pk), "here": here} if dossier else {}


@register.simple_tag
def reason_of_stage(plan, dossier):
    """The last step of a plan that ended, with the public reason; asked for only where it ended."""
    if plan.stage not in (plan.Stage.DROPPED, plan.Stage.CLOSED):
        return None
    return StageStep.objects.filter(dossier=dossier, target=plan.stage).first()


@register.simple_tag
def consultation_now(plan, dossier):
    """The open consultation of a plan, asked for only where its stage says that there is one."""
    return consultation_of(dossier) if plan.stage == plan.Stage.CONSULTATION else None


BAR = (
    '<svg class="plan-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
    '<rect class="plan-bar-whole" width="100" height="8"/><rect class="plan-bar-done" width="{}" height="8"/>{}</svg>'
)
DUE = '<path class="plan-bar-due" d="M{} 0v8"/>'


@register.filter
def words(text):
    """A text with its language, where it is not the page's own."""
    return format_html('<span lang="{}">{}</span>', text.language, text.text) if text.language else text.text


@register.filter
def marked_words(text):
    """The same with the mark that one can see."""
    if not text.language:
        return text.text
    mark = '{} <span class="badge badge-language" lang="{}">{}</span>'
    return format_html(mark, words(text), get_language(), shown_in(text.language))


@register.simple_tag
def bar(percent, expected=None):
    """How far something is, with a mark at what is expected; the numbers stand beside it as text."""
    length = min(max(round(percent or 0), 0), 100)
    return format_html(BAR, length, format_html(DUE, min(max(expected, 1), 99)) if expected else "")
