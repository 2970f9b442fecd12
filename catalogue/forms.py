from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.caches import Kept, kept_per_version
from catalogue.filing.filing import current_state
from catalogue.labels import labels
from catalogue.models import Facet, Kind
from catalogue.search import browse
from catalogue.search.did_you_mean import correction
from catalogue.search.expressions import facet_term
from catalogue.search.kinds import with_kinds
from catalogue.search.query import Naming, understood
from catalogue.thesaurus import named_topics

MOST_LETTERS = 200
# Every address in it holds all that was asked for: long words, or all topics at once, would make a megabyte of it.
NARROWING = Kept(256, longest=100_000)


@kept_per_version(256)
def namings(_version, _language, words):
    """The topics that words name; kept until the catalogue changes."""
    return tuple(named_topics(words))


class FacetField(forms.MultipleChoiceField):
    """Chosen values of one facet; an unknown value is named and narrows nothing."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not among the choices, so it was left aside."),
        "invalid_list": _("This choice could not be read."),
    }


class CatalogueSearch(forms.Form):
    """The query string of the catalogue. Bad input is named at its field and narrows nothing."""

    facet_field = FacetField
    offered_apart = ()  # facets that the list of a kind offers in a way of its own
    q = forms.CharField(
        label=_("Words"),
        required=False,
        strip=True,
        max_length=MOST_LETTERS,
        error_messages={"max_length": _("Shorten your words to at most %(limit_value)d characters.")},
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(browse.SORTS.items()))

    def __init__(self, data, kind=None, version=None):
        super().__init__(data)
        self.kind, self.written_of = kind, None
        self.version = current_state().version if version is None else version
        self.labels = {facet: labels(facet, self.version) for facet in Facet}
        for facet in Facet:
            if facet in self.data:
                choices = self.labels[facet].items
                self.fields[facet] = self.facet_field(label=facet.label, required=False, choices=choices)
        self.full_clean()
        self.criteria = self.strict = self.make_criteria()

    def make_criteria(self):
        chosen = {facet.value: tuple(sorted(self.known(facet))) for facet in Facet}
        if self.kind:
            chosen["kind"] = (self.kind.value,)
        return browse.Criteria(query=self.understood(), **chosen)

    def understood(self):
        """What the words ask for, with the topics and kinds they name."""
        query = understood(self.words)
        self.namings = namings(self.version, get_language(), tuple(piece.places[0] for piece in query.words))
        topics = [
            Naming(naming.start, naming.stop, tuple(facet_term(Facet.TOPIC, topic.slug) for topic in naming.topics))
            for naming in self.namings
        ]
        return query._replace(named=with_kinds(topics, query.words))

    @property
    def named(self):
        """The topics named, without those below them."""
        return list(dict.fromkeys(topic.name for naming in self.namings for topic in naming.topics if topic.named))

    @property
    def named_topics(self):
        """As words, each in quotation marks."""
        return ", ".join(_("“%(words)s”") % {"words": name} for name in self.named)

    def known(self, facet):
        """The values asked for that exist; one that does not is named as an error and takes none with it."""
        return set(self.data.getlist(facet)) & self.labels[facet].keys()

    @property
    def words(self):
        return self.cleaned_data.get("q", "")

    @property
    def order(self):
        wanted = self.cleaned_data.get("sort")
        default = "relevance" if self.criteria.query else "newest" if self.kind == Kind.EVENT else "recommended"
        return default if not wanted or (wanted == "relevance" and not self.criteria.query) else wanted

    def sorts(self):
        return [(key, label) for key, label in browse.SORTS.items() if key != "relevance" or self.criteria.query]

    @cached_property
    def found(self):
        """What was found; where nothing holds all of several words, what holds some: `criteria` then say so."""
        found = browse.found(self.version, self.strict)
        if found.total or len(self.strict.query.wanted) < 2:
            return found
        criteria = self.strict.loosened()
        loosely = browse.found(self.version, criteria)
        if not loosely.total:
            return found
        self.criteria = criteria
        return loosely

    @property
    def numbers(self):
        """{facet: {value: number}} of what was found."""
        return self.found.numbers

    @cached_property
    def correction(self):
        """The words as the portal knows them, where nothing holds all of them as they are typed."""
        if not self.strict.query or browse.found(self.version, self.strict).total:
            return ""
        return correction(self.words, self.version, self.strict)

    def page(self, number, size=None):
        """One page of the cards that were found."""
        found = self.found  # before the criteria are asked, which it may loosen
        return browse.CardPage(self.criteria, self.order, number, found, size)

    # --- Addresses: every state of the page has one ---

    def feed(self):
        """The address of the feed of what is asked for; that of one kind, of one topic, or of both has no query."""
        asked = self.asked()
        only = {name: values[0] for name, values in asked.items() if name in ("kind", "topic") and len(values) == 1}
        return reverse("feed", kwargs=only) if only == flat(asked) else reverse("feed") + query_string(asked)

    def follow(self):
        """The address where one follows it by mail."""
        return reverse("follow", kwargs={"kind": self.kind.value} if self.kind else {}) + self.query(sort="")

    def asked(self):
        """{field: values} of what narrows the list, its kind too; in a fixed order."""
        state = {facet.value: self.criteria.chosen(facet) for facet in Facet} | {"q": (self.words,)}
        return {name: values for name, values in state.items() if any(values)}

    def names(self):
        """The same in words, without the kind of the list itself."""
        words = [_("“%(words)s”") % {"words": self.words}] if self.words else []
        chosen = [(facet, value) for facet in Facet for value in self.criteria.chosen(facet)]
        return words + [self.labels[facet][value] for facet, value in chosen if facet != Facet.KIND or not self.kind]

    def newly_public(self):
        """All cards that answer to what is asked for, the last to become public first."""
        return browse.answering(self.strict).order_by("-published_at", "-pk")

    def narrowed_to(self, *facets):
        """The query string of those facets of which one value is chosen; empty without any."""
        chosen = {facet.value: self.criteria.chosen(facet) for facet in facets}
        single = {name: values for name, values in chosen.items() if len(values) == 1}
        return query_string(single) if single else ""

    def corrected(self):
        """The address of the search with its words put right."""
        return self.query(q=self.correction)

    def query(self, **changed):
        """The query string of this state with some fields changed; defaults are left out."""
        if self.written_of is not self.criteria:
            self.written_of, self.written = self.criteria, self.parts_of_query()
        if changed.get("page") == 1:
            changed["page"] = ""
        parts = self.written | {name: written(name, value) for name, value in changed.items()}
        return f"?{'&'.join(filter(None, parts.values()))}"

    def parts_of_query(self):
        """{name: field and value as an address has them}: a page holds hundreds of addresses that differ in one."""
        state = {
            facet.value: () if self.kind and facet == Facet.KIND else self.criteria.chosen(facet) for facet in Facet
        }
        state |= {"q": self.words, "sort": self.cleaned_data.get("sort", ""), "page": ""}
        return {name: written(name, value) for name, value in state.items()}

    def links(self, page):
        """Addresses of the pages around this one."""
        numbered = [{"number": number, "query": number and self.query(page=number)} for number in page.numbers]
        return {
            "previous": page.previous and self.query(page=page.previous),
            "next": page.next and self.query(page=page.next),
            "numbers": numbered,
        }

    def hidden(self, without):
        """(name, value) of all that a small form must carry along besides its own field."""
        pairs = [(facet.value, value) for facet in Facet for value in self.criteria.chosen(facet)]
        pairs += [("q", self.words), ("sort", self.cleaned_data.get("sort", ""))]
        fixed = "kind" if self.kind else None
        return [(name, value) for name, value in pairs if value and name not in (without, fixed)]

    def narrowing(self):
        """What the list can be narrowed by, as HTML; half of a page, and the same for an order and all pages of it."""
        asked = self.kind, self.strict, self.words, self.cleaned_data.get("sort"), self.offered_apart
        question = self.version, get_language(), *asked
        return self.written_narrowing() if settings.DEBUG else NARROWING.of(question, self.written_narrowing)

    def written_narrowing(self):
        return render_to_string("components/facets.html", {"facets": self.facets(), "exact": self.found.exact})

    def facets(self):
        """For each facet: label, whether one is chosen, and its values with label, number and address."""
        apart = (*self.offered_apart, *([Facet.KIND] if self.kind else []))
        shown = [facet for facet in Facet if facet not in apart and self.offers(facet)]
        groups = ((facet, self.values(facet)) for facet in shown)
        return [
            {
                "name": facet.value,
                "label": facet.label,
                "values": values,
                "first": values[:8] if len(values) > 10 else values,
                "rest": values[8:] if len(values) > 10 else [],
                "open": bool(self.criteria.chosen(facet)),
            }
            for facet, values in groups
            if values
        ]

    def offers(self, facet):
        """What only one kind has is offered in its list alone, or where it is chosen already."""
        return facet.only_of in (None, self.kind) or bool(self.criteria.chosen(facet))

    def values(self, facet):
        chosen, numbers = self.criteria.chosen(facet), self.numbers[facet]
        order = reversed(self.labels[facet]) if facet == Facet.YEAR else self.labels[facet]
        return [
            {
                "value": value,
                "label": self.labels[facet][value],
                "number": numbers.get(value, 0),
                "chosen": value in chosen,
                "query": self.query(**{facet.value: toggled(chosen, value)}),
            }
            for value in order
            if numbers.get(value) or value in chosen
        ]

    def active(self):
        """The choices in force, each with the address that drops it."""
        chosen = (facet for facet in Facet if self.criteria.chosen(facet) and not (self.kind and facet == Facet.KIND))
        chips = [value for facet in chosen for value in self.values(facet) if value["chosen"]]
        words = [{"label": _("“%(words)s”") % {"words": self.words}, "query": self.query(q="")}] if self.words else []
        return words + chips


def flat(asked):
    return {name: values[0] for name, values in asked.items() if len(values) == 1}


def toggled(chosen, value):
    return tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)


def query_string(state):
    return f"?{'&'.join(filter(None, (written(name, value) for name, value in state.items())))}"


def written(name, value):
    return urlencode({name: value}, doseq=True) if value else ""
