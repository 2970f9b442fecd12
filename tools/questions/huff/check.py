"""What is wrong with the data of a catchment study, each with its place and the remedy."""

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tools.questions.huff.data import NEW, coordinates, demand_of, open_centres, table_grid, travel_times

MOST_CELLS = 20  # missing cells named one by one


def catchment_problems(inputs):
    """All problems, as (place, sentence)."""
    found = [*_half_coordinates(inputs), *_centres(inputs), *_demand(inputs), *_ratings(inputs)]
    found = found or list(_times(inputs))
    return found or list(_observed(inputs))


def _half_coordinates(inputs):
    for listing in ("origins", "centres"):
        known = ~np.isnan(coordinates(inputs, listing))
        for row in np.flatnonzero(known[:, 0] != known[:, 1]):
            name = inputs.names(listing)[row]
            text = _("“%(row)s”: a place needs both latitude and longitude. Fill in both or leave both empty.")
            yield (listing, int(row), "longitude" if known[row, 0] else "latitude"), text % {"row": name}


def _centres(inputs):
    before, after = open_centres(inputs)
    if not before.any():
        text = _("No centre is open today. At least one must have floor space and not be new.")
        yield ("centres",), text
    elif not after.any():
        yield ("centres",), _("All centres close, so nobody could shop. At least one must stay open.")


def _demand(inputs):
    if not demand_of(inputs).any():
        text = _("Nobody spends anything: residents times spending is 0 everywhere. Fill in at least one place.")
        yield ("origins",), text


def _ratings(inputs):
    if not inputs.count("qualities"):
        return
    for row, column in np.argwhere(np.isnan(inputs.matrix("ratings")))[:MOST_CELLS]:
        where = {"row": inputs.names("centres")[row], "column": inputs.names("qualities")[column]}
        text = _("Row “%(row)s”, column “%(column)s”: fill in a number, or remove this quality from the list.")
        yield ("ratings", int(row), int(column)), text % where


def _times(inputs):
    times, _estimated = travel_times(inputs)
    open_ever = np.logical_or(*open_centres(inputs))
    gaps = np.argwhere(np.isnan(times) & open_ever)
    for row, column in gaps[:MOST_CELLS]:
        where = {"row": inputs.names("origins")[row], "column": inputs.names("centres")[column]}
        text = _(
            "Row “%(row)s”, column “%(column)s”: there is no travel time. Fill in the minutes, or give the coordinates "
            "of both, so that the time can be estimated."
        )
        yield ("times", int(row), int(column)), text % where
    if len(gaps) > MOST_CELLS:
        rest = len(gaps) - MOST_CELLS
        text = ngettext("%(count)d more travel time is missing.", "%(count)d more travel times are missing.", rest)
        yield ("times",), text % {"count": rest}


def _observed(inputs):
    shape = inputs.count("origins"), inputs.count("centres")
    seen = table_grid(inputs, "observed", shape)
    if np.isnan(seen).all():
        return
    before, _after = open_centres(inputs)
    yield from _wrong_cells(inputs, seen, before)
    if not (np.nan_to_num(seen) > 0).any():
        yield ("observed",), _("All observed visits are 0. Fill in at least one number, or empty the table.")
    elif equally_far(inputs, seen, before):
        text = _("The centres are equally far from every place with observed visits, so no decay can be fitted.")
        yield ("observed",), text


def equally_far(inputs, seen, before):
    """Whether nothing can be learned about distance from the places where visits were observed."""
    rows = (np.nan_to_num(seen) > 0).any(axis=1)
    times = np.maximum(travel_times(inputs)[0][np.ix_(rows, before)], inputs.options["min_time"])
    return bool((np.ptp(times, axis=1) <= 1e-9 * times.max(axis=1)).all())


def _wrong_cells(inputs, seen, before):
    """Rows that are only begun, and visits to centres that were not open."""
    asked = ~np.isnan(seen)
    status = inputs.column("centres", "status")
    for row, column in np.argwhere(~asked & before & (asked & before).any(axis=1)[:, None])[:MOST_CELLS]:
        where = {"row": inputs.names("origins")[row], "column": inputs.names("centres")[column]}
        text = _(
            "Row “%(row)s”, column “%(column)s”: fill in the observed visits, 0 if nobody goes there, or empty the "
            "whole row."
        )
        yield ("observed", int(row), int(column)), text % where
    for row, column in np.argwhere(asked & (np.nan_to_num(seen) > 0) & ~before)[:MOST_CELLS]:
        where = {"row": inputs.names("origins")[row], "column": inputs.names("centres")[column]}
        new = _("Row “%(row)s”, column “%(column)s”: the centre is new, nobody was seen there. Leave the cell empty.")
        empty = _("Row “%(row)s”, column “%(column)s”: the centre has no floor space. Leave the cell empty.")
        yield ("observed", int(row), int(column)), (new if status[column] == NEW else empty) % where
