"""Entries for tests, without surprises: a title, published, nothing else unless asked for."""

from io import BytesIO
from itertools import count

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image

from catalogue.models import Topic
from library.models import Book, Chapter, Practice, Publication, Term
from partners.models import Listing, Network, Partner, Place, Post, User
from plans.models import ActionPlan, Commitment, Recommendation
from projects.models import Project
from tools.data.computing import cleaned_options, computed
from tools.data.content import Content
from tools.methods import VERSION
from tools.models import PublicRun, Run, Tool
from tools.questions.registry import QUESTIONS
from workshops.models import Event, Transfer

NUMBERS = count(1)

DEFAULTS = {
    Place: {"type": "industrial_zone"},
    Publication: {"type": "report"},
    Book: {"type": "handbook"},
    Event: {"type": "workshop"},
    Tool: {"method_known": "full"},
    ActionPlan: {"type": "local_action_plan"},
    Commitment: {"type": "commitment"},
    Recommendation: {"level": "national"},
    Listing: {"direction": "need"},
}
MODELS = [Practice, Book, Chapter, Publication, Term, Partner, Place, Post, Project, Event, Tool]
MODELS += [ActionPlan, Commitment, PublicRun, Transfer, Recommendation, Network, Listing]


def make(model, *, published=True, topics=(), **fields):
    """One saved entry of the model; both titles are set unless given."""
    number = next(NUMBERS)
    name = model.__name__
    titles = {} if any(key.startswith("title") for key in fields) else {"title_sl": f"{name} št. {number}"}
    titles |= {} if any(key.startswith("title") for key in fields) else {"title_en": f"{name} no. {number}"}
    needed = dict(DEFAULTS.get(model, {}))
    if model is Project:
        needed["acronym"] = f"PRO{number}"
    if model is Chapter:
        book = fields.get("book") or make(Book, published=published)
        needed |= {"book": book, "order": number, "number": str(number)}
    if model is Transfer:
        needed |= {"practice": fields.get("practice") or make(Practice, published=published)}
    if model is PublicRun:
        needed |= {"run": fields.get("run") or make_run(title=f"Analiza št. {number}")}
    entry = model(**titles | needed | fields)
    if published:
        entry.publish()
    else:
        entry.save()
    if topics:
        entry.set_topics(list(topics))
    return entry


def make_person(email="oseba@example.org", group=None, **fields):
    """An account; with a group it may enter the administration."""
    user = User.objects.create_user(email, "geslo-za-preizkus", **fields)
    if group:
        user.is_staff = True
        user.save()
        user.groups.add(Group.objects.get(name=group))
    return user


def make_topic(slug, name_sl, name_en):
    return Topic.objects.create(slug=slug, name=name_sl, name_sl=name_sl, name_en=name_en)


def make_figure(chapter, key, *, width=640, mode="RGB", **fields):
    """A figure of a chapter with a picture of its own; its words are in both languages unless given."""
    buffer = BytesIO()
    Image.new(mode, (width, width // 2), "#00800064" if mode == "RGBA" else "#008000").save(buffer, "WEBP")
    words = {"alt_sl": f"Kaj kaže {key}", "alt_en": f"What {key} shows"}
    words |= {"caption_sl": f"Podnapis {key}", "caption_en": f"Caption {key}"}
    image = ContentFile(buffer.getvalue(), "slika.webp")
    return chapter.illustrations.create(key=key, image=image, **words | fields)


def make_run(*, analysis="gap", title="Analysis", example="furniture", author=None, **fields):
    """A saved run of one of the analysis' examples."""
    found = QUESTIONS[analysis]
    shown = next(one for one in found.examples if one.key == example)
    options, _form = cleaned_options(found, shown.options)
    given = Content.of_example(found, shown)
    return Run.objects.create(
        analysis=analysis,
        method_version=VERSION,
        title=title,
        language="sl",
        author=author,
        content=given.data,
        options=options,
        results=computed(given, options),
        **fields,
    )
