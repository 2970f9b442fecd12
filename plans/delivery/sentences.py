"""What notices and mails say of the delivery of plans."""

from django.utils.translation import gettext_lazy as _

from publishing.sentences import SENTENCES, Sentence

SENTENCES.update(
    {
        "report_ready": Sentence(
            _("A report waits to be published: %(title)s"),
            _("A report on “%(title)s” is ready (%(by)s). Look it over and publish it."),
        ),
        "report_published": Sentence(
            _("Report published: %(title)s"),
            _("A report on “%(title)s” was published (%(by)s)."),
        ),
        "milestone_due": Sentence(
            _("Milestone ahead: %(row)s"),
            _("The milestone “%(row)s” of “%(title)s” is ahead."),
        ),
        "milestone_late": Sentence(
            _("Milestone not reported: %(row)s"),
            _("The day of the milestone “%(row)s” of “%(title)s” is past. Report that it was reached, or move it."),
        ),
        "funding_due": Sentence(
            _("Decision on funding ahead: %(row)s"),
            _("A decision on the source of funding “%(row)s” of “%(title)s” is ahead."),
        ),
        "funding_late": Sentence(
            _("Decision on funding not reported: %(row)s"),
            _("The source of funding “%(row)s” of “%(title)s” should be decided by now. Report how it stands."),
        ),
        "report_due": Sentence(
            _("Report due: %(title)s"),
            _("A period of “%(title)s” has ended. Report how far the plan is."),
        ),
    }
)
