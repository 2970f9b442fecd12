"""What people are told of ideas: a remark, an answer, and that one is due."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from partners.ideas.rights import leaders
from partners.models import IdeaLife, Post
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import active
from publishing.sentences import SENTENCES, Sentence

PATIENCE = dt.timedelta(days=90)  # from the day when an idea is public to the reminder that nobody answered

SENTENCES.update(
    {
        "idea_remark": Sentence(
            _("A remark on your idea: %(title)s"),
            _("%(by)s said something about the idea “%(title)s”."),
        ),
        "idea_answered": Sentence(
            _("An idea that you support has an answer: %(title)s"),
            _("The idea “%(title)s” has an answer: %(row)s."),
        ),
        "idea_unanswered": Sentence(
            _("This idea waits for an answer: %(title)s"),
            _(
                "“%(title)s” has been public for 90 days and has no answer yet. Say whether it is taken up, and where "
                "that leads, or why it is not."
            ),
        ),
    }
)


def titles_of(post):
    return {f"title_{code}": getattr(post, f"title_{code}") or "" for code in LANGUAGES}


def tell_of_remark(remark):
    """Everybody of the organisation, with the mail of the day; never whoever said it."""
    post = remark.post
    tell(
        people=set(active().filter(memberships__partner=post.partner_id)) if post.partner_id else set(),
        kind=Notice.Kind.IDEA,
        sentence="idea_remark",
        address=f"{post.get_absolute_url()}#remark-{remark.pk}",
        values=titles_of(post) | {"by": remark.author.name, "comment": remark.text},
        but=remark.author_id,
        together=True,
    )


def tell_of_answer(post, by):
    """Whoever supports it, with the mail of the day; never whoever answered."""
    tell(
        people=set(active().filter(supports__post=post)),
        kind=Notice.Kind.IDEA,
        sentence="idea_answered",
        address=f"{post.get_absolute_url()}#answer",
        values=titles_of(post) | state_words(post),
        but=by.pk,
        together=True,
    )


def state_words(post):
    """What became of it, in each language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[f"row_{code}"] = str(post.get_idea_state_display())
    return found


# --- The daily round ---


def unanswered():
    """Ideas that wait for an answer since long, and nobody was reminded of."""
    waiting = Post.objects.ideas().filter(
        Q(life=None) | Q(life__reminded_at=None),
        idea_state=Post.IdeaState.OPEN,
        published_at__lte=timezone.now() - PATIENCE,
    )
    return waiting.order_by("pk")


@transaction.atomic
def remind(pk):
    """Those who lead the idea, once; of two rounds at once only one does."""
    post = unanswered().filter(pk=pk).first()
    if post is None:
        return False
    IdeaLife.objects.get_or_create(post=post)
    if not IdeaLife.objects.filter(post=post, reminded_at=None).update(reminded_at=timezone.now()):
        return False
    tell(
        people=leaders(post),
        kind=Notice.Kind.IDEA,
        sentence="idea_unanswered",
        address=reverse("idea_answer", args=[pk]),
        values=titles_of(post),
    )
    return True
