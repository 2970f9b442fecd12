"""A batch of rows into the database: new and changed entries, their history, topics and cards, in one transaction."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from catalogue import listeners, many
from catalogue.fields import PartialDateField
from catalogue.filing import filing, vocabulary
from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState, Status, TaggedTopic
from catalogue.models.visibility import web_addresses
from catalogue.reserved import reserved_slugs
from catalogue.text import slugify_sl

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
SHEAF = 500  # entries of a kind that are written and filed together
MOST_WAITING = 2  # such sheaves whose texts are being read
COLLIDING = 50  # addresses looked for at once
SAID_AT_MOST = 100  # letters of a reason in the history


class Said(NamedTuple):
    """What the history tells beside the row."""

    user: object
    reason: str


@dataclass
class Plan:
    """What the rows of one entry come to."""

    entry: object
    rows: list
    is_new: bool = False
    fields: set = field(default_factory=set)
    topics: tuple = ()  # (name, language) of each, where they change

    @property
    def outcome(self):
        return NEW if self.is_new else CHANGED if self.fields or self.topics else UNCHANGED


# --- What would change ---


def plans(rows, topics, draft):
    """A Plan for every entry the rows speak of; nothing is written."""
    by_entry = defaultdict(list)
    for row in rows:
        by_entry[row.key].append(row)
    by_model = defaultdict(dict)
    for (model, external_id), of_entry in by_entry.items():
        by_model[model][external_id] = of_entry
    return [plan for model, found in by_model.items() for plan in plans_of_kind(model, found, topics, draft)]


def plans_of_kind(model, rows, topics, draft):
    present = {entry.external_id: entry for entry in model._base_manager.filter(external_id__in=rows)}
    carried = topics_of(model, [entry.pk for entry in present.values()])
    for external_id, of_entry in rows.items():
        entry = present.get(external_id)
        plan = Plan(entry or fresh(model, external_id, draft), of_entry, is_new=entry is None)
        for row in of_entry:
            apply(plan, row)
        plan.topics = changed_topics(model, of_entry, carried.get(plan.entry.pk, []), topics)
        yield plan


def fresh(model, external_id, draft):
    state = {} if draft else {"status": Status.PUBLISHED, "published_at": timezone.now()}
    return many.blank(model, external_id=external_id, **model.import_defaults, **state)


def apply(plan, row):
    for name, value in row.values.items():
        now = getattr(plan.entry, name)
        if now != value and (merged := with_what_is_known(plan.entry, name, now, value)) != now:
            setattr(plan.entry, name, merged)
            plan.fields.add(name)


def with_what_is_known(entry, name, now, value):
    """A list of addresses grows, and a year takes nothing from a date of that year."""
    if name in entry.address_lists:
        return now if value in web_addresses(now) else "\n".join(filter(None, [now, value]))
    if now and isinstance(entry._meta.get_field(name), PartialDateField) and now.startswith(value):
        return now
    return value


def topics_of(model, pks):
    """{primary key: [(topic, main)] in their order}."""
    tagged = TaggedTopic.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    found = defaultdict(list)
    for pk, topic, main in tagged.order_by("pk").values_list("object_id", "tag_id", "main"):
        found[pk].append((topic, main))
    return found


def changed_topics(model, rows, carried, topics):
    """(name, language) of the topics that the last row to name any wants, where they are others than now."""
    wanted = next(([(name, row.language) for name in row.topics] for row in reversed(rows) if row.topics), [])
    known = [topics.get(name) for name, _language in wanted]
    if not wanted or (None not in known and ranked(model, known) == carried):
        return ()
    return tuple(wanted)


def ranked(model, topics):
    """[(primary key, main)]: the first ones are main topics."""
    keys = dict.fromkeys(topic.pk for topic in topics)
    return [(key, place < model.max_main_topics) for place, key in enumerate(keys)]


def refused(planned):
    """{key of the rows: why their entry may not be changed just now}."""
    by_model = defaultdict(list)
    for plan in planned:
        if plan.outcome == CHANGED:
            by_model[type(plan.entry)].append(plan)
    return {
        plan.rows[0].key: reasons[plan.entry.pk]
        for model, of_kind in by_model.items()
        if (reasons := listeners.refusals(model, [plan.entry.pk for plan in of_kind]))
        for plan in of_kind
        if plan.entry.pk in reasons
    }


# --- Writing it ---


def write(planned, topics, user=None, reason=""):
    """Write what the plans say; within a transaction that holds the state of the catalogue.

    While some are written, another process may read the texts of the next ones.
    """
    state, waiting, changed, counted = CatalogueState.objects.get(pk=1), [], defaultdict(list), Counter()
    said = Said(user, reason[:SAID_AT_MOST])
    for model, some in sheaves_of(planned):
        write_rows(model, some, topics, said)
        changed[model] += [plan.entry.pk for plan in some if not plan.is_new]
        waiting.append(filing.begin_filing(model, [plan.entry.pk for plan in some], state))
        if len(waiting) > MOST_WAITING:
            filing.finish_filing(waiting.pop(0), counted)
    for sheaf in waiting:
        filing.finish_filing(sheaf, counted)
    vocabulary.count(counted)
    for model, pks in changed.items():
        if pks:
            filing.refile_followers_of(model, pks)
            listeners.tell(model, pks, user)


def sheaves_of(planned):
    """(model, some of its plans) of those that change anything."""
    by_model = defaultdict(list)
    for plan in planned:
        if plan.outcome != UNCHANGED:
            by_model[type(plan.entry)].append(plan)
    for model, of_kind in sorted(by_model.items(), key=lambda found: -len(found[1])):  # who waits last waits for few
        for start in range(0, len(of_kind), SHEAF):
            yield model, of_kind[start : start + SHEAF]


def write_rows(model, planned, topics, said):
    new = [plan.entry for plan in planned if plan.is_new]
    changed = [plan for plan in planned if not plan.is_new]
    create(model, new)
    for plan in changed:
        update(model, plan)
    keep_history(model, [entry.pk for entry in new], "+", said)
    keep_history(model, [plan.entry.pk for plan in changed], "~", said)
    write_topics(model, [plan for plan in planned if plan.topics], topics)


def create(model, entries):
    fill_slugs(model, entries)
    for entry in entries:
        entry.tidy_texts()
    many.insert(model, entries)


def keep_history(model, pks, what, said):
    """As the rows now stand, copied inside the database."""
    if not pks:
        return
    history = model.history.model._meta
    names = [f'"{field.column}"' for field in model.history.model.tracked_fields]
    now = connection.ops.adapt_datetimefield_value(timezone.now())  # SQLite would keep another text of the same moment
    own = {"history_date": now, "history_type": what, "history_user_id": said.user and said.user.pk}
    own |= {"history_change_reason": said.reason}
    columns = ", ".join([*names, *(f'"{history.get_field(name.removesuffix("_id")).column}"' for name in own)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {history.db_table} ({columns}) SELECT {', '.join([*names, *['%s'] * len(own)])} "  # noqa: S608
            f"FROM {model._meta.db_table} WHERE id IN ({', '.join(['%s'] * len(pks))}) ORDER BY id",
            [*own.values(), *pks],
        )


def update(model, plan):
    """Only what changed, also by tidying, and the columns that modeltranslation keeps beside those of the languages."""
    entry, stood = plan.entry, vars(plan.entry).copy()
    entry.tidy_texts()
    tidied = {field.name for field in model._meta.concrete_fields if differs(field.attname, vars(entry), stood)}
    entry.updated_at = timezone.now()
    translated = {name.rpartition("_")[0] for name in plan.fields} & {*model.translated_fields()}
    names = {*plan.fields, *tidied, *translated, "updated_at"}
    models.QuerySet(model).filter(pk=entry.pk).update(**{name: getattr(entry, name) for name in names})


def differs(name, values, stood):
    return values.get(name) != stood.get(name)


def write_topics(model, planned, topics):
    content_type = ContentType.objects.get_for_model(model)
    old = [plan.entry.pk for plan in planned if not plan.is_new]
    if old:
        TaggedTopic.objects.filter(content_type=content_type, object_id__in=old).delete()
    rows = [
        (content_type.pk, plan.entry.pk, topic, main)
        for plan in planned
        for topic, main in ranked(model, [topics.made(*name) for name in plan.topics])
    ]
    many.insert_rows(TaggedTopic._meta.db_table, ["content_type_id", "object_id", "tag_id", "main"], rows)


# --- Addresses, as `Entry.fill_slugs` makes them one by one ---


def fill_slugs(model, entries):
    for code in LANGUAGES:
        field = f"slug_{code}"
        wanted = [slugify_sl(entry.slug_text(code), 100) or model.kind.value for entry in entries]
        taken = taken_slugs(model, field, wanted)
        numbers = defaultdict(lambda: count(2))
        for entry, slug in zip(entries, wanted, strict=True):
            free = slug
            while free in taken:
                free = f"{slug}-{next(numbers[slug])}"
            taken.add(free)
            setattr(entry, field, free)


def taken_slugs(model, field, wanted):
    """Those of the wanted addresses that stand, with all that begin like them and go on with a number."""
    found = set(model._base_manager.filter(**{f"{field}__in": set(wanted)}).values_list(field, flat=True))
    found |= reserved_slugs(model.kind).intersection(wanted)
    twice = sorted(found | {slug for slug, times in tally(wanted).items() if times > 1})
    for start in range(0, len(twice), COLLIDING):
        begins = (filing.index().begins(field, f"{slug}-") for slug in twice[start : start + COLLIDING])
        alike = model._base_manager.filter(Q(*begins, _connector=Q.OR))
        found.update(alike.values_list(field, flat=True))
    return found


def tally(wanted):
    numbers = defaultdict(int)
    for slug in wanted:
        numbers[slug] += 1
    return numbers
