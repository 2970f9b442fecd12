"""Bulk import: rows of a file become entries, many in one transaction; the command and the admin share it.

A row is one language of one entry. `reading` yields records with their true lines, `rows` checks one and says all
that is wrong with it, `writing` brings a batch of them into the database, `importing` leads from file to report.
"""

from catalogue.bulk.importing import Import, Interrupted, Options, Stopped
from catalogue.bulk.reading import COLUMNS, REQUIRED
from catalogue.tables.faults import Fault

__all__ = ["COLUMNS", "REQUIRED", "Fault", "Import", "Interrupted", "Options", "Stopped"]
