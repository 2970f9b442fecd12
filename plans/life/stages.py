"""Steps of the stage of a plan, which no version holds."""

from plans.models import ActionPlan, StageStep


def begin_delivery(dossier, by):
    """From its first report on an adopted plan is in delivery. Within a transaction that holds the dossier."""
    plan = dossier.entry
    if plan.stage != ActionPlan.Stage.ADOPTED:
        return
    StageStep.objects.create(
        dossier=dossier, step="begin_delivery", source=plan.stage, target=ActionPlan.Stage.DELIVERY, by=by
    )
    plan.stage = ActionPlan.Stage.DELIVERY
    plan.save()
