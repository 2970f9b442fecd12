"""An index on a table that people use meanwhile: from the second release on, migrations add indexes by this alone."""

from contextlib import contextmanager

from django.db.migrations import AddIndex


class AddIndexBeside(AddIndex):
    """`CREATE INDEX CONCURRENTLY` on PostgreSQL, as ever on SQLite. Alone in a migration with `atomic = False`.

    It waits for whoever reads, so it does not mind how long that takes; and what an earlier try left is removed.
    """

    atomic = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        with patient(schema_editor):
            name = schema_editor.quote_name(self.index.name)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        with patient(schema_editor):
            model = from_state.apps.get_model(app_label, self.model_name)
            schema_editor.remove_index(model, self.index, concurrently=True)


@contextmanager
def patient(schema_editor):
    schema_editor.execute("SELECT set_config('portal.lock_timeout', current_setting('lock_timeout'), false)")
    schema_editor.execute("SET lock_timeout = 0")
    yield
    schema_editor.execute("SELECT set_config('lock_timeout', current_setting('portal.lock_timeout'), false)")
