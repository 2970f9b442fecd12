"""The plans of a town that does not exist: read from a file, written as every plan is, each only once."""

from datetime import date
from pathlib import Path

import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState, Topic
from plans.figures.hashes import content_sha256
from plans.models import ActionPlan, PlanEvidence
from publishing import versions
from publishing.row_merging import UID
from publishing.snapshot import BEHIND, put
from publishing.writing import writing_of

FOLDER = Path(__file__).parents[1] / "data"
LIVE = ("stage", "adoption", "report", "based_on")  # what is no plain content
# {name in the file: (relation, column of the row that it hangs on)}, of what stands within a row.
WITHIN = {
    "partners": "action_partners",
    "after": "predecessors",
    "costs": "costs",
    "funding": "fundings",
    "indicators": "indicators",
    "milestones": "milestones",
    "risks": "risks",
    "evidence": "evidence",
}
PARENTS = {"findings": "finding", "goals": "goal", "actions": "action", "provisions": "provision"}
CITED = {
    "practice": "practice_id",
    "publication": "publication_id",
    "plan": "cited_plan_id",
    "recommendation": "recommendation_id",
}


@transaction.atomic
def load_example():
    """The plans that were made now; one that stands is left as it is."""
    CatalogueState.lock()
    records = yaml.safe_load((FOLDER / "example.yaml").read_text(encoding="utf-8"))
    standing = set(ActionPlan.objects.filter(is_example=True).values_list("external_id", flat=True))
    return [made(record) for record in records if record["id"] not in standing]


def made(record):
    plan = ActionPlan(external_id=record["id"], is_example=True, stage=record["stage"])
    put(content_of(record), plan)
    plan.publish()
    dossier = versions.adopt(plan)
    if adoption := record.get("adoption"):
        adopt(dossier, adoption)
    if report := record.get("report"):
        tell(dossier, report)
    return plan


# --- Content ---


def content_of(record):
    """The record as the content of a version."""
    content = {"topics": [slug for slug in record["topics"] if Topic.objects.filter(slug=slug).exists()]}
    content["based_on"] = pks(ActionPlan, record.get("based_on", []))
    for name, value in record.items():
        if name in PARENTS or writing_of("plan").row(name):
            for row in value:
                add_row(content, name, row, row["key"])
        elif name not in (*LIVE, "id", "topics"):
            content |= columns(name, value)
    return content


def add_row(content, relation, given, key, **more):
    """A row, and those that stand within it under names of their own."""
    row, within = {UID: key} | more, [name for name in given if relation in PARENTS and name in WITHIN]
    for name in (name for name in given if name not in (*within, "key")):
        row |= cell(relation, name, given[name])
    content.setdefault(relation, []).append(completed(row) if relation == "evidence" else row)
    for name in within:
        for number, inner in enumerate(given[name], start=1):
            inner = shortened(name, inner)
            own = inner.get("key", f"{key}-{name}-{number}")
            add_row(content, WITHIN[name], inner, own, **{f"{PARENTS[relation]}_id": key})


def shortened(name, inner):
    """Costs are written as lists of year, amount and sort; what an action comes after as a name."""
    if name == "costs":
        return dict(zip(("year", "amount", "sort"), inner, strict=True))
    return {"after": inner} if name == "after" else inner


def cell(relation, name, value):
    if name == "topic":
        topic = Topic.objects.filter(slug=value).first()
        return {"topic_id": topic.pk if topic else None}
    if relation == "evidence" and name in CITED:
        model = PlanEvidence._meta.get_field(CITED[name].removesuffix("_id")).related_model
        return {CITED[name]: next(iter(pks(model, [value])), None)}
    if name in writing_of("plan").row(relation).links:
        return {f"{name}_id": value}
    return columns(name, value)


def columns(name, value):
    """A text in every language, or a value of one column."""
    if isinstance(value, dict):
        return {f"{name}_{code}": value[code] for code in LANGUAGES}
    return {name: str(value) if isinstance(value, float) else value}


def completed(row):
    """What an entry says is taken from the entry, so that nothing is said in its name."""
    for column in (column for column in CITED.values() if row.get(column)):
        entry = PlanEvidence._meta.get_field(column.removesuffix("_id")).related_model.objects.get(pk=row[column])
        row |= {f"says_{code}": getattr(entry, f"summary_{code}") or "" for code in LANGUAGES}
    return row


def pks(model, external_ids):
    found = dict(model.objects.published().filter(external_id__in=external_ids).values_list("external_id", "pk"))
    return [found[one] for one in external_ids if one in found]


# --- What happened afterwards ---


def adopt(dossier, given):
    """An adoption whose document says that it is an example."""
    version = versions.leading_of(dossier)
    content = {name: value for name, value in version.content.items() if name != BEHIND}
    adoption = dossier.adoptions.model(
        dossier=dossier,
        version=version,
        content_sha256=content_sha256(content),
        decided_on=date.fromisoformat(given["decided_on"]),
        reference=given["reference"],
        **columns("body", given["body"]),
    )
    document = ContentFile((FOLDER / "example-decision.pdf").read_bytes(), "example-decision.pdf")
    adoption.document.save(document.name, document, save=True)


def tell(dossier, given):
    """A published report."""
    report = dossier.reports.create(
        period_from=date.fromisoformat(given["period_from"]),
        period_to=date.fromisoformat(given["period_to"]),
        state="published",
        published_at=timezone.now(),
        **columns("text", given["text"]),
    )
    for name in ("actions", "milestones", "values"):
        for state in given[name]:
            cells = {own: value for column, one in state.items() for own, value in columns(column, one).items()}
            getattr(report, name).create(**cells)
