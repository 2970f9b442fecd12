"""Every idea gets an answer: taken up, with where that leads, or not, with the reason. It is public at once.

The answer is no content of the idea's versions: it is given when the text has long been decided on.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState
from partners.ideas.telling import tell_of_answer
from partners.models import IdeaLife, Post
from publishing.refusals import Overtaken


def life_of(post):
    return IdeaLife.objects.filter(post=post).first() or IdeaLife(post=post)


def mark_of(life):
    """Names the answer that stands there."""
    return life.answered_at.isoformat() if life.answered_at else ""


@transaction.atomic
def answer(*, post, by, state, texts, link, seen):
    """`texts` by language. Overtaken where another answer was given meanwhile, and nothing is changed."""
    CatalogueState.lock()
    fresh = Post.objects.ideas().filter(pk=post.pk).first()
    if fresh is None:
        raise Overtaken(_("This idea is not public any more, so it cannot be answered."))
    life = life_of(fresh)
    if seen != mark_of(life):
        raise Overtaken(_("Somebody else answered meanwhile. Read that answer first; send yours again to replace it."))
    life.link, life.answered_at, life.answered_by = link, timezone.now(), by
    life.save()
    is_news, fresh.idea_state = state != fresh.idea_state, state
    for code in LANGUAGES:
        setattr(fresh, f"answer_{code}", texts[code])
    fresh.save()
    if is_news:  # other words for the same answer are none
        tell_of_answer(fresh, by)
    return fresh
