"""What makes a thesaurus of the topics: further labels, broader and related topics, and the keys that name a topic."""

from itertools import islice, product

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from catalogue import analysis
from catalogue.languages import LANGUAGES
from catalogue.models.card import CatalogueState
from catalogue.text import same
from catalogue.typed import tidy

LONGEST_KEY = 6  # words; a query is not searched for names of more
MOST_KEYS = 8  # of one label, whose words may have several terms

validate_uri = RegexValidator(
    r"\A(?:https?://|urn:)[^\s<>\"{}|\\^`]+\Z", _("Write an address that begins with http://, https:// or urn:.")
)


def topic_keys(label):
    """The keys under which a label is named: the terms of its words, the most likely ones first.

    Each word counts once, as in a query. A label of only punctuation or of too many words has none.
    """
    words = list({terms[0]: terms for terms in analysis.index_terms(label or "")}.values())
    if not 0 < len(words) <= LONGEST_KEY:
        return []
    return [" ".join(terms) for terms in islice(product(*words), MOST_KEYS)]


class TopicLabelQuerySet(models.QuerySet):
    def delete(self):
        """All together; the keys of their topics follow."""
        with transaction.atomic():
            CatalogueState.lock()
            topics = list({label.topic_id: label.topic for label in self.select_related("topic")}.values())
            result = super().delete()
            write_keys(topics)
            CatalogueState.bump()
        return result

    delete.alters_data = True
    delete.queryset_only = True


class TopicLabel(models.Model):
    """A further label of a topic: a query that spells it finds what carries the topic."""

    topic = models.ForeignKey("catalogue.Topic", models.CASCADE, related_name="labels", verbose_name=_("topic"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.CharField(_("label"), max_length=200)
    hidden = models.BooleanField(_("only for finding"), default=False, help_text=_("Such as a common misspelling."))
    origin = models.CharField(_("vocabulary it came with"), max_length=60, blank=True, editable=False)

    objects = TopicLabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("alternative label")
        verbose_name_plural = _("alternative labels")
        ordering = ["language", "text"]
        default_permissions = ()  # whoever may change a topic may change its labels
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "language", "text"],
                name="topic_label_once",
                violation_error_message=_("The topic has this label in this language already."),
            ),
        ]

    def __str__(self):
        return f"{self.text} ({self.language})"

    @transaction.atomic
    def save(self, *args, **kwargs):
        CatalogueState.lock()
        tidy(self)
        super().save(*args, **kwargs)
        write_keys([self.topic])
        CatalogueState.bump()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        CatalogueState.lock()
        result = super().delete(*args, **kwargs)
        write_keys([self.topic])
        CatalogueState.bump()
        return result

    def clean(self):
        super().clean()
        preferred = getattr(self.topic, f"name_{self.language}", None) or ""
        if same(preferred) == same(self.text):
            raise ValidationError({"text": _("This is the name of the topic already; write a different label.")})


class BroaderTopic(models.Model):
    """One topic stands under another, broader one."""

    topic = models.ForeignKey("catalogue.Topic", models.CASCADE, related_name="+", verbose_name=_("topic"))
    broader = models.ForeignKey("catalogue.Topic", models.CASCADE, related_name="+", verbose_name=_("broader topic"))
    origin = models.CharField(_("vocabulary it came with"), max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("broader topic")
        verbose_name_plural = _("broader topics")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["topic", "broader"], name="broader_topic_once"),
            models.CheckConstraint(condition=~models.Q(topic=models.F("broader")), name="broader_topic_is_another"),
        ]

    def __str__(self):
        return f"{self.topic} → {self.broader}"


class RelatedTopic(models.Model):
    """Two topics that belong together without one being broader; a row for each direction."""

    topic = models.ForeignKey("catalogue.Topic", models.CASCADE, related_name="+", verbose_name=_("topic"))
    related = models.ForeignKey("catalogue.Topic", models.CASCADE, related_name="+", verbose_name=_("related topic"))
    origin = models.CharField(_("vocabulary it came with"), max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("related topic")
        verbose_name_plural = _("related topics")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["topic", "related"], name="related_topic_once"),
            models.CheckConstraint(condition=~models.Q(topic=models.F("related")), name="related_topic_is_another"),
        ]

    def __str__(self):
        return f"{self.topic} ↔ {self.related}"


class TopicKey(models.Model):
    """A label as finished terms: derived, so that a query in any inflection finds the topic it names."""

    topic = models.ForeignKey("catalogue.Topic", models.CASCADE, related_name="keys")
    language = models.CharField(max_length=5)
    key = models.CharField(max_length=400, db_index=True)

    class Meta:
        verbose_name = _("key of a topic")
        verbose_name_plural = _("keys of topics")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["topic", "language", "key"], name="topic_key_once")]

    def __str__(self):
        return self.key


def write_keys(topics):
    """Bring the keys of the topics to what their labels say; whether any changed."""
    labels = TopicLabel.objects.filter(topic__in=topics).values_list("topic_id", "language", "text")
    named = [(topic.pk, code, getattr(topic, f"name_{code}")) for topic in topics for code in LANGUAGES]
    wanted = {(pk, language, key) for pk, language, text in [*named, *labels] for key in topic_keys(text)}
    rows = TopicKey.objects.filter(topic__in=topics)
    present = {row[1:]: row[0] for row in rows.values_list("pk", "topic_id", "language", "key")}
    gone, new = present.keys() - wanted, sorted(wanted - present.keys())
    if gone:
        TopicKey.objects.filter(pk__in=[present[row] for row in gone]).delete()
    if new:
        TopicKey.objects.bulk_create(TopicKey(topic_id=pk, language=code, key=key) for pk, code, key in new)
    return bool(gone or new)


def check_broader(topic, broader):
    """Raise ValidationError where one of the broader topics is the topic itself or stands under it."""
    for other in broader:
        if other == topic:
            raise ValidationError(_("A topic cannot stand under itself."), code="own_broader")
        if topic.pk and topic.pk in above(other):
            text = _("“%(broader)s” stands under this topic already, so it cannot be broader than it.")
            raise ValidationError(text, code="cycle", params={"broader": other})


def check_related(topic, related):
    if topic in related:
        raise ValidationError(_("A topic cannot be related to itself."), code="own_related")


def above(topic):
    """Primary keys of all topics that are broader than this one, however far; one query a level."""
    found, level = set(), {topic.pk}
    while level:
        higher = BroaderTopic.objects.filter(topic__in=level).values_list("broader", flat=True)
        level = set(higher) - found
        found |= level
    return found
