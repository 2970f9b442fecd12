from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from catalogue.archive.registered import leave_out
from catalogue.listeners import LISTENERS, REFUSERS


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self):
        """Every room says in its `writing.py` how its kinds are written; versions follow what is imported.

        Notices are told in the words of the steps, also where no page has asked for them yet.
        """
        from publishing import forgetting, steps  # noqa: F401  the sentences of its steps
        from publishing.daily_round import also
        from publishing.outside import refusals
        from publishing.versions import record_import

        leave_out("suggestion_sent", "unsubscribe")
        leave_out("subscribe", "letter_asked", "letter_confirm", "letter_leave")
        leave_out("follow", "follow_asked", "follow_confirm", "follow_leave")
        autodiscover_modules("writing")
        LISTENERS.append(record_import)
        REFUSERS.append(refusals)
        also("notices forgotten", forgetting.old_notices, forgetting.forget_notice)
        also("mails forgotten", forgetting.old_mails, forgetting.forget_mail)
        join_letters()
        join_followed_lists()


def join_letters():
    """What the rest of the room knows of letters."""
    from publishing.desk_sections import PAGES
    from publishing.letters import bounces, deliveries, desk, rounds, subscribing
    from publishing.tasks import FOLLOWERS

    rounds.join(subscribing.LETTERS, "subscribers")
    rounds.join_issues()
    FOLLOWERS.extend([deliveries.follow_mail, bounces.follow_mail])
    PAGES.append(desk.page_of_the_desk)


def join_followed_lists():
    from publishing.daily_round import also
    from publishing.following import lists, telling
    from publishing.letters import rounds

    rounds.join(lists.FOLLOWED, "followers of lists")
    also("followed lists told of", telling.due, telling.tell)
