"""The states of a version, and which of them the public may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES = "changes", _("Changes requested")
    DECLINED = "declined", _("Declined")
    PUBLISHED = "published", _("Published by the partner")
    REVIEW = "review", _("In expert review")
    VALIDATED = "validated", _("Validated by the network")
    NOT_SELECTED = "not_selected", _("Not selected for validation")
    REFRESH = "refresh", _("Needs refresh")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced by a newer version")


OPEN = (State.DRAFT, State.SUBMITTED, State.CHANGES)  # being worked on, not decided yet
EDITABLE = (State.DRAFT, State.CHANGES)
PUBLIC = (State.PUBLISHED, State.REVIEW, State.VALIDATED, State.NOT_SELECTED, State.REFRESH)  # what readers see now
LEADING = (*PUBLIC, State.WITHDRAWN)  # of these a dossier has one version at most
WAS_PUBLIC = (*LEADING, State.REPLACED)
