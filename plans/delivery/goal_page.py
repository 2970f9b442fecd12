"""One page of a report: a goal with its indicators and its actions, or the actions without a goal; due first."""

from datetime import date

from django.utils.translation import gettext as _

from plans.delivery.due import due, first_days
from plans.delivery.forms import ActionForm, FundingForm, MilestoneForm, ValueForm
from plans.delivery.reports import STATES
from plans.delivery.state_form import mistakes_of
from plans.delivery.telling import progress_shown
from plans.models import ActionState

UNCHANGED = ("id", "report", "key")  # of a state that is stored again
NO_GOAL = "-"  # stands for the actions without a goal in an address
FORMS = (("indicators", "values", ValueForm), ("milestones", "milestones", MilestoneForm))
FORMS += (("fundings", "fundings", FundingForm),)


class Overview:
    """The pages of a report, those first on which something is due first."""

    def __init__(self, telling):
        self.telling = telling
        self.days = first_days(due(telling.standing_now))

    def parts(self):
        goals = {goal.key: goal for goal in self.telling.rows["goals"]}
        found = [self.part(goals.get(key), actions) for key, actions in self.telling.rows.actions_of.items()]
        return sorted(found, key=lambda part: part["due"] or date.max)

    def part(self, goal, actions):
        days = [self.days[action.key] for action in actions if action.key in self.days]
        told = sum(action.key in self.telling.told.actions for action in actions)
        return {
            "goal": goal,
            "key": goal.key if goal else NO_GOAL,
            "actions": len(actions),
            "told": told,
            "due": min(days, default=None),
        }


class ActionPart:
    """An action on the page: its form, and the forms of what hangs on it."""

    def __init__(self, action, form, hanging, progress, due_day):
        self.action, self.form, self.hanging = action, form, hanging
        self.progress, self.due_day = progress, due_day

    @property
    def by_milestones(self):
        return "progress" not in self.form.fields

    @property
    def forms(self):
        return [self.form, *(form for forms in self.hanging.values() for form in forms)]

    def check_milestones(self):
        """Done by milestones means that all are reached."""
        said = self.form.cleaned_data.get("status") if self.form.is_bound else None
        if not self.by_milestones or said != ActionState.Status.DONE:
            return
        if all(form.is_reached() for form in self.hanging["milestones"]):
            return
        text = _("Done, but not all milestones are reached? Say when they were reached, or choose “under way”.")
        self.form.add_error("status", text)


class GoalPage:
    """What was typed is stored form by form; a form with a mistake is shown again as it was typed."""

    def __init__(self, telling, key, data=None):
        self.telling, self.key, self.data = telling, key, data
        self.days = first_days(due(telling.standing_now))
        self.goal = telling.rows.by_key("goals").get(key)
        actions = telling.rows.actions_of.get("" if key == NO_GOAL else key, [])
        self.indicators = [self.hung(ValueForm, "values", row) for row in telling.indicators_of_goals.get(key, ())]
        self.parts = [self.part(action) for action in sorted(actions, key=self.urgency)]

    def exists(self):
        return self.goal is not None or bool(self.parts)

    def urgency(self, action):
        return self.days.get(action.key, date.max), action.position

    def part(self, action):
        hanging = {
            relation: [self.hung(form, states, row) for row in self.telling.hanging[relation].get(action.key, ())]
            for relation, states, form in FORMS
        }
        form = self.hung(ActionForm, "actions", action)
        progress = None if "progress" in form.fields else progress_shown(self.telling.standing_now, action.key)
        return ActionPart(action, form, hanging, progress, self.days.get(action.key))

    def hung(self, form, states, row):
        """The form of a row, with what this report says of it and what was said last."""
        stored = getattr(self.telling.told, states).get(row.key)
        last = getattr(self.telling.last, states).get(row.key)
        options = {"dossier": self.telling.dossier, "row": row}
        if form is ValueForm:
            stored, options["period_to"] = stored[0] if stored else None, self.telling.report.period_to
            last = max(last, key=lambda value: value.day) if last else None
        return form(self.data, stored=stored, last=last, **options)

    @property
    def forms(self):
        return [*self.indicators, *(form for part in self.parts for form in part.forms)]

    def is_valid(self):
        wrong = [form for form in self.forms if form.errors]
        for part in self.parts:
            part.check_milestones()
        return not wrong and not any(form.errors for form in self.forms)

    def mistakes(self):
        return mistakes_of(self.forms)

    def texts(self):
        return [pair for form in self.forms for pair in form.texts()]

    def save(self):
        """Store what is valid, by a few queries. Within a transaction that holds the draft."""
        valid = [form for form in self.forms if form.is_valid()]
        for model in STATES.values():
            self.store(model, [form for form in valid if form.model is model])

    def store(self, model, forms):
        report = self.telling.report
        states = [(form, form.state(report)) for form in forms]
        gone = [form.stored.pk for form, state in states if state is None and form.stored]
        if gone:
            model.objects.filter(pk__in=gone).delete()
        changed = []
        for form, state in states:
            if state and form.stored:
                state.pk = form.stored.pk
                changed.append(state)
        columns = [column.attname for column in model._meta.concrete_fields if column.name not in UNCHANGED]
        model.objects.bulk_update(changed, columns, batch_size=100)
        model.objects.bulk_create([state for form, state in states if state and not form.stored])
