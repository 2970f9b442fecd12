"""How the API describes itself: parameters, answers and errors, as OpenAPI says them."""

from ninja import Schema
from pydantic import Field

from catalogue.languages import LANGUAGES
from catalogue.models import Facet, Kind
from catalogue.search import browse

DESCRIPTION = """\
The public catalogue of the portal: everything that is published, and nothing else. No key is needed.

* **Identifiers** such as `practice:12` never change; titles and addresses may.
* **Languages:** texts are given in every language, `null` where there is none. `lang` chooses the language of labels,
  of the alphabet that titles are sorted by, and of errors.
* **Errors** are JSON: `{"detail": "…"}`, or for a request that cannot be understood (422)
  `{"detail": [{"field": "…", "message": "…"}]}`. An unknown parameter is an error too.
* **Asking again:** send the `ETag` of an answer back as `If-None-Match`; where nothing changed the answer is 304.
* **Limits:** requests from one address are counted; over the limit the answer is 429 with `Retry-After` in seconds.
* **Harvesting:** to keep a copy of everything, ask `/oai`, an OAI-PMH 2.0 repository with Dublin Core and DataCite,
  sets, and records of what is gone: [how it describes itself](/oai?verb=Identify).
* **Licence:** where an entry names one it stands in `licence`; `source` says what its facts rest on.
"""

Texts = dict[str, str | None]
Addresses = dict[str, str]


class Named(Schema):
    id: str = Field(examples=["project:1"])
    acronym: str = Field(examples=["MER"])


class Brief(Schema):
    """An entry as lists show it."""

    id: str = Field(description="Lasting identifier: kind and number.", examples=["practice:12"])
    kind: Kind
    external_id: str | None = Field(description="Lasting identifier for exchange with other systems.")
    title: Texts = Field(description="By language; `null` where the entry has none in it.")
    title_language: str | None = Field(description="Set where the title is a work's own and is never translated.")
    summary: Texts = Field(description="By language; shortened in lists.")
    url: Addresses = Field(description="The page of the entry, by language.")
    api_url: str = Field(description="All that is public about the entry.")
    languages: list[str] = Field(description="Languages the entry, or the work it describes, is written in.")
    by: Texts = Field(description="The organisation or the authors.")
    country: str | None = Field(examples=["SI"])
    place: Texts
    date: str | None = Field(description="A year, a month or a day, as exact as the source.", examples=["2013-05"])
    topics: list[str]
    projects: list[Named]
    licence: str | None
    source: str | None = Field(description="The page the facts rest on.")
    published: str = Field(examples=["2026-03-01T08:00:00Z"])
    updated: str = Field(examples=["2026-03-01T08:00:00Z"])


class Number(Schema):
    value: str
    label: str
    count: int


class Answer(Schema):
    count: int = Field(description="How many entries were found.")
    count_is_exact: bool = Field(description="Of very many matches the number is an estimate.")
    page: int
    pages: int = Field(description="At most 200 pages can be asked for; narrow the search to reach the rest.")
    limit: int
    next: str | None
    previous: str | None
    match: str = Field(description="`some`: nothing held all of the words, so any of them were looked for.")
    did_you_mean: str | None = Field(description="The words put right, where nothing was found and that finds more.")
    results: list[Brief]
    facets: dict[Facet, list[Number]] | None = Field(None, description="Only when `facets=1` is asked for.")


class TopicOfEntry(Schema):
    slug: str
    label: Texts
    main: bool


class File(Schema):
    field: str
    url: str
    type: str = Field(examples=["pdf"])
    bytes: int


class Missing(Schema):
    field: str
    language: str


class Whole(Brief):
    """All that is public about one entry."""

    topics: list[TopicOfEntry]
    note: Texts = Field(description="Note on the sources.")
    slug: Texts
    texts: dict[str, Texts] = Field(description="The further texts of its kind, by field and language.")
    facts: dict = Field(
        description="What only its kind knows: dates, amounts, rows, and links to other entries. Rows of a plan are "
        "named by a lasting `key`; a row that points at another one holds its key."
    )
    confidence: str = Field(examples=["confirmed"])
    related_case: bool = Field(description="Same theme, but no source at hand ties it to the projects.")
    sources: list[str]
    files: list[File]
    missing_translations: list[Missing]


class Part(Schema):
    """A page of a list of one entry."""

    count: int
    page: int
    pages: int
    limit: int
    next: str | None
    previous: str | None
    results: list[dict]


class Trouble(Schema):
    detail: str


class Problem(Schema):
    field: str = Field(examples=["kind"])
    message: str = Field(examples=["“x” is not among the choices."])


class Refused(Schema):
    detail: list[Problem]


def parameter(name, description, many=False, example=None, **schema):
    schema = {"type": "string"} | schema
    asked = {"name": name, "in": "query", "required": False, "description": description}
    asked["schema"] = {"type": "array", "items": schema} if many else schema
    return asked | ({"example": [example] if many else example} if example is not None else {})


def pages(of):
    return [
        parameter("page", f"Page of the {of}.", type="integer", minimum=1, default=1),
        parameter("limit", f"How many {of} on a page.", type="integer", minimum=1, maximum=200, default=20),
    ]


LANG = parameter("lang", "The language of labels, sorting and errors.", enum=list(LANGUAGES), default=LANGUAGES[0])
SEARCH = {
    "summary": "Search and browse",
    "description": "All public entries, narrowed by words and choices. Parameters of choice may be repeated: "
    "values of one parameter widen, different parameters narrow.",
    "response": {200: Answer, 304: None, 404: Trouble, 422: Refused, 429: Trouble},
    "openapi_extra": {
        "parameters": [
            parameter("q", "Words in any form and either language; “phrases”; -unwanted.", maxLength=200),
            LANG,
            parameter("kind", "Kind of entry.", many=True, enum=Kind.values, example="practice"),
            parameter("topic", "Slug of a topic.", many=True),
            parameter("country", "ISO 3166 code of two letters.", many=True, example="SI"),
            parameter("project", "Number of a project: 5 for `project:5`.", many=True),
            parameter("language", "Language of an entry, or of the exchange of a listing.", many=True, example="sl"),
            parameter("year", "Year of what the entry tells of.", many=True, example="2013"),
            parameter("stage", "How far a transfer is.", many=True, example="reuse"),
            parameter("standing", "What both sides say of a transfer.", many=True, example="confirmed"),
            parameter("direction", "Of a listing: need, offer or search.", many=True, example="need"),
            parameter("place_type", "Type of place that a listing is for.", many=True, example="town"),
            parameter("post_type", "Of a post: news, experience, idea, opportunity.", many=True, example="idea"),
            parameter("sort", "`relevance` needs words.", enum=list(browse.SORTS)),
            *pages("results"),
            parameter("facets", "1: tell how many entries each choice would leave.", enum=["0", "1"], default="0"),
        ]
    },
}
ENTRY = {
    "summary": "One entry",
    "description": "All that is public about an entry, in every language. `slug` is that of its page in any language.",
    "response": {200: Whole, 304: None, 404: Trouble, 422: Refused, 429: Trouble},
    "openapi_extra": {"parameters": [LANG]},
}
PART = {
    "summary": "A list of one entry",
    "description": "What an entry has much of, page by page: the `members` of a network, each with its ways in.",
    "response": {200: Part, 304: None, 404: Trouble, 422: Refused, 429: Trouble},
    "openapi_extra": {"parameters": [LANG, *pages("rows")]},
}
