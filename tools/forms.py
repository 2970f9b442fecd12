"""Forms of the tools: the question, a table pasted or uploaded, and how a run is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.limits import MOST_TABLE_BYTES
from catalogue.tables.reading import SheetError, read_file, read_text
from partners.models import Partner
from tools.data.asked import NEW
from tools.models import Run, Work

MOST_RADIOS = 4


class QuestionForm(forms.ModelForm):
    """What the work is about; all of it may stay empty."""

    class Meta:
        model = Work
        fields = ["title", "place", "viewpoint"]
        labels = {"title": _("Title"), "place": _("Place"), "viewpoint": _("Whose view")}
        help_texts = {
            "title": _(
                "What you want to find out, in a few words. For example: Which site for the business incubator?"
            ),
            "place": _("The town or the zone it is about."),
            "viewpoint": _("Who says so: for example the town administration, or the traders of the old town."),
        }


class GivenGrid(forms.Form):
    """A table as text or as a file; `part` tells which of the page's tables is meant."""

    def __init__(self, data, files, *, part):
        super().__init__(data, files)
        self.part = part
        self.fields[f"paste-{part}"] = forms.CharField(required=False, strip=False)
        self.fields[f"file-{part}"] = forms.FileField(required=False, allow_empty_file=True, max_length=300)

    def pasted(self):
        return self.data.get(f"paste-{self.part}", "").replace("\x00", "")[:MOST_TABLE_BYTES]

    def grid(self):
        """The rows given. Raises SheetError with one sentence."""
        if file := self.files.get(f"file-{self.part}"):
            return read_file(file)
        if not self.pasted().strip():
            raise SheetError(_("Paste a table or choose a file first."))
        return read_text(self.pasted())


class AnswersForm(forms.Form):
    """What is asked about data before they are taken (`tools.data.asked`)."""

    def __init__(self, data=None, *, asked):
        super().__init__(data, label_suffix="")
        self.asked = asked
        for one in asked:
            few = len(one.choices) <= MOST_RADIOS
            self.fields[one.key] = forms.ChoiceField(
                label=one.text,
                help_text=one.help,
                choices=one.choices,
                initial=one.proposed,
                widget=forms.RadioSelect if few else forms.Select,
                error_messages={"required": _("Choose one of the answers.")},
            )

    def clean(self):
        """Two new names never stand for the same thing."""
        answers, seen = super().clean(), {}
        for one in self.asked:
            word = answers.get(one.key)
            if "place" not in one.about or word in (None, NEW):
                continue
            if (one.about["listing"], word) in seen:
                self.add_error(one.key, _("Another name is the same one already. Choose one of the two."))
            seen[one.about["listing"], word] = True
        return answers


class SaveForm(forms.ModelForm):
    """How results are kept as a run."""

    class Meta:
        model = Run
        fields = ["title", "note", "organisation"]
        labels = {"title": _("Title"), "note": _("Note"), "organisation": _("On behalf of")}
        help_texts = {
            "note": _("What a reader should know: where the data come from, what you make of the result."),
            "organisation": _("Needed if the run is to be published later."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = user.organisations if user.is_authenticated else {}
        self.fields["organisation"].queryset = Partner.objects.filter(pk__in=list(mine))
        self.fields["organisation"].empty_label = _("Myself only")
        if len(mine) == 1:
            self.initial.setdefault("organisation", next(iter(mine)))


class RunForm(SaveForm):
    """What may change of a saved run."""

    class Meta(SaveForm.Meta):
        fields = ["title", "note", "organisation", "visibility"]
        labels = SaveForm.Meta.labels | {"visibility": _("Who may see it")}
        widgets = SaveForm.Meta.widgets | {"visibility": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = Run.Visibility.choices


class OtherRunForm(forms.Form):
    """The run to compare with: one of one's own from a list, or any by its address."""

    other = forms.CharField(
        label=_("Compare with"),
        max_length=300,
        help_text=_("Choose one of your runs of this kind, or paste the address of another one you may see."),
    )

    def __init__(self, *args, runs, user, of, **kwargs):
        super().__init__(*args, **kwargs)
        self.runs = runs
        near = [run for run in (of.parent, *of.children.all()) if run and runs.filter(pk=run.pk).exists()]
        own = list(runs.filter(author=user.pk)[:30]) if user.is_authenticated else []
        self.offered = list(dict.fromkeys([*near, *own]))
        self.fields["other"].widget.attrs["list"] = "runs-to-compare"

    def clean_other(self):
        slug = self.cleaned_data["other"].rstrip("/").rpartition("/")[2]
        found = self.runs.filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(_("There is no such run of this kind that you may see."))
        return found
