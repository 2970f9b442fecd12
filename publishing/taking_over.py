"""Taking over: public entries that were made elsewhere, have no dossier yet, and may be taken over by a person.

What is taken over is adopted: `versions.adopt` begins the dossier. An entry that staff change is adopted, too.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from catalogue.languages import LANGUAGES
from catalogue.text import slugify_sl
from publishing.models import Dossier
from publishing.writing import WRITINGS, writing_of


def entries_for(person, kind, words=""):
    """The entries of one kind, by title; of coordinators all, of others those their organisations stand behind."""
    writing = writing_of(kind)
    content_type = ContentType.objects.get_for_model(writing.model)
    taken = Dossier.objects.filter(content_type=content_type, object_id=OuterRef("pk"))
    found = writing.model.objects.published().exclude(Exists(taken))
    if not person.is_coordinator:
        found = found.filter(stood_behind(writing, list(person.organisations)))
    for word in words.split():
        found = found.filter(named(word))
    return found.order_by("pk")


def own_entries_for(person, kind):
    """The entries of one kind that one's own organisations stand behind."""
    return entries_for(person, kind).filter(stood_behind(writing_of(kind), list(person.organisations)))


def stood_behind(writing, organisations):
    """A condition: one of these organisations is in charge of the entry, or of the whole where it names none."""
    own = Q(**{f"{writing.owner_field}__in": organisations})
    if not writing.part_of:
        return own
    whole = Q(**{writing.owner_field: None, f"{writing.part_of}__{writing.owner_field}__in": organisations})
    return own | whole


def named(word):
    """A condition: a title holds the word, or an address its plain letters, which no database takes for others."""
    asked = [(f"title_{code}__icontains", word) for code in LANGUAGES]
    if plain := slugify_sl(word):
        asked += [(f"slug_{code}__contains", plain) for code in LANGUAGES]
    return Q(*asked, _connector=Q.OR)


def kinds_for(person):
    """The kinds of which this person may take anything over."""
    return [kind for kind, writing in WRITINGS.items() if person.is_coordinator or writing.owner_field]
