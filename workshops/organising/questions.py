"""The questions of a registration: ready sets, their order, and what stays as it is once somebody answered."""

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.refusals import Refused
from workshops.models import Answer, ChangeRequest, FeedbackAnswer, Question
from workshops.registering.seats import locked

Kind, Stage = Question.Kind, Question.Stage
FIXED = ("stage", "kind", "each_person")  # once somebody answered


def choice(key, sl, en):
    return {"key": key, "sl": sl, "en": en}


# Ready sets, in both languages at once: they become content that organisers change as they like.
READY = {
    "diet": (
        gettext_lazy("Diet"),
        {
            "kind": Kind.SEVERAL,
            "label_sl": "Posebnosti pri prehrani",
            "label_en": "Dietary needs",
            "help_sl": "Če jeste vse, pustite prazno.",
            "help_en": "Leave it empty if you eat everything.",
            "choices": [
                choice("vegetarian", "vegetarijansko", "vegetarian"),
                choice("vegan", "vegansko", "vegan"),
                choice("gluten", "brez glutena", "gluten-free"),
                choice("lactose", "brez laktoze", "lactose-free"),
                choice("nuts", "brez oreščkov", "no nuts"),
                choice("pork", "brez svinjine", "no pork"),
            ],
            "each_person": True,
            "freezes": True,
            "sensitive": True,
        },
    ),
    "passport": (
        gettext_lazy("Passport"),
        {
            "kind": Kind.TEXT,
            "stage": Stage.FOLLOW_UP,
            "label_sl": "Vrsta in številka osebnega dokumenta",
            "label_en": "Kind and number of the identity document",
            "help_sl": "Potrebuje jo gostitelj za vstop; dva tedna po dogodku jo izbrišemo.",
            "help_en": "The host needs it to let you in; it is deleted two weeks after the event.",
            "each_person": True,
            "freezes": True,
            "sensitive": True,
        },
    ),
    "access": (
        gettext_lazy("Access needs"),
        {
            "kind": Kind.LONG,
            "label_sl": "Kaj potrebujete, da boste lahko sodelovali?",
            "label_en": "What do you need to take part?",
            "help_sl": "Na primer dostop brez stopnic, tolmača za znakovni jezik, gradivo v večjem tisku.",
            "help_en": "For example a way without steps, a sign language interpreter, material in large print.",
            "each_person": True,
            "freezes": True,
            "sensitive": True,
        },
    ),
}


def questions_of(form):
    """All of them, each knowing whether somebody answered (`answered`)."""
    answers = Answer.objects.filter(question=OuterRef("pk"))
    return form.questions.annotate(answered=Exists(answers))


def is_answered(question):
    """Feedback keeps its answers without persons, under the key of the question."""
    if question.stage == Stage.FEEDBACK:
        return FeedbackAnswer.objects.filter(form=question.form_id, content__has_key=str(question.pk)).exists()
    return question.answers.exists() or bool(proposed_values(question))


def proposed_values(question):
    """What people wish to answer, while no organiser has decided: it is read as an answer is."""
    wishes = ChangeRequest.objects.filter(registration__form=question.form_id, state=ChangeRequest.State.OPEN)
    return [
        one["value"]
        for proposed in wishes.values_list("proposed", flat=True)
        for one in proposed.get("answers", [])
        if one["question"] == question.pk and one["value"] is not None
    ]


def keys_in_use(question):
    """The keys of choices that somebody gave."""
    if question.stage == Stage.FEEDBACK:
        found = FeedbackAnswer.objects.filter(form=question.form_id, content__has_key=str(question.pk))
        values = [content[str(question.pk)] for content in found.values_list("content", flat=True)]
    else:
        values = [*question.answers.values_list("value", flat=True), *proposed_values(question)]
    return {key for value in values for key in (value if isinstance(value, list) else [value])}


@transaction.atomic
def add(form, **fields):
    """A further question, the last of its stage."""
    locked(form.pk)
    stage = fields.get("stage", Stage.REGISTER)
    last = form.questions.filter(stage=stage).aggregate(last=Max("order"))["last"] or 0
    return form.questions.create(order=last + 1, **fields)


def add_ready(form, name):
    return add(form, **READY[name][1])


@transaction.atomic
def change(*, question, values):
    """What is asked, while nobody answered; afterwards only its words, whether it is needed and further choices."""
    locked(question.form_id)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if is_answered(question):
        refuse_other_meaning(question, values)
    for name, value in values.items():
        setattr(question, name, value)
    question.save()
    return question


def refuse_other_meaning(question, values):
    if any(values.get(name, getattr(question, name)) != getattr(question, name) for name in FIXED):
        raise Refused(_("Somebody answered already: the kind of the question and when it is asked stay as they are."))
    if question.sensitive and not values.get("sensitive", True):
        raise Refused(_("It was answered as a sensitive question; so it stays."))
    lost = keys_in_use(question) & {each["key"] for each in question.choices}
    lost -= {each["key"] for each in values.get("choices", question.choices)}
    if lost:
        names = ", ".join(question.choice_label(key, "sl") for key in sorted(lost))
        raise Refused(
            _("Somebody chose “%(names)s”: the choice may get another name, but it stays.") % {"names": names}
        )


@transaction.atomic
def move(*, question, by):
    """One place up (-1) or down (1) among those of its stage."""
    locked(question.form_id)
    rows = list(Question.objects.asked(question.stage).filter(form=question.form_id))
    place = next((number for number, row in enumerate(rows) if row.pk == question.pk), None)
    if place is None or not 0 <= place + by < len(rows):
        return
    rows[place], rows[place + by] = rows[place + by], rows[place]
    for number, row in enumerate(rows, 1):
        row.order = number
    Question.objects.bulk_update(rows, ["order"])


def retire(question):
    question.retired_at = question.retired_at or timezone.now()
    question.save(update_fields=["retired_at"])


def ask_again(question):
    question.retired_at = None
    question.save(update_fields=["retired_at"])


def key_for(text, taken):
    """A short name for a new choice, other than all that are taken."""
    start = slugify(text)[:30] or "choice"
    number, key = 1, start
    while key in taken:
        number += 1
        key = f"{start}-{number}"
    return key
