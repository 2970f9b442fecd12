from functools import partial

from django.apps import AppConfig
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Events")

    def ready(self):
        """What follows what: an event that is saved, a step of a registration; what the daily round does of events."""
        # Models are ready only now.
        from catalogue.archive.registered import leave_out
        from publishing.desk_sections import FURTHER
        from workshops.announcing import changes, reminders
        from workshops.calendars import following
        from workshops.models.event import FOLLOWERS
        from workshops.organising.on_desk import section
        from workshops.registering import changing, organisers, tasks
        from workshops.registering.moving import FOLLOWED_BY

        FOLLOWERS.append(following.follow)
        following.CHANGED.extend([changes.tell, reminders.plan])
        FOLLOWED_BY.extend([tasks.plan_end, organisers.follow, changing.drop_of_leaver])
        FURTHER.append(section)
        leave_out("event_registration", "event_registration_sent", "registration_link", "visit_report_file")
        leave_out("transfer_request")
        join_the_catalogue()
        join_the_desk_of_events()
        join_the_daily_round()
        join_letters()


def join_the_catalogue():
    """The words of what the list of transfers is narrowed by."""
    from catalogue.labels import FIXED_LABELS
    from catalogue.models import Facet
    from workshops.models import Transfer
    from workshops.models.transfers import Standing

    for facet, choices in ((Facet.STAGE, Transfer.Stage), (Facet.STANDING, Standing)):
        FIXED_LABELS[facet] = partial(labels_of, choices)


def labels_of(choices):
    return {choice.value: capfirst(choice.label) for choice in choices}


def join_the_desk_of_events():
    from workshops.models import Event
    from workshops.organising import pages
    from workshops.organising.rights import EventRight

    def is_study_visit(event, form):
        return event.type == Event.Type.STUDY_VISIT

    pages.also(pages.DeskPage("event_attendance", _("Check-in"), EventRight.CHECK_IN, pages.with_form))
    pages.also(pages.DeskPage("event_certificates", _("Certificates"), where=pages.with_form))
    pages.also(pages.DeskPage("event_feedback", _("Feedback"), where=pages.with_form))
    pages.also(pages.DeskPage("event_materials", _("Materials")))
    pages.also(pages.DeskPage("visit_desk", _("Study visit"), where=is_study_visit))


def join_the_daily_round():
    from publishing.daily_round import also
    from workshops.announcing import reminders
    from workshops.attending import rounds
    from workshops.calendars import following
    from workshops.registering import keeping, steps
    from workshops.transfers import telling
    from workshops.visits import interest, reporting

    also("events followed in calendars", following.to_follow, following.follow)
    also("participants reminded", reminders.to_remind, reminders.remind)
    also("offers lapsed", steps.lapsed_offers, steps.lapse)
    also("registrations forgotten", keeping.forgotten, keeping.forget)
    also("sensitive answers forgotten", keeping.too_sensitive, keeping.forget_sensitive)
    also("registrations made anonymous", keeping.kept_long_enough, keeping.anonymise_kept)
    rounds.join()
    also("reports of visits asked for", reporting.to_ask, reporting.ask_for_reports)
    also("reports of visits reminded of", reporting.to_remind, reporting.remind)
    also("interests that became transfers", interest.to_take_up, interest.take_up_now)
    also("silent origins of transfers", telling.silent, telling.tell_of_silence)


def join_letters():
    from catalogue.models import Kind
    from publishing.letters.moments import MOMENTS
    from workshops.letters import moments

    MOMENTS[Kind.EVENT] = moments.starts
