"""What people are told of consultations: those who work on the plan in notices, those who commented in mails."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from publishing.mail import post
from publishing.models import Notice
from publishing.notices import tell, titles_of
from publishing.people import coordinators, owners
from publishing.sentences import SENTENCES, Sentence, said

SENTENCES.update(
    {
        "plan_call_ends": Sentence(
            _("The consultation ends soon: %(title)s"),
            _("The public consultation of “%(title)s” ends soon. Read what waits, and prepare the answers."),
        ),
        "plan_call_ended": Sentence(
            _("The consultation has ended: %(title)s"),
            _("The public consultation of “%(title)s” has ended. Answer all comments, then publish the answers."),
        ),
        "plan_comment": Sentence(
            _("Comment on the plan: %(title)s"),
            _("There is a new comment on the plan “%(title)s”. Read it and decide whether it is made public."),
        ),
        "plan_contribution": Sentence(
            _("Contribution to the plan: %(title)s"),
            _("Somebody contributed to the plan “%(title)s” by a private link."),
        ),
        "plan_comment_answered": Sentence(
            _("Your comment was answered: %(title)s"),
            _("Your comment on the plan “%(title)s” was answered. The answer is public."),
        ),
        "plan_comment_link": Sentence(
            _("Confirm your comment: %(title)s"),
            _("A comment on the plan “%(title)s” was sent with this e-mail address."),
        ),
    }
)


def tell_those_in_charge(call, sentence, *, kind=Notice.Kind.PLAN, address=None, values=None, but=None):
    """Everybody of the organisation; where it has nobody, those who run the portal."""
    tell(
        people=owners(call.dossier) or coordinators(),
        kind=kind,
        sentence=sentence,
        dossier=call.dossier,
        address=address or call.get_absolute_url(),
        values=values,
        but=but,
    )


def write_to(comment, key, sentence, context):
    """A mail to somebody without an account, in the language of the comment."""
    with translation.override(comment.language):
        subject, line = said(sentence, titles_of(comment.call.version))
        context |= {"line": line, "comment": comment, "subject": subject, "language": comment.language}
        post(
            key=f"plan-comment:{comment.pk}:{key}",
            to=comment.email,
            language=comment.language,
            subject=subject,
            text=render_to_string("plans/consulting/mail/comment.txt", context),
            html=render_to_string("plans/consulting/mail/comment.html", context),
        )
