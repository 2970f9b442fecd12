"""Matches as they are kept: computed from the listings that are public now, after one is published and every day."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from catalogue.codes import codes_of
from catalogue.languages import LANGUAGES
from catalogue.models import BroaderTopic, CatalogueState, TaggedTopic
from partners.matching.figures import Fit, Side, fits
from partners.models import Listing, Match

BATCH = 2000
TITLES = [f"title_{code}" for code in LANGUAGES]
READ = ("direction", "role", "place_types", "languages", "countries", "partner_id", *TITLES)
NEIGHBOURS = [f"{name}__{column}" for name in ("partner", "place") for column in ("status", "published_at", "country")]


# --- What is compared ---


def sides():
    """{primary key: Side} of all listings that are public now."""
    topics, main = topics_of_listings()
    listings = Listing.objects.live().select_related("partner", "place").only(*READ, *NEIGHBOURS)
    return {one.pk: side_of(one, topics.get(one.pk, ()), main.get(one.pk, ())) for one in listings}


def side_of(listing, topics, main):
    return Side(
        direction=listing.direction,
        owner=listing.partner_id,
        main=frozenset(main),
        topics=frozenset(topics),
        languages=frozenset(listing.card_languages()),
        place_types=frozenset(codes_of(listing.place_types)),
        countries=frozenset(codes_of(listing.countries)),
        country=listing.card_country(),
        role=listing.role,
    )


def topics_of_listings():
    """({primary key: topics}, {primary key: main topics})."""
    topics, main = {}, {}
    tagged = TaggedTopic.objects.filter(content_type=ContentType.objects.get_for_model(Listing))
    for listing, topic, is_main in tagged.values_list("object_id", "tag_id", "main"):
        topics.setdefault(listing, []).append(topic)
        if is_main:
            main.setdefault(listing, []).append(topic)
    return topics, main


def near_topics():
    """{topic: those one step broader or narrower}."""
    found = {}
    for topic, broader in BroaderTopic.objects.values_list("topic_id", "broader_id"):
        found.setdefault(topic, set()).add(broader)
        found.setdefault(broader, set()).add(topic)
    return found


# --- What is kept ---


class Difference(NamedTuple):
    """What stands otherwise than it should."""

    new: dict  # {(need, other): Fit}
    changed: dict  # {primary key of a match: Fit}
    gone: list  # primary keys

    def __bool__(self):
        return any(self)


NOTHING = Fit(0, {})  # of a pair that was told of and fits no more


def difference(only=None):
    """What was dismissed, or told of, stays known, so that it does not come back as something new."""
    wanted = fits(sides(), near_topics(), only)
    changed, gone = {}, []
    for pk, need, other, score, parts, dismissed, told_at in standing(only):
        made = wanted.pop((need, other), NOTHING if told_at and not dismissed else None)
        if made is None:
            gone += [] if dismissed else [pk]
        elif made != (score, parts):
            changed[pk] = made
    return Difference(wanted, changed, gone)


def standing(only):
    kept = Match.objects.order_by().values_list("pk", "need", "other", "score", "parts", "dismissed", "told_at")
    return kept.iterator() if only is None else kept.filter(Q(need=only) | Q(other=only))


@transaction.atomic
def refresh(only=None):
    """Bring the matches to what they should be, with `only` those of one listing; whether something changed."""
    found = difference(only)
    for start in range(0, len(found.gone), BATCH):
        Match.objects.filter(pk__in=found.gone[start : start + BATCH], dismissed="").delete()
    changed = [Match(pk=pk, score=made.score, parts=made.parts) for pk, made in found.changed.items()]
    Match.objects.bulk_update(changed, ["score", "parts"], batch_size=BATCH // 10)
    rows = [
        Match(need_id=need, other_id=other, score=made.score, parts=made.parts)
        for (need, other), made in found.new.items()
    ]
    Match.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)  # another worker may be as far
    return bool(found)


# --- The daily round ---


def to_refresh():
    """One row while something stands otherwise than it should: all is computed at once."""
    return CatalogueState.objects.all() if difference() else CatalogueState.objects.none()


def refresh_all(_pk):
    return refresh()
