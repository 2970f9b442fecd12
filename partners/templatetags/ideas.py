"""The parts of the page of an idea."""

from django import template

from catalogue.views import reader
from partners.ideas import shown
from partners.ideas.forms import RemarkForm
from partners.ideas.rights import leads

register = template.Library()


@register.inclusion_tag("partners/ideas/answer.html", takes_context=True)
def idea_answer(context, post):
    """What became of the idea, on top; the way to the form for those who answer."""
    if not post.is_idea:
        return {}
    in_public = "version" not in context and not context.get("frame")
    person = reader(context["request"])
    return shown.answer_of(post) | {"idea": post, "leads": in_public and leads(person, post)}


@register.inclusion_tag("partners/ideas/idea.html")
def idea(post, request):
    """Support and remarks, under the text."""
    if not (post.is_idea and post.is_published):
        return {}
    person = reader(request)
    found = {"post": post, "request": request, "signed_in": person.is_authenticated}
    found |= {"support": shown.support_of(post, person), "said": shown.said_to(request, person)}
    found |= shown.remarks_of(post, request, person)
    if person.is_authenticated:
        found["form"] = RemarkForm(person=person)
    return found
