"""Ratings of stakeholders by importance and influence, and what follows from them. In no version, export, interface."""

from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.models import public_name
from plans.delivery.forms import mistakes_of
from plans.figures.stakeholders import Place, place
from plans.models import StakeholderRating
from plans.reading import PlanRows
from publishing.form_fields import plain_field
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
FIELDS = ("importance", "influence", "contact", "note")
POINTS = [("", "–"), *((point, str(point)) for point in range(1, 6))]


class RatingForm(forms.Form):
    """Both grades, or none."""

    importance = forms.TypedChoiceField(choices=POINTS, coerce=int, empty_value=None, required=False)
    influence = forms.TypedChoiceField(choices=POINTS, coerce=int, empty_value=None, required=False)

    def __init__(self, *sent, row, stored=None, **options):
        self.row, self.stored = row, stored
        initial = {name: getattr(stored, name) for name in FIELDS} if stored else {}
        super().__init__(*sent, prefix=f"s-{row.key}", label_suffix="", initial=initial, **options)
        for name in FIELDS:
            column = StakeholderRating._meta.get_field(name)
            if name not in self.fields:
                self.fields[name] = plain_field(column, "")
            self.fields[name].label = capfirst(column.verbose_name)
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 2})

    def clean(self):
        grades = {name: self.cleaned_data.get(name) for name in ("importance", "influence")}
        if self.errors or all(grades.values()):
            return
        if any(self.cleaned_data.values()):
            for name in (name for name, grade in grades.items() if not grade):
                self.add_error(name, _("Choose a grade from 1 to 5."))

    def is_blank(self):
        return not any(self.cleaned_data.values())

    def rating(self, dossier):
        return StakeholderRating(dossier=dossier, key=self.row.key, **self.cleaned_data)


class RatingPage:
    """Every stakeholder of the version that is worked on, else of the public one."""

    def __init__(self, dossier, data=None):
        self.dossier = dossier
        rows = PlanRows(drawn(dossier.newest.content, writing_of(dossier.kind), dossier.entry))["stakeholders"]
        self.stored = {rating.key: rating for rating in dossier.ratings.all()}
        self.forms = [RatingForm(data, row=row, stored=self.stored.get(row.key)) for row in rows]
        for form in self.forms:
            form.title = name_of(form.row)

    def is_valid(self):
        return not any(form.errors for form in self.forms)

    def mistakes(self):
        return mistakes_of(self.forms)

    @transaction.atomic
    def save(self):
        """Store what is valid."""
        valid = [form for form in self.forms if form.is_valid()]
        gone = [form.stored.pk for form in valid if form.stored and form.is_blank()]
        StakeholderRating.objects.filter(pk__in=gone).delete()
        StakeholderRating.objects.bulk_create(
            [form.rating(self.dossier) for form in valid if not form.is_blank()],
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


def name_of(row):
    return row.heading or public_name(row.partner) or row.key
