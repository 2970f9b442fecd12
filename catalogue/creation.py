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


class AlterTables(migrations.Migration):
    """Adds, renames and alters fields, adds and removes constraints. Django would render a model with all its
    neighbours anew after each of them; here each change is made to the model that was rendered once. Backwards it is
    Django's own.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        apps = project_state.apps
        for operation in self.operations:
            model = apps.get_model(self.app_label, operation.model_name)
            CHANGES[type(operation)](schema_editor, model, operation)
        project_state.__dict__.pop("apps", None)  # rendered again when it is asked for
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        return project_state


def add_field(editor, model, operation):
    model.add_to_class(operation.name, operation.field.clone())
    editor.add_field(model, model._meta.get_field(operation.name))


def rename_field(editor, model, operation):
    changed = model._meta.get_field(operation.old_name).clone()
    swap_field(editor, model, operation.old_name, operation.new_name, changed)


def alter_field(editor, model, operation):
    swap_field(editor, model, operation.name, operation.name, operation.field.clone())


def swap_field(editor, model, old_name, new_name, changed):
    old = model._meta.get_field(old_name)
    changed.set_attributes_from_name(new_name)
    changed.model = model
    if old.remote_field:
        changed.remote_field.model = old.remote_field.model  # no longer a name; this changes no tables
    editor.alter_field(model, old, changed)
    model._meta.local_fields.remove(old)
    model.add_to_class(new_name, changed.clone())


def add_constraint(editor, model, operation):
    model._meta.constraints = [*model._meta.constraints, operation.constraint]
    editor.add_constraint(model, operation.constraint)


def remove_constraint(editor, model, operation):
    [gone] = [constraint for constraint in model._meta.constraints if constraint.name == operation.name]
    model._meta.constraints = [constraint for constraint in model._meta.constraints if constraint is not gone]
    editor.remove_constraint(model, gone)


CHANGES = {
    migrations.AddField: add_field,
    migrations.RenameField: rename_field,
    migrations.AlterField: alter_field,
    migrations.AddConstraint: add_constraint,
    migrations.RemoveConstraint: remove_constraint,
}
