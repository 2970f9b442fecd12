"""The relations of a vocabulary among topics; a circle of broader topics is never closed."""

from catalogue.models.thesaurus import BroaderTopic, RelatedTopic

BATCH = 1000

CIRCLE = "Broader concept left out, it would lead in a circle"
NOT_HERE = "Relation left out, the other concept is not here"


def write_relations(placed, by_uri, scheme, report):
    """`placed` holds {address: (topic, concept)} of the file, `by_uri` every topic with an address."""
    topics = {topic.pk: topic for topic, _concept in placed.values()}
    broader = pairs(placed, by_uri, "broader", report)
    related = pairs(placed, by_uri, "related", report)
    both_ways = related | {(there, here) for here, there in related}
    tidy(BroaderTopic, "broader", broader, topics, scheme, report)
    tidy(RelatedTopic, "related", both_ways, topics, scheme, report)


def pairs(placed, by_uri, name, report):
    """(topic, other) as primary keys, in the order of their addresses."""
    found = {}
    for uri, (topic, concept) in placed.items():
        for other in sorted(getattr(concept, name)):
            if other not in by_uri:
                report.note(NOT_HERE, f"{uri} → {other}")
            elif by_uri[other].pk != topic.pk:
                found[topic.pk, by_uri[other].pk] = None
    return found.keys()


def tidy(model, name, wanted, topics, scheme, report):
    """Bring the rows to what is wanted: only what came with this vocabulary goes, what stands already stays."""
    rows = {(row.topic_id, getattr(row, f"{name}_id")): row for row in model.objects.all()}
    gone = [pair for pair, row in rows.items() if row.origin == scheme and pair not in wanted and touches(pair, topics)]
    new = [pair for pair in wanted if pair not in rows]
    if model is BroaderTopic:
        new = without_circles(new, rows.keys() - set(gone), topics, report)
    for start in range(0, len(gone), BATCH):
        model.objects.filter(pk__in=[rows[pair].pk for pair in gone[start : start + BATCH]]).delete()
    model.objects.bulk_create(
        [model(topic_id=here, origin=scheme, **{f"{name}_id": there}) for here, there in new], batch_size=BATCH
    )
    rows_each = 2 if model is RelatedTopic else 1  # a related pair has a row for each direction
    report.count("relations added", len(new) // rows_each)
    report.count("relations removed", len(gone) // rows_each)


def touches(pair, topics):
    return pair[0] in topics or pair[1] in topics


def without_circles(new, present, topics, report):
    """The pairs that can be added one after the other without closing a circle."""
    higher = {}
    for topic, broader in present:
        higher.setdefault(topic, set()).add(broader)
    sound = []
    for topic, broader in new:
        if leads_to(broader, topic, higher):
            report.note(CIRCLE, f"“{topics[topic]}” <{topics[topic].uri}> under “{topics[broader]}”")
        else:
            higher.setdefault(topic, set()).add(broader)
            sound.append((topic, broader))
    return sound


def leads_to(start, goal, higher):
    seen, open_topics = {start}, [start]
    while open_topics:
        topic = open_topics.pop()
        if topic == goal:
            return True
        open_topics += higher.get(topic, set()) - seen
        seen |= higher.get(topic, set())
    return False
