from django.db import migrations

# Only what is older than 24 months goes, and only once an event says so. SQLite would let REPLACE by without this.
OLD_ENOUGH = """EXISTS (
    SELECT 1 FROM catalogue_auditevent later
    WHERE later.id > OLD.id AND later.action = 'purge' AND later.model = 'catalogue.AuditEvent'
    AND later.object_id >= OLD.id
)"""
REFUSAL = "events of the trail are neither changed nor deleted"

CREATE = {
    "sqlite": [
        f"""CREATE TRIGGER audit_no_update BEFORE UPDATE ON catalogue_auditevent
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON catalogue_auditevent
        WHEN NOT (OLD.at < datetime('now', '-730 days') AND {OLD_ENOUGH})
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER audit_no_replace BEFORE INSERT ON catalogue_auditevent
        WHEN EXISTS (SELECT 1 FROM catalogue_auditevent WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608  constants
    ],
    "postgresql": [
        f"""CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                IF NOT EXISTS (SELECT 1 FROM catalogue_auditevent) THEN RETURN NULL; END IF;
            ELSIF TG_OP = 'DELETE' THEN
                IF OLD.at < now() - interval '730 days' AND {OLD_ENOUGH} THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION '{REFUSAL}';
        END $$""",  # noqa: S608  constants
        """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON catalogue_auditevent
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON catalogue_auditevent
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in ("audit_no_update", "audit_no_delete", "audit_no_replace")],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_no_change ON catalogue_auditevent",
        "DROP TRIGGER IF EXISTS audit_no_truncate ON catalogue_auditevent",
        "DROP FUNCTION IF EXISTS audit_refuse()",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The database itself keeps the trail: nobody changes an event, whatever they may do with the tables."""

    dependencies = [("catalogue", "0012_audit")]

    operations = [migrations.RunPython(create, drop)]
