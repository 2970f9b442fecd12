"""The signatures of a commitment as the public may know of them, in one query, and what of it a process keeps.

Who signs stands in a row only while its signature is in force, so no list or file can tell it afterwards.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, Count, F, Max, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.caches import kept_per_version
from catalogue.labels import country_name, in_alphabet
from catalogue.languages import LANGUAGES, in_order
from catalogue.models import published_through
from catalogue.text import alphabet_key
from plans.figures.register import ACTIVE, counted
from plans.models import Signature, SignatureGroup
from plans.models.signing import REGISTERED
from plans.register.words import state_words

MOST_KEPT = 30  # registers in one language
OWN = ("pk", "name", "country", "state", "signed_on", "active_since", "ended_on", "group_id")
MANDATE = ("mandate_body", "mandate_on", "mandate_reference")
PERSON = ("person", "function")
OF_PARTNER = (
    *("latitude", "longitude"),
    *(f"{name}_{code}" for name in ("slug", "city") for code in LANGUAGES),
)
NAMED = {"text_number": "text__number", "text_sha": "text__sha", "group_name": "group__name", "sort": "group__sort"}
State = Signature.State
SHARED = SignatureGroup.Sort.SHARED


def public_rows(dossier, *further):
    """One dictionary for each registered signature; `further` are more columns that files show."""
    known = published_through("partner")
    columns = {name: F(path) for name, path in NAMED.items()}
    columns |= {f"partner_{name}": Case(When(known, then=F(f"partner__{name}"))) for name in OF_PARTNER}
    for name in set(further) & set(PERSON):
        columns[f"public_{name}"] = Case(When(state=ACTIVE, then=F(name)), default=Value(""))
    own = [*OWN, *(name for name in further if name not in PERSON)]
    return Signature.objects.registered().filter(text__dossier=dossier).order_by("pk").values(*own, **columns)


def newest_change(dossier):
    """(how many signatures are registered, when one of them changed last): the mark of what is kept."""
    found = Signature.objects.registered().filter(text__dossier=dossier)
    return tuple(found.aggregate(count=Count("pk"), newest=Max("changed_at")).values())


@dataclass
class Signed:
    """One signature of the register."""

    row: dict
    country: str
    said: str  # how it stands, in words
    note: str  # what its line says below the name
    key: tuple  # its place in the register

    members = ()

    @property
    def pk(self):
        return self.row["pk"]

    @property
    def name(self):
        return self.row["name"]

    @property
    def state(self):
        return self.row["state"]

    @property
    def is_shared(self):
        return self.row["sort"] == SHARED

    @property
    def group(self):
        return self.row["group_name"] or ""

    @property
    def position(self):
        """Where its partner is, if the portal knows it."""
        latitude, longitude = self.row["partner_latitude"], self.row["partner_longitude"]
        return None if latitude is None else (latitude, longitude)

    @property
    def town(self):
        return next((name for code in in_order() if (name := self.row[f"partner_city_{code}"])), "")


@dataclass
class Shared:
    """Organisations with one set of duties: one line, one commitment."""

    members: list
    state: str = field(init=False)

    def __post_init__(self):
        self.state = min((member.key[0], member.state) for member in self.members)[1]

    @property
    def name(self):
        return self.members[0].group


class Register:
    """All registered signatures of a commitment in their order: in force, ended, on hold."""

    def __init__(self, rows):
        self.signatures = sorted(map(signed, rows), key=lambda one: one.key)

    @cached_property
    def counts(self):
        return counted((one.row["group_id"] if one.is_shared else None, one.state) for one in self.signatures)

    @cached_property
    def all_lines(self):
        return self.lines(self.signatures)

    @cached_property
    def choices(self):
        """{column: [(value, label)]} of what it can be narrowed by."""
        rows = [one.row for one in self.signatures]
        states, numbers = {row["state"] for row in rows}, {row["text_number"] for row in rows}
        groups = {str(row["group_id"]): row["group_name"] for row in rows if row["group_id"]}
        countries = {row["country"]: one.country for row, one in zip(rows, self.signatures, strict=True) if one.country}
        return {
            "country": list(in_alphabet(countries.items()).items()),
            "state": [(state, State(state).label) for state in REGISTERED if state in states],
            "text": [(str(number), str(number)) for number in sorted(numbers)],
            "group": list(in_alphabet(groups.items()).items()),
        }

    def in_force(self):
        return [one for one in self.signatures if one.state == ACTIVE]

    def lines(self, signatures):
        """What is listed: signatures, those of a shared group in one line at the place of the first in force."""
        lines, groups = [], {}
        for one in signatures:
            if not one.is_shared:
                lines.append(one)
            elif one.row["group_id"] in groups:
                groups[one.row["group_id"]].append(one)
            else:
                groups[one.row["group_id"]] = [one]
                lines.append(groups[one.row["group_id"]])
        return [Shared(line) if isinstance(line, list) else line for line in lines]


def signed(row):
    country, said = country_name(row["country"]), state_words(row["state"], row["active_since"], row["ended_on"])
    number = _("text %(number)s") % {"number": row["text_number"]}
    note = " · ".join(filter(None, [country, said, "" if row["sort"] == SHARED else number]))
    return Signed(row, country, said, note, (place_of(row["state"]), alphabet_key(row["name"]), row["pk"]))


def place_of(state):
    """0 in force, 1 ended however, 2 on hold."""
    return {REGISTERED[0]: 0, REGISTERED[-1]: 2}.get(state, 1)


def register_of(dossier, version):
    """The register of a dossier; `version` is that of the catalogue, on which what is told of partners depends."""
    return kept_register(dossier, get_language(), version, newest_change(dossier))


@kept_per_version(MOST_KEPT)
def kept_register(dossier, language, version, mark):
    return Register(public_rows(dossier))
