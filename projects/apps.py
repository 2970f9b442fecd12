from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self):
        """The log of communication stands on the desk of those who write it."""
        # Models are ready only now.
        from catalogue.archive.registered import leave_out
        from projects.communication.on_desk import section
        from publishing.desk_sections import FURTHER

        FURTHER.append(section)
        leave_out("project_sheet")
