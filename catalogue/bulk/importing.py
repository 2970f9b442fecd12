"""From a file to a report: records are checked one by one and written in batches, each whole or not at all."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, DataError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue import analysis
from catalogue.bulk.names import Topics
from catalogue.bulk.reading import records
from catalogue.bulk.rows import Checker
from catalogue.bulk.writing import NEW, plans, refused, write
from catalogue.filing import tiers
from catalogue.filing.filing import index
from catalogue.models import Card, CatalogueState
from catalogue.tables.faults import Fault, SheetError

BATCH = 2000  # rows of one transaction: on SQLite all other writers wait for it
MANY = 1000  # entries written, after which the index is put in order


@dataclass(frozen=True)
class Options:
    file_format: str = "csv"
    draft: bool = False
    create_topics: bool = False
    dry_run: bool = False
    stop_at_fault: bool = False
    start_line: int = 1
    most_rows: int = 0  # no limit
    kinds: frozenset | None = None  # those that may be imported, where not all may
    user: object = None
    reason: str = ""
    batch: int = BATCH


@dataclass
class Report:
    """How many rows there were, how many of them faulty, and to how many entries the others came."""

    rows: int = 0
    faulty: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def add(self, outcome):
        setattr(self, outcome, getattr(self, outcome) + 1)


class Interrupted(Exception):
    """Ended before the end of the file; whole batches stay, and a further run goes on from `line`."""

    def __init__(self, line):
        super().__init__(line)
        self.line = line


class Stopped(Interrupted):
    """At the first faulty row, as asked."""


@dataclass
class Import:
    """One import; `on_fault`, `on_plan` and `on_batch` hear of what happens."""

    stream: object
    options: Options = field(default_factory=Options)
    on_fault: object = lambda fault: None
    on_plan: object = lambda plan: None
    on_batch: object = lambda work: None

    def __post_init__(self):
        self.report = Report()
        self.topics = Topics()
        self.checker = Checker(self.topics, self.options.create_topics, self.options.kinds)
        self.lines, self.records = records(self.stream, self.options.file_format)
        self.seen = {}  # line of each row, by its key
        self.promised = set()  # entries that a dry run would have made
        self.cards = self.tuned = Card.objects.count()

    def run(self):
        batch = []
        try:
            for record in self.records:
                if record.line >= self.options.start_line and (row := self.checked(record, batch)):
                    batch.append(row)
                    if len(batch) == self.options.batch:
                        self.take(batch)
                        batch = []
            self.take(batch)
        except (KeyboardInterrupt, DatabaseError) as error:
            raise Interrupted(self.line_to_go_on(batch)) from error
        finally:
            self.finish()
        if not self.report.rows:
            raise SheetError(_("The file holds no rows."))
        return self.report

    def checked(self, record, batch):
        """The Row of a record, if nothing is wrong with it."""
        self.report.rows += 1
        if 0 < self.options.most_rows < self.report.rows:
            raise SheetError(_("The file has more than %(most)d rows.") % {"most": self.options.most_rows})
        row, faults = (None, [record.fault]) if record.fault else self.checker.row(record)
        if row:
            first = self.seen.setdefault(hash((row.model.kind, row.external_id, row.language)), row.line)
            if first != row.line:
                message = _("stands in line %(line)d already, in the same language") % {"line": first}
                row, faults = None, [Fault(row.line, "external_id", message)]
        if faults:
            self.refuse(faults)
            if self.options.stop_at_fault:
                raise Stopped(self.line_to_go_on(batch) if batch else record.line)
        return row

    def line_to_go_on(self, batch):
        return batch[0].line if batch else self.lines.number + 1

    def refuse(self, faults):
        self.report.faulty += 1
        for fault in faults:
            self.on_fault(fault)

    def refuse_all(self, rows, column, message):
        for row in rows:
            self.refuse([Fault(row.line, column, message)])

    # --- Batches ---

    def take(self, batch):
        try:
            taken = self.written(batch)
        except DataError:  # one of them is more than the database can hold: which one?
            self.topics.load()  # those made in the failed batch are gone
            taken = [one for rows in by_entry(batch) for one in self.written_alone(rows)]
        for plan, reason in taken:
            if reason:
                self.refuse_all(plan.rows, "external_id", reason)
            else:
                self.count(plan)
        self.retune_now_and_then()
        self.on_batch(self)

    def written(self, batch):
        """[(plan, why its entry may not be changed just now, or "")]; what is refused is not written."""
        language = translation.get_language()
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            if not self.options.dry_run:
                CatalogueState.lock()
                index().expect_much()
            planned = plans(batch, self.topics, self.options.draft)
            with translation.override(language):
                reasons = refused(planned)
            if reasons and self.options.stop_at_fault:
                self.stop(batch, planned, reasons)
            taken = [(plan, reasons.get(plan.rows[0].key, "")) for plan in planned]
            if not self.options.dry_run:
                free = [plan for plan, reason in taken if not reason]
                write(free, self.topics, self.options.user, self.options.reason)
        return taken

    def stop(self, batch, planned, reasons):
        """At the first entry that may not be changed; nothing of its batch is written."""
        plan = next(plan for plan in planned if plan.rows[0].key in reasons)
        self.refuse_all(plan.rows, "external_id", reasons[plan.rows[0].key])
        raise Stopped(self.line_to_go_on(batch))

    def written_alone(self, rows):
        try:
            return self.written(rows)
        except DataError:
            self.topics.load()
            self.refuse_all(rows, "", _("the database cannot hold this row"))
            return []

    def count(self, plan):
        key = plan.rows[0].key
        if plan.outcome == NEW and key in self.promised:
            plan.is_new, plan.fields = False, {"title"}
        elif self.options.dry_run and plan.outcome == NEW:
            self.promised.add(key)
        self.report.add(plan.outcome)
        self.on_plan(plan)

    # --- The index ---

    def retune_now_and_then(self):
        """When the cards have doubled, another tenth of them is the best."""
        cards = self.cards + self.report.new
        if not self.options.dry_run and cards >= 2 * max(self.tuned, tiers.SMALLEST):
            tiers.retune()
            self.tuned = cards

    def finish(self):
        """Also after an interruption: what was written is to be found well."""
        written = self.report.new + self.report.changed
        if self.options.dry_run or not written:
            return
        CatalogueState.objects.filter(pk=1, analyzer="").update(analyzer=analysis.signature())
        tiers.retune()
        if written >= MANY:
            index().settle()


def by_entry(batch):
    found = {}
    for row in batch:
        found.setdefault(row.key, []).append(row)
    return found.values()
