"""What the catchment model is fed with: travel times, attraction and demand, out of a content."""

from dataclasses import dataclass

import numpy as np

from catalogue.text import same
from tools.methods import retail

EXISTING, NEW, CLOSED = "existing", "new", "closed"


@dataclass(frozen=True, eq=False)
class Study:
    """The numbers of one content. Rows are origins, columns centres."""

    times: np.ndarray  # minutes; 0 where unknown, which only happens to centres that are never open
    estimated: np.ndarray  # bool, of the same shape
    area: np.ndarray
    demand: np.ndarray
    extra: np.ndarray | None  # (qualities, centres)
    extra_exponents: np.ndarray | None
    open_before: np.ndarray  # bool, (centres,)
    open_after: np.ndarray
    studied: int

    @property
    def changes(self):
        """Whether a centre opens or closes."""
        return bool((self.open_before != self.open_after).any())

    @property
    def area_before(self):
        return np.where(self.open_before, self.area, 0.0)

    @property
    def area_after(self):
        return np.where(self.open_after, self.area, 0.0)


def study_of(inputs):
    """The study of inputs that have passed the check."""
    times, estimated = travel_times(inputs)
    area = inputs.numbers("centres", "area")
    before, after = open_centres(inputs)
    extra, exponents = _qualities(inputs)
    return Study(
        times=np.nan_to_num(times),
        estimated=estimated,
        area=area,
        demand=demand_of(inputs),
        extra=extra,
        extra_exponents=exponents,
        open_before=before,
        open_after=after,
        studied=studied_centre(inputs, before, after),
    )


def demand_of(inputs):
    return inputs.numbers("origins", "residents") * inputs.numbers("origins", "spend")


def open_centres(inputs):
    """(open before, open after) the change: (centres,) each. Without floor space a centre is closed."""
    status = inputs.column("centres", "status")
    space = inputs.numbers("centres", "area") > 0
    before = np.array([word != NEW for word in status], dtype=bool) & space
    after = np.array([word != CLOSED for word in status], dtype=bool) & space
    return before, after


def studied_centre(inputs, before, after):
    """The centre named in the options; else the largest new one, else the first that stays open."""
    wanted = named_centre(inputs)
    if wanted is not None and after[wanted]:
        return wanted
    new = np.flatnonzero(after & ~before)
    if new.size:
        return int(new[np.argmax(inputs.numbers("centres", "area")[new])])
    return int(np.flatnonzero(after)[0])


def named_centre(inputs):
    """The index of the centre named in the options, None if none is or there is no such."""
    wanted = same(inputs.options.get("studied") or "")
    names = [same(name) for name in inputs.names("centres")]
    return names.index(wanted) if wanted in names else None


def travel_times(inputs):
    """(minutes, estimated): typed times, and where there is none an estimate from coordinates, NaN without both."""
    shape = inputs.count("origins"), inputs.count("centres")
    times = table_grid(inputs, "times", shape)
    gaps = np.isnan(times)
    if not gaps.any():
        return times, gaps
    distances = road_km(coordinates(inputs, "origins"), coordinates(inputs, "centres"), inputs)
    guess = 60 * distances / inputs.options["speed"]
    estimated = gaps & ~np.isnan(guess)
    return np.where(estimated, guess, times), estimated


def table_grid(inputs, table, shape):
    """A table in this shape, NaN where nothing is known."""
    cells = inputs.tables.get(table)
    if not cells or not any(cell is not None for row in cells for cell in row):
        return np.full(shape, np.nan)
    return inputs.matrix(table)


def coordinates(inputs, listing):
    """(things, 2): latitude and longitude in degrees."""
    return np.column_stack([inputs.numbers(listing, "latitude"), inputs.numbers(listing, "longitude")])


def road_km(from_places, to_places, inputs):
    """The straight line along the sphere times the detour: (from, to) in km."""
    return retail.distances(from_places, to_places) * inputs.options["detour"]


def _qualities(inputs):
    """(values (qualities, centres), exponents), or (None, None) where there are none."""
    if not inputs.count("qualities"):
        return None, None
    return inputs.matrix("ratings").T, inputs.numbers("qualities", "exponent")
