"""What an issue holds: what became public in its time, in the order that readers need, as the editor left it."""

from typing import NamedTuple

from django.utils import timezone

from catalogue.filing.cards import pairs
from catalogue.languages import LANGUAGES
from catalogue.models import BroaderTopic, Card, Facet
from publishing.letters.moments import OTHER, moments_of
from publishing.models import Issue, IssueItem

MOST_ITEMS = 30
UNPLACED = 10_000  # behind everything to which the editor gave a place
TEXTS = ("title", "summary", "detail", "address", "by")


class Candidate(NamedTuple):
    """A card with what the editor decided of it."""

    card: Card
    moment: object  # None for most
    item: IssueItem  # not saved where nothing was decided

    @property
    def key(self):
        return self.card.kind, self.card.object_id


def end_of(issue, now):
    return issue.until or issue.planned_at or now


def cards_of(issue, now):
    """Public cards since < published_at ≤ until, of the letter's kinds, in no issue that was sent."""
    until = end_of(issue, now)
    cards = Card.objects.filter(published_at__lte=now, published_at__gt=issue.since).filter(published_at__lte=until)
    if issue.letter.kinds:
        cards = cards.filter(kind__in=issue.letter.kinds)
    sent = IssueItem.objects.filter(issue__letter=issue.letter, issue__state=Issue.State.SENT, left_out=False)
    known = {*sent.values_list("kind", "object_id")}
    return [card for card in cards.order_by("pk") if (card.kind, card.object_id) not in known]


def candidates(issue, now=None):
    """In the order in which they stand: as the editor placed them, else deadlines, events, then the best."""
    now = now or timezone.now()
    cards = cards_of(issue, now)
    moments, items = moments_of(cards), {(item.kind, item.object_id): item for item in issue.items.all()}
    found = []
    for card in cards:
        key = card.kind, card.object_id
        moment = moments.get(key)
        if moment is None or not moment.is_over:
            unsaved = IssueItem(issue=issue, kind=card.kind, object_id=card.object_id)
            found.append(Candidate(card, moment, items.get(key, unsaved)))
    return sorted(found, key=place)


def place(candidate):
    moment, card = candidate.moment, candidate.card
    natural = (OTHER, "", -card.score)
    if moment and moment.group != OTHER:
        natural = (moment.group, moment.order, 0)
    return candidate.item.order or UNPLACED, *natural, card.published_at, card.pk


def chosen(found):
    return [candidate for candidate in found if not candidate.item.left_out][:MOST_ITEMS]


# --- Frozen ---


def content_of(issue, now=None):
    """All that mails and the archive show, as JSON: later changes of entries change no issue."""
    found = chosen(candidates(issue, now))
    above = topics_above()
    letter = issue.letter
    told = {"items": [frozen(candidate, above) for candidate in found], "from_name": letter.from_name}
    for code in LANGUAGES:
        told |= {
            f"letter_{code}": getattr(letter, f"title_{code}") or letter.title,
            f"subject_{code}": getattr(issue, f"subject_{code}") or "",
            f"text_{code}": getattr(issue, f"text_{code}") or "",
        }
    return told


def frozen(candidate, above):
    card, moment = candidate.card, candidate.moment
    told = {"kind": card.kind, "object_id": card.object_id, "title_language": card.title_language}
    told |= {f"{name}_{code}": getattr(card, f"{name}_{code}") or "" for name in TEXTS for code in LANGUAGES}
    for code in LANGUAGES:
        told[f"note_{code}"] = getattr(candidate.item, f"note_{code}") or ""
        told[f"when_{code}"] = moment.words.get(code, "") if moment else ""
    slugs = {value for facet, value in pairs(card.facets) if facet == Facet.TOPIC}
    return told | {"languages": languages_of(card), "topics": sorted(slugs.union(*(above(slug) for slug in slugs)))}


def languages_of(card):
    """In which there is a text; a work's own title is none of the portal's texts."""
    field = "summary" if card.title_language else "title"
    return [code for code in LANGUAGES if getattr(card, f"{field}_{code}")] or [card.title_language]


def topics_above():
    """A function that gives the slugs of all topics above one; one query."""
    ties = {}
    for slug, broader in BroaderTopic.objects.order_by().values_list("topic__slug", "broader__slug"):
        ties.setdefault(slug, []).append(broader)

    def above(slug):
        waiting, seen = [slug], set()
        while waiting:
            for broader in ties.get(waiting.pop(), ()):
                if broader not in seen:
                    seen.add(broader)
                    waiting.append(broader)
        return seen

    return above


# --- What one reader gets ---


def selected(content, *, language, topics, other_language):
    """Items about these topics (none: all), in the language, or with a mark (`foreign`) in another one."""
    found = []
    for item in content["items"]:
        is_foreign = language not in item["languages"]
        if (not topics or not topics.isdisjoint(item["topics"])) and (other_language or not is_foreign):
            found.append(item | {"foreign": is_foreign})
    return found


def of_subscriber(issue, subscriber):
    topics = {topic.slug for topic in subscriber.topics.all()}
    wanted = {"language": subscriber.language, "other_language": subscriber.other_language}
    return selected(issue.content, topics=topics, **wanted)


def is_worth_a_mail(issue, items, language):
    return bool(items) or (issue.to_all and bool(issue.content.get(f"text_{language}")))
