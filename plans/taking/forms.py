"""The forms that lead from a saved run to a plan: which plan and what the parts become, then their texts."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.text import kept_line
from plans.taking.changes import CITABLE, ROWS, Becomes
from publishing.comparison import headings
from publishing.writing import writing_of

NEW = "new"
LONGEST_STRATEGY = 5_000


class PartsForm(forms.Form):
    """What of the run is taken."""

    part = forms.MultipleChoiceField(
        label=_("What is taken"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Tick at least one of these.")),
    )

    def __init__(self, *args, parts, pairs, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.offered = [*parts, *pairs]
        self.fields["part"].choices = [(one.key, f"{one.name} ({one.why})") for one in self.offered]


class PlanForm(PartsForm):
    """Which plan, or a new one of which organisation; and what the parts become in it."""

    plan = forms.ChoiceField(label=_("Into which plan?"))
    title = forms.CharField(label=_("Title of the new plan"), max_length=100, required=False)
    owner = forms.ChoiceField(label=_("For which organisation?"), required=False)
    language = forms.ChoiceField(label=_("In which language do you write?"), choices=settings.LANGUAGES, required=False)
    becomes = forms.ChoiceField(label=_("What does it become there?"), widget=forms.RadioSelect)

    def __init__(self, *args, plans, owners, has_swot, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [*plans, (NEW, _("A new plan"))]
        self.fields["owner"].choices = owners
        self.fields["becomes"].choices = [one for one in Becomes.choices if has_swot or one[0] != Becomes.SWOT]
        self.fields["plan"].initial = self.fields["plan"].choices[0][0]
        self.fields["owner"].initial = owners[0][0] if owners else ""
        self.fields["language"].initial = get_language()
        self.fields["becomes"].initial = Becomes.SWOT if has_swot else Becomes.ACTION

    @property
    def is_new(self):
        return self.cleaned_data.get("plan") == NEW

    def clean(self):
        super().clean()
        if not self.is_new:
            return
        for name, sentence in (
            ("title", _("Give the new plan a title.")),
            ("owner", _("Choose an organisation.")),
            ("language", _("Choose a language.")),
        ):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if self.cleaned_data.get("becomes") == Becomes.EVIDENCE:
            self.add_error("becomes", _("A new plan has no rows yet. Choose what else it shall become."))


class TextsForm(forms.Form):
    """The text of every new row; of actions their goal, of evidence the row that it stands under."""

    def __init__(self, *args, parts, pairs, becomes, content, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.writing, self.content = writing_of("plan"), content
        if becomes == Becomes.EVIDENCE:
            self.fields["row"] = forms.ChoiceField(
                label=_("Under which row?"), choices=[("", "–"), *self.citable()], error_messages={"required": NO_ROW}
            )
            return
        if becomes == Becomes.ACTION:
            goals = [("", "–"), *self.rows("goals")]
            self.fields["goal"] = forms.ChoiceField(label=_("For which goal?"), choices=goals, required=False)
            self.fields["new_goal"] = forms.CharField(
                label=_("Or for a new goal"), max_length=200, required=False, help_text=_("Its title.")
            )
        for part in parts:
            self.fields[f"text-{part.key}"] = forms.CharField(
                label=LABELS[becomes] % {"name": part.name},
                initial=part.name[: ROWS[becomes][2]],
                max_length=ROWS[becomes][2],
            )
        for pair in pairs:
            self.fields[f"text-{pair.key}"] = forms.CharField(
                label=_("Strategy %(kind)s: %(name)s") % {"kind": pair.kind, "name": pair.name},
                initial=pair.name,
                max_length=LONGEST_STRATEGY,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self, relation):
        return headings(self.writing, relation, self.content.get(relation) or [])

    def citable(self):
        """The rows under which evidence may stand, in groups; each named by its column and its name."""
        for name, relation in CITABLE.items():
            if rows := self.rows(relation):
                yield self.writing.row(relation).title, [(f"{name}_id.{uid}", title) for uid, title in rows]

    def clean(self):
        super().clean()
        if self.cleaned_data.get("goal") and self.cleaned_data.get("new_goal"):
            self.add_error("new_goal", _("Choose a goal or write a new one, not both."))

    def texts(self):
        """{key of a part: its text}."""
        start = "text-"
        found = {name: text for name, text in self.cleaned_data.items() if name.startswith(start)}
        return {name.removeprefix(start): kept_line(text) for name, text in found.items()}


NO_ROW = _("Choose the row that it is evidence of.")
LABELS = {
    Becomes.SWOT: _("Item: %(name)s"),
    Becomes.WEAKNESS: _("Weakness: %(name)s"),
    Becomes.THREAT: _("Threat: %(name)s"),
    Becomes.FINDING: _("Title of the finding on “%(name)s”"),
    Becomes.ACTION: _("Title of the action on “%(name)s”"),
}
