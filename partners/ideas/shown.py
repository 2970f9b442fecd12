"""What the page of an idea shows beside its text: the answer, who supports it, what is said."""

from django.contrib.messages import get_messages
from django.core.paginator import Paginator
from django.db.models import Prefetch

from catalogue.models import public_name
from catalogue.tables.numbers import read_whole
from partners.ideas.answering import life_of
from partners.ideas.remarking import may_change
from partners.ideas.rights import leads
from partners.models import Remark

ON_PAGE = 20  # remarks with their replies
LAST_PAGE = 99_999
PAGE = "remarks"  # of the query


def answer_of(post):
    """The link of the answer; nothing while there is none."""
    return {} if post.idea_state == post.IdeaState.OPEN else {"link": life_of(post).link}


def support_of(post, person):
    supports = post.supports.all()
    mine = person.is_authenticated and supports.filter(person=person).exists()
    return {"number": supports.count(), "mine": mine}


def remarks_of(post, request, person):
    """A page of remarks, the oldest first, each with all its replies."""
    replies = Prefetch("replies", Remark.objects.select_related("author", "partner"))
    found = post.remarks.filter(reply_to=None).select_related("author", "partner").prefetch_related(replies)
    number = read_whole(request.GET.get(PAGE, "") or "1", 1, LAST_PAGE) or 1
    page = Paginator(found.order_by("at", "pk"), ON_PAGE).get_page(number)
    lead = leads(person, post)
    return {
        "page": page,
        "links": links(page),
        "threads": [threaded(remark, person, lead) for remark in page],
    }


def links(page):
    found = {}
    if page.has_previous():
        found["previous"] = f"?{PAGE}={page.previous_page_number()}#remarks"
    if page.has_next():
        found["next"] = f"?{PAGE}={page.next_page_number()}#remarks"
    return found


def threaded(remark, person, lead):
    return faced(remark, person, lead), [faced(reply, person, lead) for reply in remark.replies.all()]


def faced(remark, person, lead):
    """A remark as this reader sees it; of a hidden one only that it is hidden, and why."""
    is_hidden = remark.hidden_at is not None
    return {
        "pk": remark.pk,
        "at": remark.at,
        "edited": remark.edited_at is not None,
        "name": remark.author.name if remark.author else "",
        "organisation": public_name(remark.partner),
        "language": remark.language,
        "text": "" if is_hidden else remark.text,
        "hidden": is_hidden,
        "reason": remark.reason,
        "is_reply": remark.reply_to_id is not None,
        "may_change": person.is_authenticated and may_change(person, remark),
        "may_hide": lead,
        "may_answer": person.is_authenticated and not is_hidden and remark.reply_to_id is None,
    }


def page_of(remark):
    """The number of the page on which a remark, or what it replies to, stands."""
    top = remark.reply_to or remark
    before = Remark.objects.filter(post=remark.post_id, reply_to=None, at__lte=top.at).exclude(pk=top.pk)
    earlier = sum(1 for at, pk in before.values_list("at", "pk") if (at, pk) < (top.at, top.pk))
    return earlier // ON_PAGE + 1


def place_of(remark):
    """Its address on the page of the idea."""
    number = page_of(remark)
    query = f"?{PAGE}={number}" if number > 1 else ""
    return f"{remark.post.get_absolute_url()}{query}#remark-{remark.pk}"


def said_to(request, person):
    """What was just done; nobody who reads without signing in has a session to look into."""
    return list(get_messages(request)) if person.is_authenticated else []
