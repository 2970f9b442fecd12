"""The smallest covers of a table: fewest columns first, then fewest literals. Exact, by branch and bound.

The table is first reduced as far as no smallest cover is lost (columns that a row needs, rows and columns dominated by
others) and divided into components that share no row. In each component the least number of columns is found, then all
covers of that number with the fewest literals. Branches that cannot lead there are cut by Lagrangian bounds
(Beasley 1987; Coudert 1996, "On solving covering problems").
"""

from dataclasses import dataclass, field

import numpy as np

from tools.methods.errors import MethodError

CLOSE = 1e-6  # counts and literals are whole numbers, so a bound this close to one has reached it
STEPS = 120  # of subgradient ascent in one node at most
PATIENCE = 5  # steps without gain before they are halved
LEAST_STEP = 0.02


@dataclass
class Work:
    """What the search may still spend, roughly in microseconds, but counted: so every machine answers alike."""

    argument: str
    left: int
    known: dict = field(default_factory=dict)  # components already solved

    def spend(self, amount):
        self.left -= int(amount)
        if self.left < 0:
            message = f"{self.argument} leads to too many combinations of terms to search them all."
            raise MethodError(self.argument, "too_complex", message)


@dataclass(frozen=True, eq=False)
class Table:
    """covers (rows, columns) 0 or 1; literals (columns,); names (columns,) whole numbers."""

    covers: np.ndarray
    literals: np.ndarray
    names: np.ndarray

    def columns(self, which):
        return Table(self.covers[:, which], self.literals[which], self.names[which])

    def rows(self, which):
        return Table(self.covers[which], self.literals, self.names)

    def after(self, taken, allowed):
        """What is left to cover, with the allowed columns, once the column `taken` is chosen."""
        return self.rows(self.covers[:, taken] == 0).columns(allowed)

    def components(self):
        """Parts that share neither row nor column."""
        parts = []
        left = np.ones(len(self.covers), dtype=bool)
        while left.any():
            rows = np.zeros(len(left), dtype=bool)
            rows[left.argmax()] = True
            while (reached := self.covers[:, self.covers[rows].any(axis=0)].any(axis=1)).sum() > rows.sum():
                rows = reached
            parts.append(self.rows(rows).columns(self.covers[rows].any(axis=0)))
            left &= ~rows
        return parts


def smallest_covers(covers, literals, *, limit, work):
    """All smallest covers, as tuples of column numbers; one more than `limit` if there are more than that.

    covers: (rows, columns) bool, no row without a column; literals: (columns,).
    Error: `too_complex` once `work` is spent.
    """
    table = Table(covers.astype(float), literals.astype(float), np.arange(len(literals)))
    table, needed = _reduced(table, work, _costlier)
    found = [tuple(needed)]
    for part in table.components():
        choices = [tuple(part.names[list(cover)].tolist()) for cover in _component_covers(part, limit, work)]
        found = [cover + choice for cover in found for choice in choices][: limit + 1]
    work.spend(len(found) * len(found[0]))
    return found


def _component_covers(part, limit, work):
    key = part.covers.shape, part.covers.tobytes(), part.literals.tobytes()
    if key not in work.known:
        local = Table(part.covers, part.literals, np.arange(len(part.names)))
        first = _fewest_columns(local, part.covers.shape[0] + 1, work)
        best = _Enumeration(local, first, 0, work).found[0]
        found = _exchanges(local, best, limit, work)
        work.known[key] = found if len(found) > limit else _Enumeration(local, best, limit, work).found
    return work.known[key]


