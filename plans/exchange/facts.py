"""What machines are told of a plan: its rows by key, how it stands, and what was decided.

Nothing here depends on the day on which it is asked, for answers are kept until something public changes.
"""

from catalogue.api.telling import absolute, in_languages, in_row, moment, plain, reference
from plans.exchange.neighbours import with_neighbours
from plans.figures.hashes import content_sha256
from plans.figures.progress import whole_percent
from plans.models.evidence import LINKS
from plans.standing.computed import PlanStanding
from plans.standing.evidence import cited
from publishing.merging import bare
from publishing.versions import dossier_of, leading_of
from publishing.writing import writing_of

BALANCE = ("cost", "secured", "applied", "sought", "covered", "gap", "without_source", "surplus")
OF_EVIDENCE = ("part", "label", "says")


def plan_facts(plan):
    """Further facts of a public plan; one that a source records has neither rows nor a history."""
    dossier = dossier_of(plan)
    standing = PlanStanding(plan, dossier)
    told = {rows.relation: keyed_rows(rows, standing) for rows in writing_of(plan.kind).rows}
    told |= {"progress": progress(standing), "finance": finance(standing), "is_example": plan.is_example}
    return told | (history(dossier, standing) if dossier else {})


# --- Rows ---


def keyed_rows(rows, standing):
    if rows.relation == "evidence":
        return [evidence(one) for one in cited(standing.rows["evidence"])]
    found = with_neighbours(standing, rows)
    more = MORE.get(rows.relation, lambda row, standing: {})
    return [row_facts(row, rows) | more(row, standing) for row in found]


def row_facts(row, rows):
    return {"key": row.key} | {name: cell(row, name, name in rows.links) for name in rows.fields}


def cell(row, name, is_link):
    if is_link:
        other = getattr(row, name)
        return other.key if other else None
    if name == "topic":
        return row.topic.slug if row.topic else None
    if name == "of_portal":
        return row.of_portal.code if row.of_portal else None
    return in_row(row, name)


def evidence(shown):
    return {name: cell(shown.row, name, True) for name in LINKS} | citation(shown)


def citation(shown):
    """Of what is not public only that it is there, and what the row itself says of it."""
    row = shown.row
    names = {name: in_row(row, name) if shown.tells(name) else None for name in OF_EVIDENCE}
    return {
        "key": row.key,
        **names,
        "entry": reference(shown.entry) if shown.entry else None,
        "is_public": not shown.is_hidden,
        "indicator": row.indicator.code if row.indicator else None,
        "year": row.year,
        "url": row.url or None,
    }


def of_action(row, standing):
    state = standing.newest.actions.get(row.key)
    return {
        "status": state.status if state else None,
        "progress": whole_percent(standing.action_progress(row.key)),
        "weight_in_progress": plain_number(standing.progress.weights[row.key]),
        "reason": in_languages(state, "reason") if state else None,
    }


def of_funding(row, standing):
    state = standing.newest.fundings.get(row.key)
    return {"status": state.status, "amount": plain(state.amount)} if state else {}


def of_milestone(row, standing):
    state = standing.newest.milestones.get(row.key)
    return {
        "moved_to": plain(state.moved_to) if state else None,
        "reached_on": plain(state.reached_on) if state else None,
    }


def of_indicator(row, standing):
    found = standing.achievements[row.key]
    return {"actual": plain(found.actual), "percent": found.shown, "kept": found.kept}


MORE = {
    "goals": lambda row, standing: {"progress": standing.progress.goals[row.key].shown},
    "actions": of_action,
    "fundings": of_funding,
    "milestones": of_milestone,
    "indicators": of_indicator,
}


# --- How it stands ---


def progress(standing):
    """Whole per cent; null where nothing counts."""
    found = standing.progress.plan
    return {
        "percent": found.shown,
        "actions_counted": found.counted,
        "actions_not_reported": found.not_reported,
        "actions_dropped": found.dropped,
        "dropped_percent": whole_percent(100 * found.dropped_share),
        "counted_equally": found.fell_back,
    }


def finance(standing):
    """Amounts in EUR; those of dropped actions are left out and told by year."""
    money = standing.money
    return {
        **balance(money.whole),
        "covered_percent": money.whole.covered_shown,
        "actions": {key: balance(one) for key, one in money.actions.items()},
        "years": {str(year): balance(one) for year, one in money.years.items()},
        "without_year": {status: plain(amount) for status, amount in money.undated.items()},
        "dropped": {str(year): plain(amount) for year, amount in money.dropped.items()},
    }


def balance(one):
    return {name: plain(getattr(one, name)) for name in BALANCE}


def plain_number(fraction):
    return int(fraction) if fraction.denominator == 1 else float(fraction)


# --- What was decided and reported ---


def history(dossier, standing):
    leading = leading_of(dossier)
    return {
        "version": version(leading) | {"content_sha256": content_sha256(bare(leading.content))} if leading else None,
        "adoptions": [adoption(one) for one in dossier.adoptions.select_related("version")],
        "reports": [report(one) for one in standing.newest.reports],
    }


def version(one):
    return {"version": one.number, "published": moment(one.published_at), "url": absolute(one.get_absolute_url())}


def adoption(one):
    return version(one.version) | {
        "content_sha256": one.content_sha256,
        "body": in_languages(one, "body"),
        "decided_on": plain(one.decided_on),
        "reference": one.reference or None,
    }


def report(one):
    return {
        "from": plain(one.period_from),
        "to": plain(one.period_to),
        "text": in_languages(one, "text"),
        "published": moment(one.published_at),
    }
