"""Ratings of stakeholders by importance and influence, and what follows from them. In no version, export, interface."""

from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.models import public_name
from plans.delivery.state_form import StateForm, mistakes_of
from plans.figures.stakeholders import Place, place
from plans.models import StakeholderRating
from plans.standing.rows import PlanRows
from publishing.snapshot import drawn
from publishing.writing import writing_of

PLACES = {
    Place.INVOLVE_CLOSELY: pgettext_lazy("stakeholder", "Involve closely"),
    Place.STRENGTHEN: pgettext_lazy("stakeholder", "Strengthen"),
    Place.KEEP_SATISFIED: pgettext_lazy("stakeholder", "Keep satisfied"),
    Place.KEEP_INFORMED: pgettext_lazy("stakeholder", "Keep informed"),
}
# The grid as people read it: important ones above, influential ones to the right.
GRID = (
    (gettext_lazy("Importance high (4, 5)"), (Place.STRENGTHEN, Place.INVOLVE_CLOSELY)),
    (gettext_lazy("Importance lower (1 to 3)"), (Place.KEEP_INFORMED, Place.KEEP_SATISFIED)),
)
GRADES = ("importance", "influence")
FIELDS = (*GRADES, "contact", "note")
POINTS = [("", "–"), *((point, str(point)) for point in range(1, 6))]


class RatingForm(StateForm):
    """Both grades, or none."""

    model, names, letter = StakeholderRating, FIELDS, "s"

    def __init__(self, *sent, **options):
        super().__init__(*sent, **options)
        for name in GRADES:
            label = self.fields[name].label
            grades = {"choices": POINTS, "coerce": int, "empty_value": None, "required": False}
            self.fields[name] = forms.TypedChoiceField(label=label, **grades)

    @property
    def title(self):
        return self.row.heading or public_name(self.row.partner) or self.row.key

    def check(self):
        missing = [name for name in GRADES if not self.cleaned_data.get(name)]
        if missing and not self.says_nothing():
            for name in missing:
                self.add_error(name, _("Choose a grade from 1 to 5."))

    def state(self, dossier):
        return StakeholderRating(dossier=dossier, key=self.row.key, **self.cleaned_data)


class RatingPage:
    """Every stakeholder of the version that is worked on, else of the public one."""

    def __init__(self, dossier, data=None):
        self.dossier = dossier
        rows = PlanRows(drawn(dossier.newest.content, writing_of(dossier.kind), dossier.entry))["stakeholders"]
        self.stored = {rating.key: rating for rating in dossier.ratings.all()}
        self.forms = [RatingForm(data, dossier=dossier, row=row, stored=self.stored.get(row.key)) for row in rows]

    def is_valid(self):
        return not any(form.errors for form in self.forms)

    def mistakes(self):
        return mistakes_of(self.forms)

    @transaction.atomic
    def save(self):
        """Store what is valid."""
        valid = [form for form in self.forms if form.is_valid()]
        gone = [form.stored.pk for form in valid if form.stored and form.says_nothing()]
        StakeholderRating.objects.filter(pk__in=gone).delete()
        StakeholderRating.objects.bulk_create(
            [form.state(self.dossier) for form in valid if not form.says_nothing()],
            update_conflicts=True,
            unique_fields=["dossier", "key"],
            update_fields=list(FIELDS),
        )

    @cached_property
    def grid(self):
        """Rows of the matrix: (heading, cells), each cell (what to do, who with their grades)."""
        names = {form.row.key: form.title for form in self.forms}
        found = {}
        for rating in self.stored.values():
            if rating.key in names:
                cell = found.setdefault(place(rating.importance, rating.influence), [])
                cell.append((names[rating.key], rating.importance, rating.influence))
        return [(heading, [(PLACES[one], found.get(one, [])) for one in places]) for heading, places in GRID]