def _exchanges(table, best, limit, work):
    """Covers as good as `best`, by exchanging one column after the other; some, not all; limit + 1 at most."""
    found = [tuple(sorted(best))]
    seen = set(found)
    for cover in found:
        times = table.covers[:, cover].sum(axis=1)
        for column in cover:
            work.spend(20 + table.covers.size // 1000)
            alone = (times == 1) & (table.covers[:, column] == 1)
            able = table.covers[alone].all(axis=0) & (table.literals == table.literals[column])
            for other in np.flatnonzero(able).tolist():
                changed = tuple(sorted({*cover, other} - {column}))
                if len(changed) == len(cover) and changed not in seen:
                    seen.add(changed)
                    found.append(changed)
                if len(found) > limit:
                    return found
    return found


# Reductions


def _reduced(table, work, worse):
    """The table without what is decided already, and the names chosen; None if a row cannot be covered."""
    chosen = []
    while len(table.covers):
        work.spend(60 + table.covers.size * sum(table.covers.shape) // 5000)
        choices = table.covers.sum(axis=1)
        if not choices.all():
            return None
        if (forced := choices == 1).any():
            taken = np.unique(table.covers[forced].argmax(axis=1))
            chosen += table.names[taken].tolist()
            kept = np.ones(len(table.names), dtype=bool)
            kept[taken] = False
            table = table.rows(~table.covers[:, taken].any(axis=1)).columns(kept)
        elif (dropped := _dominated(table, worse)).any():
            table = table.columns(~dropped)
        elif (dropped := _implied(table.covers)).any():
            table = table.rows(~dropped)
        else:
            break
    return table, chosen


def _dominated(table, worse):
    """Columns within another one and `worse` than it, and columns that cover nothing."""
    within = _within(table.covers.T)
    return (within & worse(table, within)).any(axis=1) | ~table.covers.any(axis=0)


def _costlier(table, within):
    """More literals: such a column stands in no smallest cover."""
    return table.literals[:, None] > table.literals[None, :]


def _replaceable(table, within):
    """Any column within another one, of equal ones all but the first: enough where one cover is wanted."""
    later = np.tri(len(table.names), k=-1, dtype=bool)
    equal = within & within.T
    return ~equal | later


def _implied(covers):
    """Rows that are covered whenever another one is; of equal rows all but the first."""
    within = _within(covers)
    earlier = np.tri(len(covers), k=-1, dtype=bool).T
    return (within & (~within.T | earlier)).any(axis=0)


def _within(sets):
    """Which rows are subsets of which: (n, n) bool. By bits, 64 at once: a matrix product would wake all cores."""
    octets = np.packbits(sets > 0, axis=1)
    octets = np.ascontiguousarray(np.pad(octets, ((0, 0), (0, -octets.shape[1] % 8))))
    outside = np.zeros((len(sets), len(sets)), dtype=bool)
    for word in octets.view(np.uint64).T:
        outside |= (word[:, None] & ~word[None, :]) != 0
    return ~outside


# The least number of columns


def _fewest_columns(table, most, work):
    """A cover of the fewest columns, as names, if it has fewer than `most`; else None."""
    reduced = _reduced(table, work, _replaceable)
    if reduced is None:
        return None
    table, chosen = reduced
    if len(chosen) >= most:
        return None
    parts = table.components()
    if len(parts) == 1:
        rest = _fewest_connected(parts[0], most - len(chosen), work)
        return None if rest is None else chosen + rest
    for part in parts:
        rest = _fewest_columns(part, most - len(chosen), work)
        if rest is None:
            return None
        chosen = chosen + rest
    return chosen


def _fewest_connected(table, most, work):
    best = None

    def take(cover):
        nonlocal best, most
        if cover is not None and len(cover) < most:
            best, most = cover, len(cover)

    take(_greedy(table, np.ones(len(table.names))))
    bound, prices = _count_bound(table.covers, most, work)
    if bound <= most - 1 + CLOSE:
        take(_greedy(table, np.maximum(prices, 1e-3)))
    if bound > most - 1 + CLOSE:
        return best
    useful = bound + np.maximum(prices, 0.0) <= most - 1 + CLOSE
    if not useful.all():
        take(_fewest_columns(table.columns(useful), most, work))
        return best
    for column, allowed in _branches(table, prices):
        rest = _fewest_columns(table.after(column, allowed), most - 1, work)
        take(None if rest is None else [int(table.names[column]), *rest])
    return best


def _branches(table, prices):
    """The columns of the row with the fewest, the cheapest first, each with those that may follow it.

    So no cover comes twice.
    """
    row = int(table.covers.sum(axis=1).argmin())
    allowed = np.ones(len(table.names), dtype=bool)
    for column in sorted(np.flatnonzero(table.covers[row]).tolist(), key=lambda j: (round(prices[j], 6), j)):
        allowed[column] = False
        yield column, allowed.copy()


def _greedy(table, prices):
    """A cover, by the least price per row; then without the columns it does not need."""
    needed = np.ones(len(table.covers), dtype=bool)
    chosen = []
    while needed.any():
        gain = table.covers[needed].sum(axis=0)
        chosen.append(int(np.where(gain > 0, prices / np.maximum(gain, 1.0), np.inf).argmin()))
        needed &= table.covers[:, chosen[-1]] == 0
    times = table.covers[:, chosen].sum(axis=1)
    for column in sorted(chosen, key=lambda j: (-table.literals[j], j)):
        if (times - table.covers[:, column] > 0).all():
            times = times - table.covers[:, column]
            chosen.remove(column)
    return table.names[chosen].tolist()


# Bounds


def _count_bound(covers, most, work):
    """A lower bound of the number of columns, and their prices there; stops once fewer than `most` is out of reach."""

    def relaxed(prices):
        return (prices < 0).astype(float)

    return _ascent(covers, np.ones(covers.shape[1]), relaxed, most - 1, work)


def _literal_bound(covers, literals, count, most, work):
    """A lower bound of the literals of a cover of just `count` columns, and prices; stops once above `most`."""

    def relaxed(prices):
        chosen = np.zeros(len(prices))
        chosen[prices.argpartition(count - 1)[:count]] = 1.0
        return chosen

    return _ascent(covers, literals, relaxed, most, work)


def _ascent(covers, costs, relaxed, most, work):
    """Subgradient ascent of the Lagrangian dual. relaxed: the columns (1.0) chosen at given prices, rows aside."""
    duals = np.where(covers > 0, costs / covers.sum(axis=0), np.inf).min(axis=1)
    bound, best_duals, best_prices = -np.inf, duals, costs
    step, idle = 1.0, 0
    for _step in range(STEPS):
        work.spend(25 + covers.size // 1000)
        prices = costs - np.einsum("r,rc->c", duals, covers)  # not by @, which wakes all cores for so little
        chosen = relaxed(prices)
        value = duals.sum() + prices @ chosen
        idle = 0 if value > bound + 1e-3 else idle + 1
        if value > bound:
            bound, best_duals, best_prices = value, duals, prices
        slope = 1.0 - np.einsum("rc,c->r", covers, chosen)
        slope[(slope < 0) & (duals <= 0)] = 0.0
        steepness = slope @ slope
        if bound > most + CLOSE or steepness == 0 or step < LEAST_STEP:
            break
        if idle == PATIENCE:
            step, idle, duals = step / 2, 0, best_duals
        duals = np.maximum(duals + step * max(most + 1 - bound, 1.0) / steepness * slope, 0.0)
    return bound, best_prices


# All covers of that number with the fewest literals


class _Enumeration:
    """`found`: the covers of the fewest literals among those of as many columns as `first`; limit + 1 at most."""

    def __init__(self, table, first, limit, work):
        self.literals, self.limit, self.work = table.literals, limit, work
        self.fewest = self._literals(first)
        self.found = []
        self._search(table, [], len(first))

    def _literals(self, chosen):
        return float(self.literals[list(chosen)].sum())

    @property
    def _most(self):
        """How many literals are still of interest: when enough covers tie, only fewer."""
        return self.fewest - (len(self.found) > self.limit)

    def _record(self, chosen):
        total = self._literals(chosen)
        if total > self._most:
            return
        if total < self.fewest:
            self.fewest, self.found = total, []
        self.work.spend(50)
        self.found.append(tuple(chosen))

    def _search(self, table, chosen, count):
        """Look through the covers that hold `chosen` and `count` columns of the table."""
        reduced = _reduced(table, self.work, _costlier)
        if reduced is None:
            return
        table, forced = reduced
        chosen, count = chosen + forced, count - len(forced)
        most = self._most - self._literals(chosen)
        if count < 0 or most < 0:
            return
        if not len(table.covers):
            self._record(chosen)
            return
        if count == 0 or len(table.names) < count:
            return
        if count == 1:
            for name in table.names[table.covers.all(axis=0)].tolist():
                self._record([*chosen, name])
            return
        self._branch(table, chosen, count, most)

    def _branch(self, table, chosen, count, most):
        bound, prices = _literal_bound(table.covers, table.literals, count, most, self.work)
        if bound > most + CLOSE:
            return
        last = np.partition(prices, count - 1)[count - 1]
        useful = bound + prices - last <= most + CLOSE
        if not useful.all():
            self._search(table.columns(useful), chosen, count)
            return
        for column, allowed in _branches(table, prices):
            self._search(table.after(column, allowed), [*chosen, int(table.names[column])], count - 1)
