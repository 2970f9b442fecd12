"""What a plan costs by years and actions, what pays for it and what is missing. Dropped actions stand apart."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.charts import stacked_bars
from catalogue.languages import Shown, shown
from catalogue.templatetags.portal import euros
from plans.models import Funding
from plans.pages.words import COVER


class CostLine(NamedTuple):
    """An action with its cost in each year and what of it is paid."""

    title: Shown
    address: str
    cells: list
    balance: object
    is_free: bool


class Source(NamedTuple):
    """A source of funding as it was reported last."""

    source: Shown
    sort: str
    status: str
    amount: object
    row: object
    action: Shown
    address: str


def money_parts(shown_plan):
    money = shown_plan.standing.money
    return {
        "money": money,
        "vat": vat_said(shown_plan.plan),
        "chart": chart_of(money) if money.years else None,
        "years": cost_years(shown_plan),
        "lines": cost_lines(shown_plan),
        "sums": sums(shown_plan),
        "statuses": statuses(shown_plan),
        "facts": facts(money.whole),
        "undated": [
            (label, euros(money.undated[status])) for status, label in Funding.Status.choices if status in money.undated
        ],
        "dropped": [(year, euros(amount)) for year, amount in money.dropped.items()],
    }


def facts(balance):
    """(label, amount) of the sums over all actions."""
    return [
        (_("Cost"), euros(balance.cost)),
        (_("Secured"), euros(balance.secured)),
        (_("Applied for"), euros(balance.applied)),
        (_("Sought"), euros(balance.sought)),
        (_("Not secured"), euros(balance.gap)),
        (_("Without a source"), euros(balance.without_source)),
    ]


def vat_said(plan):
    return {
        plan.Vat.WITH: _("All amounts are in euros, with VAT."),
        plan.Vat.WITHOUT: _("All amounts are in euros, without VAT."),
        plan.Vat.NONE: _("All amounts are in euros; the plan does not say whether with VAT."),
    }[plan.vat]


def cost_years(shown_plan):
    return sorted({year for action in shown_plan.standing.actions if not action.dropped for year in action.costs})


def cost_lines(shown_plan):
    """`CostLine` of each action that is not dropped."""
    standing, years = shown_plan.standing, cost_years(shown_plan)
    return [
        CostLine(
            shown(row, "title"),
            shown_plan.action_address(row.key),
            [standing.by_key[row.key].costs.get(year) for year in years],
            standing.money.actions[row.key],
            row.free_of_cost,
        )
        for row in shown_plan.rows["actions"]
        if row.key in standing.money.actions
    ]


def sums(shown_plan):
    return [shown_plan.standing.money.years[year].cost for year in cost_years(shown_plan)]


def statuses(shown_plan):
    """[(label, sum, sources)] of funding by its status, without that of dropped actions."""
    found = {status: [] for status in Funding.Status.values}
    for row in shown_plan.rows["fundings"]:
        if row.action.key in shown_plan.standing.money.actions:
            state = shown_plan.standing.newest.fundings.get(row.key, row)
            found[state.status].append(source_line(shown_plan, row, state))
    whole = shown_plan.standing.money.whole
    return [(label, getattr(whole, status), found[status]) for status, label in Funding.Status.choices if found[status]]


def source_line(shown_plan, row, state):
    return Source(
        shown(row, "source"),
        row.get_sort_display(),
        state.get_status_display(),
        state.amount,
        row,
        shown(row.action, "title"),
        shown_plan.action_address(row.action.key),
    )


def chart_of(money):
    """A bar for each year: the cost by what pays for it."""
    years = list(money.years.values())
    return stacked_bars(
        key="money",
        title=_("Cost by year, and what pays for it"),
        description=_("Of each year how much is secured, applied for, sought and without any source."),
        names=[str(year) for year in money.years],
        series=[(label, [getattr(one, name) for one in years]) for name, label in COVER.items()],
        value_label=_("Cost"),
        unit="EUR",
        digits=0,
        name_label=_("Year"),
    )
