"""What a plan costs, what pays for it and what is missing, in the currency of the plan. Dropped actions stand apart."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction

from plans.figures.progress import whole_percent

SECURED, APPLIED, SOUGHT = "secured", "applied", "sought"
STATUSES = (SECURED, APPLIED, SOUGHT)
ZERO = Decimal()


@dataclass(frozen=True)
class FundingFigures:
    """A source of money for an action: status of `STATUSES`, amount, year or None."""

    action: str
    status: str
    amount: Decimal
    year: int | None = None


@dataclass(frozen=True)
class Balance:
    """Cost and funding of an action, of a year or of the whole plan.

    covered, applied_for and looked_for are the parts of the cost that secured, applied and sought money reaches, in
    this order: with `without_source` they make up the cost. A sum of balances lets no surplus lower another's gap.
    """

    cost: Decimal = ZERO
    secured: Decimal = ZERO
    applied: Decimal = ZERO
    sought: Decimal = ZERO
    covered: Decimal = ZERO
    applied_for: Decimal = ZERO
    looked_for: Decimal = ZERO

    @property
    def gap(self):
        """What no secured money pays."""
        return self.cost - self.covered

    @property
    def surplus(self):
        return self.secured - self.covered

    @property
    def without_source(self):
        """What not even sought money would pay."""
        return self.gap - self.applied_for - self.looked_for

    @property
    def covered_share(self):
        """0 to 1, or None where nothing costs anything."""
        return Fraction(self.covered) / Fraction(self.cost) if self.cost else None

    @property
    def covered_shown(self):
        return None if self.covered_share is None else whole_percent(100 * self.covered_share)

    def __add__(self, other):
        return Balance(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True)
class Money:
    """Balances of the whole, of {action: …} and of {year: …}, the years in order.

    Money of one year pays nothing in another, so gaps of years may exceed the whole. `undated`: {status: amount} of
    funding without a year, which counts for its action and for no year. `dropped`: {year: cost} of dropped actions.
    """

    whole: Balance
    actions: Mapping[str, Balance]
    years: Mapping[int, Balance]
    undated: Mapping[str, Decimal]
    dropped: Mapping[int, Decimal]


def money(actions, funding):
    """`Money` of the actions with their funding; that of dropped actions, and of actions not given, is left out."""
    kept = {action.key: action for action in actions if not action.dropped}
    funding = [source for source in funding if source.action in kept]
    by_action, by_year = _sums(funding, lambda one: one.action), _sums(funding, lambda one: (one.action, one.year))
    balances = {key: balance(action.cost, by_action[key]) for key, action in kept.items()}
    return Money(
        whole=sum(balances.values(), Balance()),
        actions=balances,
        years=_years(kept, by_year),
        undated={status: amount for status, amount in _sums(funding, lambda one: one.year)[None].items() if amount},
        dropped=_dropped(actions),
    )


def balance(cost, amounts):
    """The `Balance` of one cost and {status: amount}, each 0 or more."""
    secured, applied, sought = (amounts.get(status, ZERO) for status in STATUSES)
    covered = min(cost, secured)
    applied_for = min(cost - covered, applied)
    return Balance(cost, secured, applied, sought, covered, applied_for, min(cost - covered - applied_for, sought))


def _sums(funding, group):
    """{group: {status: amount}} of the sources."""
    sums = defaultdict(lambda: defaultdict(Decimal))
    for source in funding:
        sums[group(source)][source.status] += source.amount
    return sums


def _years(kept, by_year):
    """{year: balance}, the sum over what each action costs and gets in that year."""
    cells = {(key, year) for key, action in kept.items() for year in action.costs}
    cells |= {(key, year) for key, year in by_year if year is not None}
    years = defaultdict(Balance)
    for key, year in sorted(cells, key=lambda cell: cell[1]):
        years[year] += balance(kept[key].costs.get(year, ZERO), by_year[key, year])
    return dict(years)


def _dropped(actions):
    years = defaultdict(Decimal)
    for action in actions:
        if action.dropped:
            for year, amount in sorted(action.costs.items()):
                years[year] += amount
    return dict(years)
