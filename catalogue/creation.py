"""Migrations of many models: Django draws its picture of a model once, and changes it in place after that."""

from itertools import groupby

from django.db import migrations


class RenderedOnce(migrations.Migration):
    """Creates models and changes their fields, constraints and indexes.

    Django would render a model with all its neighbours anew after each operation: nine in ten seconds that an empty
    database takes. Here a new model is rendered, and one that was rendered before is changed as the operation says.
    Backwards it is Django's own.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        apps = current(project_state)
        for kind, operations in groupby(self.operations, type):
            together = list(operations)
            if kind is migrations.CreateModel:
                self.note(project_state, together)
                create_models(apps, schema_editor, project_state, self.app_label, together)
                continue
            for operation in together:
                model = apps.get_model(self.app_label, operation.model_name)
                CHANGES[kind](schema_editor, model, operation)
            apps.clear_cache()
            self.note(project_state, together)
        return project_state

    def note(self, project_state, operations):
        """Tells the state what becomes of it, and leaves what is rendered as it is."""
        rendered = project_state.__dict__.pop("apps")
        for operation in operations:
            operation.state_forwards(self.app_label, project_state)
        project_state.apps = rendered


def current(project_state):
    """What is rendered; all anew where some of it is older than the state, or was taken over from another one."""
    apps = project_state.apps
    if project_state.is_delayed or any(model._meta.apps is not apps for model in apps.get_models()):
        del project_state.apps
        project_state.is_delayed = False
    return project_state.apps


def create_models(apps, editor, project_state, app_label, operations):
    names = [operation.name_lower for operation in operations]
    apps.render_multiple([project_state.models[app_label, name] for name in names])
    for name in names:
        editor.create_model(apps.get_model(app_label, name))


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
    if changed.many_to_one or changed.one_to_one:
        changed.remote_field.field_name = old.remote_field.field_name
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


def add_index(editor, model, operation):
    model._meta.indexes = [*model._meta.indexes, operation.index]
    editor.add_index(model, operation.index)


CHANGES = {
    migrations.AddField: add_field,
    migrations.RenameField: rename_field,
    migrations.AlterField: alter_field,
    migrations.AddConstraint: add_constraint,
    migrations.RemoveConstraint: remove_constraint,
    migrations.AddIndex: add_index,
}
