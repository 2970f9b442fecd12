"""How transfers are shown on pages: what both sides say, lists of rows, the chain of a practice."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.charts import Node, tree
from catalogue.languages import shown
from workshops.models import Transfer, TransferConfirmation
from workshops.models.transfers import Standing, standing_of

STATES = {Standing.CONFIRMED: "good", Standing.REPORTED: "middle", Standing.REFUSED: "poor"}


def told(transfer):
    """What both sides say of a transfer, for its own page."""
    return {"origin_word": transfer.said_by(TransferConfirmation.Side.ORIGIN)}


@dataclass
class Link:
    """A transfer as lists on other pages show it, made from a row of `TransferQuerySet.as_rows`."""

    row: dict
    later: list = field(default_factory=list)  # those that build on it

    @property
    def title(self):
        return self.words("title")

    @property
    def address(self):
        return reverse("transfer", args=[self.row[f"slug_{get_language()}"]])

    @property
    def place(self):
        return self.words("place_title")

    @property
    def partner(self):
        return self.words("partner_title")

    @property
    def stage(self):
        return str(Transfer.Stage(self.row["stage"]).label)

    @property
    def standing(self):
        return standing_of(*(self.row[side] for side in TransferConfirmation.Side.values))

    @property
    def name(self):
        """Who took it over; where that is not known to the public, the title."""
        return self.partner.text or self.place.text or self.title.text

    def words(self, name):
        return shown(SimpleNamespace(**self.row), name)


def chain(rows):
    """The first transfers of a practice, each with those that build on it; a circle begins with one of its own."""
    links = {row["pk"]: Link(row) for row in rows}
    firsts = []
    for link in links.values():
        earlier = links.get(link.row["builds_on"])
        if earlier is None or link in above(earlier, links):
            firsts.append(link)
        else:
            earlier.later.append(link)
    return firsts


def above(link, links):
    """A transfer and all that it builds on."""
    found = []
    while link is not None and link not in found:
        found.append(link)
        link = links.get(link.row["builds_on"])
    return found


def generations(practice, firsts):
    """The chain as a picture with its table: the practice, who took it over from there, and who from those."""
    root = shown(practice, "title").text
    nodes, waiting, names = [Node(root, None, _("The practice"))], [(root, link) for link in reversed(firsts)], {root}
    while waiting:
        earlier, link = waiting.pop()
        name = free_name(link.name, names)
        value = _("%(stage)s: %(standing)s") % {"stage": link.stage, "standing": link.standing.label}
        nodes.append(Node(name, earlier, value, STATES[link.standing]))
        waiting += [(name, later) for later in reversed(link.later)]
    return tree(
        key="transfers",
        title=_("Who took the practice over, by generations"),
        description=_("Each transfer stands below and to the right of what it was taken over from."),
        nodes=nodes,
        name_label=_("Who"),
        parent_label=_("Taken over from"),
        value_label=_("Stage and confirmation"),
    )


def free_name(wanted, names):
    """One organisation may take a practice over twice."""
    found = next(
        name for n in range(1, len(names) + 2) if (name := wanted if n == 1 else f"{wanted} ({n})") not in names
    )
    names.add(found)
    return found
