"""The field in which the parts of an entry are put in order: moved up and down, in and out, placed and taken out."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.languages import shown
from catalogue.tables.numbers import read_whole
from publishing.snapshot import PART
from publishing.writing import CONTENTS

MOST_PARTS = 300
DEEPEST = 3
MOVE = f"{CONTENTS}-move"  # the button that was pressed: “up-12”
NUMBER_LETTERS = 10
MOVES = (
    ("up", "↑", _("Up")),
    ("down", "↓", _("Down")),
    ("out", "←", _("Out")),
    ("in", "→", _("In")),
    ("drop", "×", _("Take out")),
)
CLASH = _("Somebody else arranged these meanwhile. Save again to keep your order instead.")


class ContentsWidget(forms.Widget):
    """The parts as a list: each row says its part, role, level and number; the order of the rows is the order."""

    template_name = "publishing/widgets/contents.html"

    def value_from_datadict(self, data, files, name):
        columns = [data.getlist(f"{CONTENTS}-{column}") for column in (PART, "role", "level", "number")]
        rows = [dict(zip((PART, "role", "level", "number"), row, strict=False)) for row in zip(*columns, strict=False)]
        return {"rows": rows, "move": data.get(MOVE, "")}

    def value_omitted_from_data(self, data, files, name):
        return f"{CONTENTS}-sent" not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        rows = value["rows"] if isinstance(value, dict) else self.field.numbered(value or [])
        return context | {"contents": self.field.shown(rows)}


class ContentsField(forms.Field):
    """[{part, role, level, number}] in their order."""

    clash = CLASH

    def __init__(self, writing, version):
        self.writing, self.version, self.contents = writing, version, writing.contents
        entry = version.dossier.entry
        parts = getattr(entry, self.contents.relation).all() if entry else []
        self.parts = {part.pk: part for part in parts}
        label = writing.model._meta.get_field(self.contents.relation).related_model._meta.verbose_name_plural
        super().__init__(widget=ContentsWidget(), required=False, label=label[:1].upper() + label[1:])
        self.widget.field = self

    @property
    def roles(self):
        return self.writing.model._meta.get_field(self.contents.relation).related_model._meta.get_field("role").choices

    def clean(self, value):
        rows = [self.row(row) for row in value["rows"]]
        twice = {row[PART] for place, row in enumerate(rows) if row[PART] in {one[PART] for one in rows[:place]}}
        if twice:
            names = ", ".join(str(self.parts[pk]) for pk in twice)
            raise ValidationError(_("Placed twice: %(names)s. Take one of them out.") % {"names": names})
        return self.numbered(moved(rows, value["move"], self.parts))

    def row(self, row):
        """What was sent of one part; what is no part or nonsense is refused."""
        pk, level = read_whole(row.get(PART, ""), 1, 10**9), read_whole(row.get("level", ""), 1, DEEPEST)
        if pk not in self.parts or level is None or row.get("role") not in dict(self.roles):
            raise ValidationError(_("The order cannot be read. Load the page again."))
        number = " ".join(row.get("number", "").split())
        if len(number) > NUMBER_LETTERS:
            raise ValidationError(_("A number has at most %(most)s signs.") % {"most": NUMBER_LETTERS})
        return {PART: pk, "role": row["role"], "level": level, "number": number}

    def numbered(self, rows):
        return self.contents.numbered(self.version.content, rows)

    def shown(self, rows):
        """What the template shows: the rows with their parts, and the parts that have no place."""
        found = [(row, self.parts.get(read_whole(str(row.get(PART)), 1, 10**9))) for row in rows]
        placed = [row | {"entry": part} for row, part in found if part]
        places = {row["entry"].pk for row in placed}
        waiting = [part for pk, part in self.parts.items() if pk not in places]
        return {
            "rows": placed,
            "waiting": sorted(waiting, key=lambda part: shown(part, "title").text),
            "roles": self.roles,
            "moves": MOVES,
            "given": self.contents.is_given(self.version.content),
        }


def moved(rows, move, parts):
    """The rows after a button: up, down, in, out, take out (drop) or place at the end (add)."""
    name, _dash, pk = move.partition("-")
    pk = read_whole(pk, 1, 10**9)
    place = next((place for place, row in enumerate(rows) if row[PART] == pk), None)
    if name == "add" and place is None and pk in parts and len(rows) < MOST_PARTS:
        return [*rows, {PART: pk, "role": "chapter", "level": 1, "number": ""}]
    if place is None:
        return rows
    others = rows[:place] + rows[place + 1 :]
    if name == "drop":
        return others
    to = {"up": max(place - 1, 0), "down": place + 1}.get(name, place)
    level = rows[place]["level"] + {"in": 1, "out": -1}.get(name, 0)
    return [*others[:to], rows[place] | {"level": min(max(level, 1), DEEPEST)}, *others[to:]]
