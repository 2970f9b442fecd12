"""Migrations that begin a room: many models at once, and Django draws its picture of all models only once for them."""

from django.db import migrations


class CreateModels(migrations.Migration):
    """Only creates models. Django would render every related model anew after each one of them: four in five seconds
    that an empty database takes. Here all are added to the state first, then rendered together, then created.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        if {type(operation) for operation in self.operations} != {migrations.CreateModel}:
            raise TypeError(f"{self} does more than create models.")
        project_state.__dict__.pop("apps", None)  # rendered again when it is asked for
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
