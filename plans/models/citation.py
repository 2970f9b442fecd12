"""What plans and recommendations rest on: one row names one thing of the portal, or an address."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from library.models import Practice, Publication
from partners.models import Place
from plans.models.actions import YEARS
from plans.models.plan import ActionPlan
from plans.models.recommendation import Recommendation
from tools.models import Indicator, Run
from workshops.models import Event

# What a row points at, beside an address.
TARGETS = ("practice", "run", "publication", "event", "place", "recommendation", "cited_plan")


def at_most_one(names):
    """Of these columns no two hold something."""
    return Q(*(Q(**{f"{name}__isnull": True for name in names if name != held}) for held in names), _connector=Q.OR)


def names_one_thing(name):
    return models.CheckConstraint(
        condition=at_most_one(TARGETS),
        name=name,
        violation_error_message=_("A row of evidence names one thing. Write another row for the other."),
    )


def target(model, label, related_name="%(class)s_rows"):
    """What is cited; where it was deleted, the label of the row still tells what it was."""
    return models.ForeignKey(
        model, models.SET_NULL, null=True, blank=True, related_name=related_name, verbose_name=label
    )


class Citation(models.Model):
    practice = target(Practice, _("good practice"))
    run = target(Run, _("saved run"))
    publication = target(Publication, _("publication"))
    event = target(Event, _("event"))
    place = target(Place, _("place"))
    indicator = target(Indicator, _("indicator"), "+")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    recommendation = target(Recommendation, _("policy recommendation"))
    cited_plan = target(ActionPlan, _("action plan"))
    part = models.CharField(_("which part of it"), max_length=150, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    label = models.CharField(_("name"), max_length=300, blank=True)
    says = models.TextField(_("what it says"), blank=True)

    class Meta:
        abstract = True

    def clean(self):
        given = [name for name in TARGETS if getattr(self, f"{name}_id")] + (["url"] if self.url else [])
        if len(given) > 1:
            raise ValidationError(_("A row of evidence names one thing. Write another row for the other."))
        if not given and not self.label:
            raise ValidationError(_("Say what it rests on: an entry of the portal, an analysis or an address."))
        if bool(self.indicator_id) != bool(self.year) or (self.indicator_id and not self.place_id):
            raise ValidationError(_("A figure is named by place, indicator and year together."))

    @property
    def target(self):
        """What it points at in the portal, or None."""
        return next((found for name in TARGETS if (found := getattr(self, name))), None)
