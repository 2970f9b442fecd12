"""A few words beside each row in the lists of the desk, and above them: what a reader would look into the row for."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.fields import show_period
from catalogue.languages import in_order
from catalogue.models import public_name
from partners.models import Partner
from plans.models import Finding, Strategy, SwotItem
from publishing.row_merging import UID


def joined(*words):
    return " · ".join(str(word) for word in words if word)


def text_of(row, name):
    """A text of a row in the page's language, or in another one."""
    return next((text for code in in_order() if (text := row.get(f"{name}_{code}"))), "")


def numbers(content, relation, column):
    """{name of a row: how many rows of this relation hang on it}."""
    return Counter(row.get(column) for row in content.get(relation) or [])


# --- Counts, each a whole phrase ---


def actions_counted(number):
    return ngettext("%(number)s action", "%(number)s actions", number) % {"number": number}


def indicators_counted(number):
    return ngettext("%(number)s indicator", "%(number)s indicators", number) % {"number": number}


def evidence_counted(number):
    """Nothing where there is none."""
    return number and ngettext("%(number)s row of evidence", "%(number)s rows of evidence", number) % {"number": number}


# --- Lists ---


def told_findings(content, language):
    parts, cited = dict(Finding.Part.choices), numbers(content, "evidence", "finding_id")
    return {
        row[UID]: joined(parts.get(row.get("part")), evidence_counted(cited[row[UID]]))
        for row in content.get("findings") or []
    }


def told_swot_items(content, language):
    groups, cited = dict(SwotItem.Group.choices), numbers(content, "evidence", "swot_item_id")
    return {
        row[UID]: joined(groups.get(row.get("group")), share_of(row), evidence_counted(cited[row[UID]]))
        for row in content.get("swot_items") or []
    }


def share_of(row):
    """The priority of an item, where a group was asked for one."""
    if not row.get("priority"):
        return ""
    share = (Decimal(row["priority"]) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)  # number_format would cut it off
    return _("priority %(share)s %%") % {"share": number_format(share, 1)}


def told_strategies(content, language):
    goals = {row[UID]: text_of(row, "title") for row in content.get("goals") or []}
    kinds = dict(Strategy.Kind.choices)
    return {
        row[UID]: joined(kinds.get(row.get("type")), goals.get(row.get("goal_id")))
        for row in content.get("strategies") or []
    }


def told_goals(content, language):
    actions, indicators = numbers(content, "actions", "goal_id"), numbers(content, "indicators", "goal_id")
    return {
        row[UID]: joined(actions_counted(actions[row[UID]]), indicators_counted(indicators[row[UID]]))
        for row in content.get("goals") or []
    }


def told_provisions(content, language):
    return {
        row[UID]: Truncator(text_of(row, "proposed")).words(14) or _("nothing proposed yet")
        for row in content.get("provisions") or []
    }


def told_actions(content, language):
    rows, spent = content.get("actions") or [], costs_of_actions(content)
    partners = Partner.objects.in_bulk({row.get("lead_partner_id") for row in rows} - {None})
    return {
        row[UID]: joined(
            public_name(partners.get(row.get("lead_partner_id"))) or text_of(row, "lead") or _("no lead yet"),
            show_period(row.get("start") or "", row.get("end") or "") or _("no period yet"),
            cost_words(row, spent[row[UID]]),
        )
        for row in rows
    }


def costs_of_actions(content):
    """{name of an action: all its costs}."""
    found = defaultdict(Decimal)
    for row in content.get("costs") or []:
        found[row.get("action_id")] += Decimal(row.get("amount") or 0)
    return found


def cost_words(row, cost):
    if row.get("free_of_cost"):
        return _("free of cost")
    return euros(cost) if cost else _("no costs yet")


def euros(amount):
    return _("EUR %(amount)s") % {"amount": number_format(amount, 2 if amount % 1 else 0, force_grouping=True)}


def summed_actions(content):
    """Number of the actions, their costs, and what of these is secured."""
    rows = content.get("actions") or []
    if not rows:
        return ""
    secured = sum(Decimal(row["amount"]) for row in content.get("fundings") or [] if row.get("status") == "secured")
    values = {
        "actions": actions_counted(len(rows)),
        "cost": euros(sum(costs_of_actions(content).values(), Decimal())),
        "secured": euros(secured),
    }
    return _("%(actions)s, costs %(cost)s; secured %(secured)s.") % values


def summed_swot(content):
    """How many items each list has."""
    held = Counter(row.get("group") for row in content.get("swot_items") or [])
    return joined(*(f"{label}: {held[group]}" for group, label in SwotItem.Group.choices)) if held else ""
