"""Which tables public pages show, and how the database itself counts what changes in them.

A trigger hears every writer: forms, jobs, imports, and whoever writes SQL by hand. A table counts unless it is named
here with a reason, so a new model is heard without anybody thinking of it. A test opens public pages and compares.
"""

import hashlib

from django.apps import apps
from django.db import connections

from catalogue.models import PageChange
from publishing.daily_round import also

MANY = 100  # rows from which on the daily round makes one of them

# No public page reads them.
PRIVATE = [
    *("account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator", "admin.LogEntry"),
    *("socialaccount.SocialAccount", "socialaccount.SocialApp", "socialaccount.SocialToken"),
    *("auth.Permission", "auth.Group_permissions", "auth.Group"),
    *("partners.User_groups", "partners.User_user_permissions"),
    *("django_tasks_database.DBTaskResult", "taggit.Tag", "taggit.TaggedItem"),
    *("catalogue.AuditEvent", "catalogue.ErasedAddress", "catalogue.LoadedRecord"),
    *("partners.BlockedSender", "partners.ContactRequest", "partners.ExpiryQuestion", "partners.Invitation"),
    *("partners.Leaving", "partners.PersonalArchive"),
    *("partners.Match", "plans.CallLink", "publishing.Bounce", "publishing.Delivery", "publishing.FollowedList"),
    *("publishing.Mail", "publishing.Notice", "publishing.SentForm", "publishing.Subscriber", "publishing.Wish"),
    *("publishing.Subscriber_topics", "publishing.Version_contributors"),
    *("tools.Survey", "tools.SurveyAnswer", "tools.SurveyLink", "tools.Work"),
    *("workshops.Answer", "workshops.CalendarLink", "workshops.ChangeRequest", "workshops.EventMail"),
    *("workshops.Interest", "workshops.Question"),
]

# Public pages read them, and yet nothing is missed.
HEARD_OTHERWISE = {
    "sessions.Session": "pages of who is signed in are kept by nobody",
    "contenttypes.ContentType": "changes only when the portal is installed anew",
    "catalogue.CatalogueState": "holds the version itself",
    "catalogue.PageChange": "holds these changes",
    "catalogue.Card": "filing an entry grows the version",
    "catalogue.CardText": "filing an entry grows the version",
    "catalogue.FacetCount": "is counted with the cards",
    "catalogue.FileText": "what was read is filed with the entry",
    "catalogue.Harvested": "is written with the cards, and stamped for harvesters only",
    "catalogue.Preview": "drawing one grows the version",
    "catalogue.TopicKey": "follows the labels of a topic, which count",
    "catalogue.Word": "is learned from cards",
    "catalogue.WordPiece": "is learned from cards",
}

# Rows that also change without any page changing: those of their columns that pages show.
SHOWN_COLUMNS = {
    "partners.User": ("name", "email", "is_active"),
    "publishing.Version": (
        "state",
        "validated",
        "means",
        "opinion_sl",
        "opinion_en",
        "checked",
        "published_at",
        "decided_at",
    ),
}

FUNCTION = """CREATE OR REPLACE FUNCTION note_page_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO catalogue_pagechange DEFAULT VALUES; RETURN NULL; END $$"""
NOTE = "INSERT INTO catalogue_pagechange (id, number) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET number = number + 1"
NAMES = {
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'page\\_change\\_%'",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'page_change_*'",
}
NEITHER = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}


def listen(using, **_signal):
    """After migrations: a trigger on each table that counts, and on no other. One that is as it should be stays."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if "catalogue_pagechange" not in tables:
            return  # migrated back to before there was any
        cursor.execute(NAMES[connection.vendor])
        present = dict(cursor.fetchall())
        wanted = triggers(connection, tables)
        for name in present.keys() - wanted.keys():
            of_table = f" ON {present[name]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{of_table}')
        if connection.vendor == "postgresql" and wanted.keys() - present.keys():
            cursor.execute(FUNCTION)
        for name in sorted(wanted.keys() - present.keys()):
            cursor.execute(wanted[name])


def join_the_daily_round():
    also("page changes added up", to_add_up, add_up)


def to_add_up():
    few = PageChange.objects.count() < MANY
    return PageChange.objects.none() if few else PageChange.objects.order_by("pk")[:1]


def add_up(_first):
    PageChange.add_up()
    return True


def triggers(connection, tables):
    """{name: statement} of all triggers, for the tables that there are."""
    found = {}
    for model in counted():
        table = model._meta.db_table
        if table in tables:
            for event in ("INSERT", "UPDATE", "DELETE"):
                name, statement = trigger(connection, model, event)
                found[name] = statement
    return found


def trigger(connection, model, event):
    """(name, statement); other conditions have another name, so that they are noticed when the portal is upgraded."""
    table, vendor = model._meta.db_table, connection.vendor
    name, condition = f"page_change_{event.lower()}_{table}"[:63], ""
    if event == "UPDATE" and model._meta.label in SHOWN_COLUMNS:
        columns = SHOWN_COLUMNS[model._meta.label]
        differ = " OR ".join(f'OLD."{column}" {NEITHER[vendor]} NEW."{column}"' for column in columns)
        condition = f"WHEN ({differ})"
        name = f"{name[:54]}_{hashlib.blake2b(differ.encode(), digest_size=4).hexdigest()}"
    if vendor == "sqlite":
        return name, f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {condition} BEGIN {NOTE}; END'
    each = "ROW" if condition else "STATEMENT"
    begins = f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" FOR EACH {each}'
    return name, f"{begins} {condition} EXECUTE FUNCTION note_page_change()"


def counted():
    """The models whose tables count."""
    return [model for model in apps.get_models(include_auto_created=True) if counts(model)]


def counts(model):
    if not model._meta.managed or model._meta.proxy:
        return False
    is_history = model.__name__.startswith("Historical")  # written with the entry, and shown on the desk
    return not is_history and model._meta.label not in {*PRIVATE, *HEARD_OTHERWISE}
