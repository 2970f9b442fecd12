"""What is not public is nowhere: no page, no list, no number, no name on the page of another entry."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import Card, Kind
from library.models import Book, Chapter, Practice, Publication, Term
from mer_portal.sitemaps import SITEMAPS
from partners.models import Listing, Network, Partner, Place, Post
from plans.models import ActionPlan, Commitment, Recommendation
from projects.models import Project
from tests.factories import MODELS, make, make_topic
from tools.models import PublicRun, Tool
from workshops.models import Event, Transfer

pytestmark = pytest.mark.django_db

HIDDEN = ["draft", "withdrawn", "to come"]
ANSWERS = {"draft": 404, "withdrawn": 410, "to come": 404}  # of its page; files and machines say 404 to all
LANGUAGES = ["sl", "en"]
LISTS = ["home", "catalogue", "map", *(kind.list_name for kind in Kind)]
FEEDS = [{}, {"topic": "voda"}, *({"kind": kind.value} for kind in Kind)]
WORD = re.compile("skrivnost[a-z]+")
WHERE = {"country": "SI", "latitude": 45.5, "longitude": 13.7}


def secret(model, state, **fields):
    """An entry whose every word is a secret, in one of the states in which it is not public."""
    word = f"Skrivnost{model.__name__.lower()}"
    texts = {"title_sl": word, "title_en": word, "summary_sl": f"O tem: {word}.", "summary_en": f"About: {word}."}
    if model is Project:
        texts["acronym"] = word
    if model in (Place, Partner):
        texts |= WHERE | {"town" if model is Place else "city": word}
    if state == "to come":
        texts["published_at"] = timezone.now() + dt.timedelta(days=1)
    return make(model, published=state != "draft", **texts | fields)


def hide(entries, state):
    """Those that were public and are so no more: others have already named them on their cards."""
    for entry in entries:
        if state == "withdrawn":
            entry.withdraw()


def make_network(state):
    """Secrets of all kinds, and public entries of all kinds that point at them in every way there is."""
    topic = make_topic("voda", "Voda", "Water")
    place, partner, project = (secret(model, state) for model in (Place, Partner, Project))
    book = secret(Book, state, project=project)
    practice = secret(Practice, state, place=place, organisation=partner, project=project)
    publication = secret(Publication, state, project=project)
    event = secret(Event, state, host=partner, project=project, location="Skrivnostkraj", start="2014")
    public_book = make(Book, project=project)
    secrets = [
        *(place, partner, project, book, practice, publication, event),
        secret(Chapter, state, book=public_book, order=2),
        secret(Chapter, "published", book=book, order=1),
        secret(Post, state, partner=partner),
        secret(Network, state, coordinator=partner, acronym="Skrivnostnetwork"),
        secret(Listing, state, partner=partner, place=place),
        secret(Tool, state, project=project, guideline=book),
        secret(PublicRun, state, organisation=partner),
        secret(ActionPlan, state, project=project, place=place),
        secret(Commitment, state, project=project, place=place),
        secret(Recommendation, state, organisation=partner, project=project, level="local"),
        secret(Transfer, state, practice=practice, partner=partner, place=place, event=event),
        secret(Term, state),
    ]
    area = make(Place, part_of=place, **WHERE)
    body = make(Partner, **WHERE)
    other = make(Project, acronym="JAVNI", role="core")
    pointing = make(Practice, place=place, organisation=partner, project=project)
    visit = make(Event, host=partner, project=project, start="2014-05")
    public = [
        *(public_book, area, body, other, pointing, visit),
        *(make(Chapter, book=public_book, order=order, place=place) for order in (1, 3)),
        make(Post, partner=partner),
        make(Network, coordinator=partner),
        make(Listing, partner=partner, place=place),
        make(Publication, project=project),
        make(Tool, project=project, guideline=book),
        make(PublicRun, organisation=partner),
        make(ActionPlan, project=project, place=place, guideline=book),
        make(Commitment, project=project, place=place, guideline=book),
        make(Recommendation, organisation=partner, addressee_partner=partner, project=project),
        make(Transfer, practice=practice, partner=partner, place=place, event=event, builds_on=secrets[-2]),
        make(Term),
    ]
    for tied in (area, pointing):
        tied.ties.create(project=project, role="case")
    project.participations.create(partner=body, role="lead")
    other.participations.create(partner=partner, role="lead")
    other.builds_on.add(project)
    other.built_on_by.add(project)
    for relation in (area.practices, body.practices, other.practices):
        relation.add(secret(Practice, state))
    body.posts.add(secret(Post, state))
    area.events.add(event)
    visit.places.add(place)
    visit.practices.add(practice)
    visit.materials.create(title="Gradivo", publication=publication)
    for entry in [*secrets, *public]:
        entry.refresh_from_db()
        entry.set_topics([topic])
        entry.save()
    hide(
        [*Practice.objects.filter(title_sl="Skrivnostpractice"), *Post.objects.filter(title_sl="Skrivnostpost")],
        state,
    )
    for entry in secrets:
        entry.refresh_from_db()
    hide(secrets, state)
    return SimpleNamespace(secrets=secrets, public=public)


def addresses(public):
    """Every address an anonymous reader or a machine can ask for."""
    for language in LANGUAGES:
        with translation.override(language):
            yield from (reverse(name) for name in LISTS)
            yield from (entry.get_absolute_url() for entry in public)
            yield f"{reverse('catalogue')}?topic=voda&country=SI&sort=newest"
            yield f"{reverse('catalogue')}?kind=practice&kind=place&kind=chapter"
            yield from (reverse("feed", kwargs=shelf) for shelf in FEEDS)
            yield from (reverse("api:entry", args=[entry.kind, entry.slug]) for entry in public)
            yield f"{reverse('api:search')}?limit=200&facets=1&lang={language}"
            yield f"{reverse('api:search')}?topic=voda&facets=1&sort=newest&lang={language}"
    yield from (reverse("sitemap"), reverse("robots"))
    yield from (reverse("sitemap_part", args=[section]) for section in SITEMAPS)


def body(response):
    """What goes out, whole."""
    return b"".join(response).decode() if response.streaming else response.content.decode()


def secrets_seen(client, public):
    """{address: secret words on it} over the whole portal."""
    pages = {address: client.get(address) for address in addresses(public)}
    assert {page.status_code for page in pages.values()} == {200}
    found = {address: sorted(set(WORD.findall(body(page).lower()))) for address, page in pages.items()}
    return {address: words for address, words in found.items() if words}


# --- The whole portal ---


def test_all_of_it_would_be_seen_if_it_were_public(client):
    made = make_network("published")

    seen = {word for words in secrets_seen(client, made.public).values() for word in words}

    assert seen >= {f"skrivnost{model.__name__.lower()}" for model in MODELS}


# --- Books and their chapters ---


@pytest.mark.parametrize("state", HIDDEN)
def test_a_chapter_is_public_with_its_book_and_never_before(client, state):
    book = secret(Book, state)
    chapter = make(Chapter, book=book, title_sl="Skrivnostchapter", order=1)
    hide([book], state)

    listed = client.get(reverse("chapter_list"))

    assert client.get(chapter.get_absolute_url()).status_code == 404
    assert (listed.context["page"].count, WORD.findall(body(listed).lower())) == (0, [])
    assert client.get(reverse("catalogue"), {"q": "skrivnostchapter"}).context["page"].count == 0


def test_a_chapter_comes_back_with_its_book(client):
    book = make(Book)
    chapter = make(Chapter, book=book)
    book.withdraw()

    book.publish()

    assert client.get(chapter.get_absolute_url()).status_code == 200
    assert Card.objects.filter(kind=Kind.CHAPTER).count() == 1


def test_a_chapter_whose_book_is_hidden_says_so_to_staff(client, coordinator):
    chapter = make(Chapter, book=make(Book, published=False))
    client.force_login(coordinator)

    response = client.get(chapter.get_absolute_url())

    assert body(response).count('<meta name="robots" content="noindex">') == 1


def test_turning_the_leaf_passes_a_hidden_chapter_by(client):
    book = make(Book)
    first, third = make(Chapter, book=book, order=1), make(Chapter, book=book, order=3)
    secret(Chapter, "draft", book=book, order=2)

    pages = [client.get(chapter.get_absolute_url()) for chapter in (first, third)]

    turned = [[page.context[way] and page.context[way].pk for way in ("previous", "next")] for page in pages]
    assert turned == [[None, third.pk], [first.pk, None]]


# --- Time ---


@pytest.mark.parametrize("model", MODELS)
def test_an_entry_to_come_is_public_when_its_time_has_come(client, model, monkeypatch):
    entry = secret(model, "to come")
    later = timezone.now() + dt.timedelta(days=2)
    before = client.get(entry.get_absolute_url()).status_code

    monkeypatch.setattr(timezone, "now", lambda: later)

    assert (before, client.get(entry.get_absolute_url()).status_code) == (404, 200)
    assert client.get(reverse(model.kind.list_name)).context["page"].count == 1


# --- Files ---


@pytest.fixture
def with_file():
    def make_one(model, state):
        entry = secret(model, state)
        field = getattr(entry, model.public_files[0])
        field.save({"image": "a.webp", "file": "a.pdf"}[model.public_files[0]], ContentFile(b"skrivnost"))
        hide([entry], state)
        return entry

    return make_one


def file_address(entry):
    return reverse("file", args=[entry.kind, entry.pk, entry.public_files[0]])


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("model", [model for model in MODELS if model.public_files])
def test_the_file_of_a_hidden_entry_is_not_found(client, with_file, model, state):
    entry = with_file(model, state)

    assert client.get(file_address(entry)).status_code == 404


@pytest.mark.parametrize("state", [*HIDDEN, "published"])
@pytest.mark.parametrize("model", [model for model in MODELS if model.public_files])
def test_staff_get_the_file_of_any_entry(client, coordinator, with_file, model, state):
    entry = with_file(model, state)
    client.force_login(coordinator)

    response = client.get(file_address(entry))

    assert (response.status_code, body(response)) == (200, "skrivnost")
    assert response["Cache-Control"].count("no-store") == 1


@pytest.mark.parametrize("model", [model for model in MODELS if model.public_files])
def test_the_file_of_a_public_entry_goes_out_and_can_do_nothing(client, with_file, model):
    entry = with_file(model, "published")

    response = client.get(file_address(entry))

    assert (response.status_code, body(response)) == (200, "skrivnost")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert (
        response["Content-Disposition"].partition(";")[0]
        == {"image": "inline", "file": "attachment"}[model.public_files[0]]
    )


@pytest.mark.parametrize("field", ["title", "status", "slug_sl", "pk", "cards", "nikamor"])
def test_only_files_go_out_as_files(client, field):
    practice = make(Practice)

    assert client.get(reverse("file", args=["practice", practice.pk, field])).status_code == 404


@pytest.mark.parametrize("path", ["practice/1/image", "partner/1/image", "nikamor/1/image", f"practice/{10**20}/image"])
def test_a_file_that_is_not_there_is_not_found(client, path):
    assert client.get(f"/files/{path}").status_code == 404


def test_files_lie_under_no_address_of_their_own(client, with_file):
    entry = with_file(Practice, "published")

    assert [client.get(f"{root}{entry.image.name}").status_code for root in ("/", "/media/", "/static/")] == [404] * 3
