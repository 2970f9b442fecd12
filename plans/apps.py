from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans and commitments")

    def ready(self):
        """Pages of saved runs lead into plans; the daily round reminds, ends consultations, forgets what it shall."""
        from catalogue.archive.registered import leave_out
        from plans.advocacy import on_desk  # models are ready only now
        from plans.advocacy import reminders as contacts
        from plans.consulting import calls, commenting
        from plans.delivery.reminders import remind, to_remind
        from plans.duties import ending, rounds
        from plans.register.whole import part_of_page as register_of_page
        from plans.signing import certificates, own, tasks, telling
        from plans.signing.moving import FOLLOWERS
        from plans.signing.whole import PARTS
        from plans.taking.from_run import part_of_page
        from publishing.daily_round import also
        from publishing.desk_sections import FURTHER as SECTIONS
        from publishing.desk_sections import PAGES
        from tools.runs.further import FURTHER

        leave_out("plan_comment", "plan_comment_sent", "what_next")
        leave_out("commitment_sign", "commitment_sheet", "verify_form", "verify", "recommendation_endorse")
        FURTHER.append(part_of_page)
        SECTIONS.append(on_desk.section)
        PARTS.append(register_of_page)
        FOLLOWERS.extend([telling.follow, tasks.follow])
        PAGES.append(own.page_of_the_desk)
        also("plans reminded of", to_remind, remind)
        also("contacts reminded of", contacts.to_remind, contacts.remind)
        also("consultations ended", calls.to_end, calls.end_now)
        also("consultations begun", calls.to_begin, calls.begin_now)
        also("consultations that end soon", calls.to_remind, calls.remind)
        also("comments forgotten", commenting.too_late, commenting.drop)
        also("addresses of commenters forgotten", commenting.answered_long_ago, commenting.forget_address)
        also("certificates of signatures made", certificates.without_certificate, certificates.make_first)
        also("texts closed for signing", ending.to_close, ending.close)
        also("commitments ended", ending.to_end, ending.end_now)
        also("signatures lapsed", rounds.to_lapse, rounds.lapse)
        also("signatures put on hold", rounds.to_hold, rounds.hold)
        also("notices of duties given", rounds.to_notice, rounds.give_notice)
        also("signatories reminded", rounds.to_remind, rounds.remind)
