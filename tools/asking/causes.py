"""What failed elsewhere, as factors to begin with: the topics of published practices that are failures."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q

from catalogue.models import Topic
from catalogue.text import alphabet_key
from library.models import Practice


@dataclass(frozen=True)
class Cause:
    """A topic and how many failed practices have it. `item` is a row for a listing of factors."""

    name: str
    topic: str  # its slug
    count: int

    @property
    def item(self):
        return {"name": self.name, "topic": self.topic}


def causes():
    """The topics of published failures, the most frequent first, then by name: names in the active language."""
    failures = Practice.objects.published().filter(outcome=Practice.Outcome.FAILURE)
    kind = ContentType.objects.get_for_model(Practice)
    of_failures = Q(tagged__content_type=kind, tagged__object_id__in=failures.values("pk"))
    topics = Topic.objects.annotate(failures=Count("tagged", filter=of_failures)).filter(failures__gt=0)
    found = [Cause(str(topic), topic.slug, topic.failures) for topic in topics]
    return sorted(found, key=lambda cause: (-cause.count, alphabet_key(cause.name)))
