"""How much of what the portal holds of a person, without looking into it."""

from catalogue.personal.declaring import data, name_of
from catalogue.personal.person import rows_about


def counted(person):
    """[(row of the table, [(what is declared, its name, how many)])] of what there is; a fixed number of queries."""
    groups = [(row, [one for held in row.held if (one := of(held, person))[2]]) for row in data()]
    return [(row, found) for row, found in groups if found]


def of(held, person):
    return held, name_of(held.model), rows_about(held, person).count()
