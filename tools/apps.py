from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolsConfig(AppConfig):
    name = "tools"
    verbose_name = _("Tools")

    def ready(self):
        """Chapters may name analyses; the daily round forgets work that nobody touched and surveys that are over."""
        from django.urls import reverse

        from catalogue.archive.registered import leave_out
        from library.books.analyses import know  # models are ready only now
        from publishing.daily_round import also
        from tools.models import Survey, Work
        from tools.questions.registry import QUESTIONS
        from tools.surveys.actions import purge
        from tools.work.actions import forget

        for key, question in QUESTIONS.items():
            know(key, question.title, question.question, partial(reverse, "analysis", args=[key]))
        leave_out("data_template", "run_copy", "run_compare", "run_settings", "my_runs")
        also("work forgotten", Work.objects.forgotten, forget)
        also("surveys purged", Survey.objects.overdue, purge)
