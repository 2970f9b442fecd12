"""Recipes: programmes, projects, and how places are tied to projects."""

from catalogue.loading import (
    OTHER,
    SOURCED,
    Recipe,
    choice,
    each,
    integer,
    lines,
    number,
    pair,
    partial_date,
    plain,
    refers_to,
    sourced,
    string,
    texts,
    url,
)
from partners.models import Place
from projects.models import Programme, Project, TieRole

# The words with which a source ties a case to a project; `related` means that none does.
RELATIONS = {
    "mer_study_visit": ("mer", TieRole.STUDY_VISIT),
    "mer_book": ("mer", TieRole.BOOK),
    "mer_partner": ("mer", TieRole.PARTNER),
    "ecomark_benchmark": ("ecomark", TieRole.BENCHMARK),
    "ecomark_pilot": ("ecomark", TieRole.PILOT),
    "meid_pilot": ("meid", TieRole.PILOT),
    "sepa_pilot": ("sepa", TieRole.PILOT),
    "cobraman": ("cobraman", TieRole.CASE),
    "enerscapes": ("enerscapes", TieRole.CASE),
    "knowing": ("knowing", TieRole.CASE),
    "medtechnopolis": ("medtechnopolis", TieRole.CASE),
    "innocite": ("innocite", TieRole.CASE),
}
RELATION = choice("related", *RELATIONS)


def ties(record):
    """Rows that tie a case to projects, in the order of the source."""
    tied = [RELATIONS[relation] for relation in record.get("relation") or [] if relation != "related"]
    return [{"project": project, "role": role.value} for project, role in tied]


class Programmes(Recipe):
    file = "programmes.yaml"
    model = Programme
    schema = {
        "id!": string,
        "name!": pair,
        "priorities": each({"number!": integer, "title!": pair}),
        "source": url,
    }

    def parts(self, record):
        return {
            "external_id": record["id"],
            **texts("name", record["name"]),
            "source": record.get("source") or "",
            "rows:priorities": [
                {"number": priority["number"], **texts("title", priority["title"])}
                for priority in record.get("priorities") or []
            ],
        }


class Projects(Recipe):
    file = "projects.yaml"
    model = Project
    schema = SOURCED | {
        "acronym!": string,
        "role!": choice(*Project.Role.values),
        "title!": pair,
        "title_note": pair,
        "programme!": pair,
        "programme_id": refers_to("programmes.yaml"),
        "period": {"start!": partial_date, "end": partial_date},
        "duration_months": integer,
        "budget_eur": number,
        "erdf_eur": number,
        "lead": refers_to("organisations.yaml"),
        "partners": each(refers_to("organisations.yaml")),
        "website": url,
        "portal_sl": url,
        "summary!": pair,
        "objectives": each(pair),
        "work_packages": each({"code!": string, "title!": pair, "description": pair}),
        "outputs": each(pair),
        "target_groups": each(pair),
        "capitalises": each(refers_to("projects.yaml")),
        "notes": pair,
    }

    def parts(self, record):
        period = record.get("period") or {}
        return {
            **sourced(record | {"notes": joined(record.get("title_note"), record.get("notes"))}),
            **texts("title", record["title"]),
            **texts("summary", record["summary"]),
            "acronym": record["acronym"],
            "role": record["role"],
            "programme": record.get("programme_id"),
            **texts("programme_detail", record["programme"]),
            "start": str(period.get("start") or ""),
            "end": str(period.get("end") or ""),
            "duration_months": record.get("duration_months"),
            "budget": record.get("budget_eur") and plain(record["budget_eur"]),
            "erdf": record.get("erdf_eur") and plain(record["erdf_eur"]),
            "website": record.get("website") or "",
            "portal": record.get("portal_sl") or "",
            **lines("objectives", record.get("objectives")),
            **lines("expected_results", record.get("outputs")),
            **lines("target_groups", record.get("target_groups")),
            "rows:work_packages": [
                {
                    "code": wp["code"],
                    **texts("title", wp["title"]),
                    **texts("description", wp.get("description")),
                }
                for wp in record.get("work_packages") or []
            ],
            "rows:participations": [
                {"partner": partner, "role": "lead" if partner == record.get("lead") else "partner"}
                for partner in record.get("partners") or []
            ],
        }


def joined(*notes):
    """Several bilingual notes as one, a paragraph each."""
    kept = [note for note in notes if note]
    return {code: "\n\n".join(note[code] for note in kept) for code in ("sl", "en")} if kept else None


class EarlierProjects(Recipe):
    """What a project builds on: a second look at the file, when all its projects are there."""

    file = "projects.yaml"
    model = Project
    schema = Projects.schema
    publish = False

    @property
    def name(self):
        return "projects.yaml#capitalises"

    def accepts(self, record):
        return bool(record.get("capitalises"))

    def existing(self, record):
        return Project.objects.filter(external_id=record["id"]).first()

    def parts(self, record):
        return {"links:builds_on": record["capitalises"]}


class AreaTies(Recipe):
    """How sources tie the areas to the projects, which are further right than the areas."""

    file = "areas.yaml"
    model = Place
    schema = {"id!": string, "relation!": each(RELATION), OTHER: None}
    publish = False

    @property
    def name(self):
        return "areas.yaml#relation"

    def existing(self, record):
        return Place.objects.filter(external_id=record["id"]).first()

    def parts(self, record):
        return {"rows:ties": ties(record)}


RECIPES = [Programmes(), Projects(), EarlierProjects(), AreaTies()]
