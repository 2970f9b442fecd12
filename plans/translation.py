from modeltranslation.translator import TranslationOptions, translator

from catalogue.translation import register_entry
from plans import models

register_entry(models.ActionPlan, *models.ActionPlan.body_fields)
register_entry(models.Commitment, *models.Commitment.body_fields)
register_entry(models.Recommendation, *models.Recommendation.body_fields)

# What stands in rows and in what happens to a plan once per language.
TEXTS = {
    models.Stakeholder: ("name", "contribution"),
    models.Finding: ("title", "text", "conclusion"),
    models.SwotItem: ("text",),
    models.Strategy: ("text",),
    models.Goal: ("title", "text"),
    models.Action: ("title", "summary", "lead", "assumption"),
    models.ActionPartner: ("name", "part"),
    models.Funding: ("source",),
    models.PlanIndicator: ("name", "unit"),
    models.Milestone: ("title",),
    models.Risk: ("title", "response"),
    models.Provision: ("present", "proposed", "reason"),
    models.PlanEvidence: ("label", "says"),
    models.RecommendationEvidence: ("label", "says"),
    models.Duty: ("text",),
    models.StageStep: ("reason",),
    models.CommitmentStep: ("reason",),
    models.Adoption: ("body", "gaps"),
    models.Call: ("question",),
    models.Contribution: ("answer",),
    models.Report: ("text",),
    models.ActionState: ("text", "reason", "title"),
    models.MilestoneState: ("reason",),
    models.Response: ("text",),
}

for model, fields in TEXTS.items():
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields}))
