"""What is said at a row that somebody else changed or removed while one wrote in it: what stands there now."""

from django.utils.translation import gettext as _

from publishing.comparison import shown_value, with_names
from publishing.row_merging import UID, row_name, states


def tell(row_set, conflicts, sent, content, typed):
    """Put a sentence at each row of a `RowSet` that is named in `conflicts`; above them where the form has it not."""
    if not conflicts:
        return
    mine = states(sent.value, sent.typed)
    now = states(content.get(row_set.relation), typed.get(row_set.relation))
    for uid in {**mine, **now}:
        if row_name(row_set.relation, uid) not in conflicts:
            continue
        text = sentence(row_set, mine.get(uid), now.get(uid), content)
        form = next((form for form in row_set.forms if form[UID].value() == uid), None)
        if form is None:
            row_set.clashes.append(text)
        else:
            form.add_error(None, text)


def sentence(row_set, mine, now, content):
    if now is None:
        return _("Somebody else removed this row meanwhile. Save again to keep it.")
    if mine is None:
        return _(
            "Somebody else changed this row meanwhile, which you remove. Saved now: “%(text)s”. "
            "Save again to remove it all the same."
        ) % {"text": in_words(row_set, {}, cells(row_set, content, *now))}
    text = in_words(row_set, *(cells(row_set, content, *state) for state in (mine, now)))
    return _("Somebody else changed this row meanwhile. Saved now: “%(text)s”. Save again to keep yours instead.") % {
        "text": text
    }


def cells(row_set, content, row, typed):
    """{name: what stands in the cell, as its reader knows it}."""
    blank = row_set.blank_form()
    row, typed = (with_names(blank.writing, row_set.rows, state, content) for state in (row, typed))
    return {name: str(typed.get(name) or shown_value(column, row.get(name))) for name, column in blank.columns.items()}


def in_words(row_set, mine, now):
    """The cells that differ; all of them where none does, since only another language was changed."""
    fields = row_set.blank_form().fields
    differing = {name: text for name, text in now.items() if text != mine.get(name, "")} or now
    return "; ".join(f"{fields[name].label}: {text or '–'}" for name, text in differing.items())
