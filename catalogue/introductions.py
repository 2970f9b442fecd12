"""One sentence for each kind: what its list holds."""

from django.utils.translation import gettext_lazy as _

from catalogue.models import Kind

INTRODUCTIONS = {
    Kind.PRACTICE: _("What areas and towns did, what came of it, and what others can take over. Failures too."),
    Kind.GUIDELINE: _("Handbooks and methods of the projects, chapter by chapter."),
    Kind.CHAPTER: _("All chapters of the guidelines; the guidelines themselves show them in order."),
    Kind.PUBLICATION: _("Reports, books and articles, with a link to where they can be read."),
    Kind.TOOL: _("What the projects made for analysis, planning and decisions, and what is known of how they work."),
    Kind.RUN: _("What towns and zones found out with the decision tools, with data, method and result."),
    Kind.PROJECT: _("The projects of the network, the ones they built on, and related ones."),
    Kind.PLAN: _("Plans and studies for single areas and towns, at the stage their sources give."),
    Kind.COMMITMENT: _("What partners promised each other and the public."),
    Kind.EVENT: _("Study visits, workshops, training and conferences: what was seen and said."),
    Kind.PLACE: _("Industrial areas, eco-industrial and technology parks, with the figures that sources give."),
    Kind.PARTNER: _("Organisations that take part in the projects."),
    Kind.POST: _("News, experience, ideas and opportunities from partners."),
    Kind.TERM: _("The words of the field in both languages, each with its source."),
}
