from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogue import skos
from catalogue.languages import LANGUAGES
from catalogue.skos.parsing import FORMATS
from catalogue.skos.reading import LONGEST_ORIGIN


class Command(BaseCommand):
    help = "Load a vocabulary in SKOS (Turtle or RDF/XML; GEMET, EuroVoc …) into the topics, all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the files of one vocabulary")
        parser.add_argument("--format", choices=FORMATS, help="where neither name nor beginning of a file tells it")
        parser.add_argument("--scheme", help="name of the vocabulary; else its title, else the name of the file")
        parser.add_argument("--only-with-languages", default="", help="leave out concepts without these, as in sl,en")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")

    def handle(self, *args, files, scheme, only_with_languages, dry_run, verbosity, **options):
        say = self.stdout.write if verbosity else lambda text: None
        required, report = languages(only_with_languages), skos.Report()
        try:
            graph = skos.graph_of(files, options["format"], say)
            vocabulary = skos.read(graph, report, required)
        except skos.VocabularyFault as fault:
            raise CommandError(f"Nothing was loaded. {fault}") from fault
        scheme = checked(scheme or vocabulary.title or files[0].stem[:LONGEST_ORIGIN])
        say(f"{scheme}: {len(vocabulary.concepts)} concepts can be used")
        skos.write(vocabulary, scheme, report, say, dry_run)
        self.summarise(scheme, report, dry_run, say)

    def summarise(self, scheme, report, dry_run, say):
        for line in report.lines():
            say(line)
        for name in ("deprecated", "texts without a language"):
            if report.counts[name]:
                say(f"Passed over, {name}: {report.counts[name]}")
        self.stdout.write(f"{scheme}{' (dry run, nothing was written)' if dry_run else ''}: {report}.")


def languages(text):
    codes = [code.strip() for code in text.split(",") if code.strip()]
    if unknown := [code for code in codes if code not in LANGUAGES]:
        raise CommandError(f"The portal has no language “{unknown[0]}”; it has {', '.join(LANGUAGES)}.")
    return codes


def checked(scheme):
    scheme = " ".join(scheme.split())
    if not scheme or len(scheme) > LONGEST_ORIGIN:
        raise CommandError(f"Give the vocabulary a name of 1 to {LONGEST_ORIGIN} characters with --scheme.")
    return scheme
