"""A small archive for tests: what it is made of, and how."""

from contextlib import contextmanager
from unittest.mock import patch

from django.utils import timezone

from catalogue.archive import crawling, making, routes
from catalogue.caches import forget_all
from catalogue.filing.records import stamp
from catalogue.models import Status
from library.models import Practice, Term
from tests.factories import MODELS, make, make_person, make_topic

DRAFT = "Skriti osnutek"
WITHDRAWN = "Umaknjena praksa"
PERSON = "Skrivna Oseba"
HOMES = {"/sl/", "/en/"}


class Silent:
    """Hears what the command would say."""

    def __init__(self):
        self.said = []

    def __call__(self, text):
        self.said.append(text)

    def stage(self, key):
        pass

    def progress(self, done, total):
        pass


def make_entries():
    """One of every kind and some more, one withdrawn, one never public."""
    make_person("skrivna@example.org", name=PERSON)
    topic = make_topic("zelene-strehe", "zelene strehe", "green roofs")
    for model in MODELS:
        make(model)
    for number in range(6):
        make(Term, title_sl=f"Pojem {number}", title_en=f"Notion {number}")
    make(
        Practice,
        title_sl="Čiščenje škofjeloške cone",
        title_en="Cleaning the zone",
        summary_sl="Občina je očistila opuščeno industrijsko cono.",
        topics=[topic],
    )
    gone = make(Practice, title_sl=WITHDRAWN, title_en="Withdrawn practice")
    gone.status = Status.WITHDRAWN
    gone.save()
    make(Practice, published=False, title_sl=DRAFT, title_en="Hidden draft")
    stamp()  # as after the commit
    return timezone.now()


@contextmanager
def without_dictionaries():
    """The words of the collection and their endings are enough, and quicker."""
    with patch("catalogue.archive.forms.known_forms", lambda: iter(())):
        yield


@contextmanager
def only(*beginnings):
    """Of the whole portal only addresses that begin so, the first pages and static files."""
    whole = routes.is_kept

    def is_kept(path):
        return whole(path) and (path in HOMES or path.startswith(("/static/", *beginnings)))

    with patch.object(routes, "is_kept", is_kept), patch.object(crawling, "is_kept", is_kept):
        yield


def archived(folder, tell=None, **options):
    forget_all()
    with without_dictionaries():
        return making.make(folder, tell=tell or Silent(), **options)
