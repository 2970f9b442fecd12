from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self):
        """The log of communication stands on the desk; issues of letters write themselves into it."""
        # Models are ready only now.
        from catalogue.archive.registered import leave_out
        from projects.communication import issues
        from projects.communication.on_desk import section
        from publishing.daily_round import also
        from publishing.desk_sections import FURTHER
        from publishing.letters.sending import SENT_FOLLOWERS

        FURTHER.append(section)
        SENT_FOLLOWERS.append(issues.follow)
        also("issues written into the log", issues.to_record, issues.record_issue)
        leave_out("project_sheet")
