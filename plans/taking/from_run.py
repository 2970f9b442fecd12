"""The part of a run's page that leads into an action plan: the first of three forms."""

from django.template.loader import render_to_string

from plans.taking.parts import is_swot, pairs_of, parts_of


def part_of_page(run, answer, reader):
    """Boxes of all that can be taken; nothing where the run shows nothing weak, or the reader writes no plans."""
    parts = parts_of(run, answer)
    if not parts or (reader.is_authenticated and not (reader.organisations or reader.is_coordinator)):
        return ""
    context = {
        "run": run,
        "parts": parts,
        "pairs": pairs_of(run),
        "all_ticked": is_swot(run),
        "is_reader_known": reader.is_authenticated,
    }
    return render_to_string("plans/taking/from_run.html", context)
