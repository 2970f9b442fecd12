"""What is asked of those who want to come: who they are, whom they bring, and the questions of the organisers.

Field names: `companion-1` is the name of the first companion, `question-7-0` the answer of the registered person to
the question with the primary key 7, `question-7-1` that of the first companion.
"""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_countries.fields import CountryField

from catalogue.form_fields import MailboxField, TickedField
from partners.models import Partner
from publishing.forms import PlainForm
from workshops.models import Question
from workshops.registering import questions
from workshops.registering.names import NameField
from workshops.registering.questions import field_of

ALL = ""  # of `least`: the party comes only all together
ABOUT = ("name", "email", "organisation", "partner", "country")


class AskingForm(PlainForm):
    """Companions and answers; those of a registration stand in it as they are kept."""

    use_required_attribute = False
    stage = Question.Stage.REGISTER
    asks_party = True

    def __init__(self, data=None, *, form, registration=None, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        self.of, self.registration = form, registration
        self.asked = list(form.questions.asked(self.stage))
        self.known = list(registration.companions.all()) if registration else []
        self.places = max(form.most_party - 1, len(self.known)) if self.asks_party else len(self.known)
        answers = registration.answers.all() if registration else []
        self.given = {(answer.companion_id, answer.question_id): answer.value for answer in answers}
        for number in range(self.places + 1):
            self.add_person(number)

    def add_person(self, number):
        companion = self.known[number - 1] if 0 < number <= len(self.known) else None
        if number and self.asks_party:
            initial = companion.name if companion else ""
            self.fields[f"companion-{number}"] = NameField(label=_("Name"), required=False, initial=initial)
        for question in self.asked:
            if number == 0 or question.each_person:
                field = field_of(question, required=question.required and not (number and self.asks_party))
                value = self.given.get((companion.pk if companion else None, question.pk))
                field.initial = questions.initial(question, value) if number == 0 or companion else None
                self.fields[self.name_of(question, number)] = field

    def name_of(self, question, number):
        return f"question-{question.pk}-{number}"

    def clean(self):
        """A companion whose name is not given is none; but then nothing may be answered for them."""
        super().clean()
        for number in range(1, self.places + 1) if self.asks_party else ():
            name = self.cleaned_data.get(f"companion-{number}", "")
            for question in self.asked:
                field = self.name_of(question, number)
                if field not in self.fields or field in self.errors:
                    continue
                answered = questions.kept(question, self.cleaned_data.get(field)) is not None
                if name and question.required and not answered:
                    self.add_error(field, self.fields[field].error_messages["required"])
                elif answered and not name and f"companion-{number}" not in self.errors:
                    self.add_error(f"companion-{number}", _("Write the name, or leave the answers empty too."))

    # --- What was given ---

    def numbers(self):
        """Of the people that are left: 0, and those companions that have a name."""
        named = (n for n in range(1, self.places + 1) if not self.asks_party or self.cleaned_data[f"companion-{n}"])
        return [0, *named]

    def companions(self):
        """(primary key or None, name) of each, in order."""
        known = {number: companion.pk for number, companion in enumerate(self.known, 1)}
        return [(known.get(number), self.cleaned_data[f"companion-{number}"]) for number in self.numbers()[1:]]

    def answers(self):
        """(number of the person in the party as it is now, question, value)."""
        return [
            (place, question, questions.kept(question, self.cleaned_data[self.name_of(question, number)]))
            for place, number in enumerate(self.numbers())
            for question in self.asked
            if number == 0 or question.each_person
        ]

    # --- What the page shows ---

    def own_fields(self):
        return [self[self.name_of(question, 0)] for question in self.asked]

    def people(self):
        """(number, name, fields, whether it is open) of each companion that there may be."""
        for number in range(1, self.places + 1):
            names = [f"companion-{number}"] if self.asks_party else []
            names += [self.name_of(question, number) for question in self.asked if question.each_person]
            fields = [self[name] for name in names]
            filled = any(field.errors or field.value() for field in fields)
            known = self.known[number - 1].name if number <= len(self.known) else ""
            yield number, known, fields, filled


class ComingForm(AskingForm):
    """The whole registration. Whoever is signed in is known already."""

    name = NameField(label=gettext_lazy("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = MailboxField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("You get a mail with a link by which you confirm the registration."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = CountryField(blank=True).formfield(label=gettext_lazy("Country"), required=False)
    free = forms.CharField(required=False, widget=forms.HiddenInput)  # whether the page said that there was room

    def __init__(self, data=None, *, form, person=None, **kwargs):
        super().__init__(data, form=form, **kwargs)
        self.person = person
        if person:
            del self.fields["email"]
            self.fields["name"].initial = person.name
        if form.most_per_partner is not None:
            self.fields["partner"] = forms.ModelChoiceField(
                Partner.objects.published(),
                label=_("Partner of the portal"),
                required=False,
                empty_label=_("none of these"),
                help_text=ngettext(
                    "Of each partner at most %(n)s person can come.",
                    "Of each partner at most %(n)s people can come.",
                    form.most_per_partner,
                )
                % {"n": form.most_per_partner},
            )
        if self.may_come_with_fewer:
            self.fields["least"] = forms.ChoiceField(
                label=_("If there is room for some of you only"),
                required=False,
                choices=[(ALL, _("only if all of us can come")), *map(self.fewer, range(1, form.most_party))],
            )
        self.fields["consent"] = forms.BooleanField(
            label=_("I agree that the organisers keep these data for the event, as it says here."),
            error_messages={"required": _("Tick this box; without it nothing may be kept.")},
        )

    @property
    def may_come_with_fewer(self):
        return self.of.most_party > 1 and self.of.companions_count and self.of.capacity is not None

    @staticmethod
    def fewer(number):
        return str(number), ngettext("at least %(n)s of us comes", "at least %(n)s of us come", number) % {"n": number}

    def clean(self):
        super().clean()
        least = self.cleaned_data.get("least") or ALL
        if not self.errors and least != ALL and int(least) > len(self.numbers()):
            self.add_error("least", _("There are fewer of you than that."))

    def seats(self):
        return self.of.seats_for(len(self.numbers()))

    def told(self):
        """The columns of the registration."""
        least = self.cleaned_data.get("least") or ALL
        told = {name: self.cleaned_data.get(name) for name in ("name", "organisation", "country", "partner")}
        seats = self.seats()
        return told | {"seats": seats, "seats_least": seats if least == ALL else min(seats, int(least))}

    def about_fields(self):
        return [self[name] for name in ABOUT if name in self.fields]


class DetailsForm(PlainForm):
    """Who somebody is, as it was given; the address stays, for it is what was proven."""

    use_required_attribute = False

    name = ComingForm.base_fields["name"]
    organisation = ComingForm.base_fields["organisation"]
    country = ComingForm.base_fields["country"]
    language = forms.ChoiceField(label=gettext_lazy("Language of the mails"), choices=settings.LANGUAGES)

    def __init__(self, *args, registration, is_named, **kwargs):
        """`is_named`: a certificate bears the name already."""
        initial = {name: getattr(registration, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, label_suffix="", **kwargs)
        if is_named:
            del self.fields["name"]


class ChangeForm(AskingForm):
    """Whom one brings and what one answered; who one is stands in the form of the details."""


class FollowUpForm(AskingForm):
    """What is asked once the place is confirmed, of those who come."""

    stage = Question.Stage.FOLLOW_UP
    asks_party = False


class LinkForm(PlainForm):
    """To whom the link is sent that was lost."""

    use_required_attribute = False

    email = MailboxField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class TakingForm(PlainForm):
    """Of a party for which there are fewer places than people: which companions come."""

    def __init__(self, data=None, *, registration, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        companions = registration.companions.all()
        self.room = registration.held - 1
        self.fields["coming"] = TickedField(companions, label=_("Who comes with you"), required=False)

    def clean_coming(self):
        coming = list(self.cleaned_data["coming"])
        if len(coming) > self.room:
            text = ngettext("Beside you %(n)s person can come.", "Beside you %(n)s people can come.", self.room)
            raise forms.ValidationError(text % {"n": self.room})
        return coming
