"""What happens to work: begun, changed, computed, saved. Each function is one transaction."""

from django.db import transaction
from django.utils.translation import get_language

from publishing.refusals import Overtaken
from tools.asking.base import Trouble
from tools.asking.messages import explained
from tools.data.computing import computed, fingerprint, is_current
from tools.data.content import Content
from tools.data.guarding import guarded
from tools.methods import VERSION
from tools.models import Run, Work


def begin(*, analysis, author=None, example=None):
    """New work, empty or with an example's data."""
    content = Content.of_example(analysis, example) if example else Content.empty(analysis)
    return Work.objects.create(
        analysis=analysis.key,
        author=author,
        title=str(example.title) if example else "",
        example=example.key if example else "",
        content=content.data,
        options=dict(example.options) if example else {},
    )


def begin_from(*, run, author=None):
    """New work with the data and options of a run."""
    return Work.objects.create(
        analysis=run.analysis,
        author=author,
        title=run.title,
        place=run.place,
        viewpoint=run.viewpoint,
        example=run.example,
        content=guarded(run, author, counts=False),
        collected=run.collected and run.is_by(author),
        options=run.options,
        parent=run,
    )


@transaction.atomic
def change(*, work, edition=None, **fields):
    """Keep what was typed. Raises Overtaken where the work was changed elsewhere since the page was loaded."""
    locked = Work.objects.select_for_update().get(pk=work.pk)
    if edition is not None and edition != locked.edition:
        raise Overtaken
    if any(getattr(locked, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(locked, name, value)
        locked.edition += 1
        locked.save()
    return locked


def compute(*, work):
    """Compute at once and keep the results; does nothing where they are current. Raises Trouble or MethodError."""
    if is_current(work):
        return work
    found = computed(work.content_object, work.cleaned_options())
    return keep_results(work=work, results=found, of=fingerprint(work))


@transaction.atomic
def keep_results(*, work, results, of):
    Work.objects.filter(pk=work.pk).update(
        results=results, results_of=of, job=Work.Job.NONE, job_of="", progress=0, message=""
    )
    work.refresh_from_db()
    return work


@transaction.atomic
def save_run(*, work, author, title, note="", organisation=None):
    """An unchangeable run of the work's current results; the same results saved twice are one run.

    What is changed in the work afterwards descends from the run.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    options, last = work.cleaned_options(), work.parent
    if last and last.author_id == author.pk and (last.content, last.options) == (work.content, options):
        return last
    run = Run.objects.create(
        analysis=work.analysis,
        method_version=VERSION,
        title=title,
        note=note,
        place=work.place,
        viewpoint=work.viewpoint,
        language=get_language(),
        example=work.example,
        author=author,
        organisation=organisation,
        content=work.content,
        options=options,
        seed=options.get("seed"),
        results=work.results,
        collected=work.collected,
        parent=work.parent,
    )
    Work.objects.filter(pk=work.pk).update(parent=run)
    return run


def stopped_by(error):
    """The sentences for an error of a computation."""
    return [str(text) for _place, text in error.problems] if isinstance(error, Trouble) else [explained(error)]


def forget(pk):
    """Delete work that nobody touched for long; whoever touched it just now keeps it."""
    return bool(Work.objects.forgotten().filter(pk=pk).delete()[0])
