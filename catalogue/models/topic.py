from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import GenericTaggedItemBase, NaturalKeyManager, TagBase

from catalogue import tasks
from catalogue.filing import filing
from catalogue.languages import LANGUAGES
from catalogue.models.card import CatalogueState
from catalogue.models.thesaurus import check_broader, check_related, validate_uri, write_keys
from catalogue.text import same, slugify_sl
from catalogue.typed import tidy

AT_ONCE = 1000  # cards that a saved topic files itself; more would keep the form waiting

NAMES = tuple(f"name_{code}" for code in LANGUAGES)


class TopicQuerySet(models.QuerySet):
    def delete(self):
        """One by one: entries are found by their topics, so their cards follow."""
        with transaction.atomic():
            deleted = [topic.delete()[0] for topic in self]
        return sum(deleted), {self.model._meta.label: len(deleted)}

    delete.alters_data = True
    delete.queryset_only = True


class Topic(TagBase):
    """One concept of the shared vocabulary, with a preferred label in every language (`name_sl`, `name_en`)."""

    # What the cards of its entries hold of a topic.
    on_cards = ("slug", *NAMES)

    name = models.CharField(pgettext_lazy("A tag name", "name"), max_length=100, blank=True)
    hint = models.CharField(_("what belongs here"), max_length=200, blank=True)
    origin = models.CharField(_("where the topic comes from"), max_length=60, blank=True)
    uri = models.CharField(
        _("address of the concept"),
        max_length=500,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_uri],
        help_text=_("Its lasting address in a public vocabulary (SKOS)."),
    )
    broader = models.ManyToManyField(
        "self",
        symmetrical=False,
        through="catalogue.BroaderTopic",
        through_fields=("topic", "broader"),
        related_name="narrower",
        blank=True,
        verbose_name=_("broader topics"),
    )
    related = models.ManyToManyField(
        "self",
        symmetrical=True,
        through="catalogue.RelatedTopic",
        through_fields=("topic", "related"),
        blank=True,
        verbose_name=_("related topics"),
    )

    objects = NaturalKeyManager.from_queryset(TopicQuerySet)()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=[name], name=f"topic_{name}") for name in NAMES]

    def slugify(self, tag, i=None):
        return slugify_sl(tag) + (f"-{i}" if i else "")

    def clean(self):
        super().clean()
        self.tidy()
        if not any(getattr(self, name) for name in NAMES):
            text = _("Write the name in at least one language.")
            raise ValidationError({f"name_{settings.LANGUAGE_CODE}": text})
        for name in NAMES:
            others = type(self)._base_manager.exclude(pk=self.pk).values_list(name, flat=True)
            if same(getattr(self, name) or "") in {same(other) for other in others if other}:
                raise ValidationError({name: _("Another topic has this name already.")})

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Keys follow the labels; the cards of entries, which are found by them, follow what they hold of the topic."""
        CatalogueState.lock()
        self.tidy()
        before = type(self)._base_manager.filter(pk=self.pk).values_list(*self.on_cards).first()
        super().save(*args, **kwargs)
        write_keys([self])
        CatalogueState.bump()
        if before and before != tuple(getattr(self, name) for name in self.on_cards):
            file_soon(self.carriers())

    def tidy(self):
        """What is unique is NULL where it is missing, so that two may lack it."""
        tidy(self)
        for name in ("uri", *NAMES):
            setattr(self, name, getattr(self, name) or None)

    def carriers(self):
        """{model: primary keys} of the entries that carry the topic."""
        found = {}
        for tagged in self.tagged.select_related("content_type"):
            found.setdefault(tagged.content_type.model_class(), []).append(tagged.object_id)
        return found

    @transaction.atomic
    def delete(self, *args, **kwargs):
        CatalogueState.lock()
        carriers = self.carriers()
        result = super().delete(*args, **kwargs)
        CatalogueState.bump()
        file_soon(carriers)
        return result

    @transaction.atomic
    def set_broader(self, topics):
        """Replace the broader topics; ValidationError where that would lead in a circle."""
        CatalogueState.lock()
        check_broader(self, topics)
        self.broader.set(topics)
        CatalogueState.bump()

    @transaction.atomic
    def set_related(self, topics):
        """Replace the related topics, in both directions."""
        CatalogueState.lock()
        check_related(self, topics)
        self.related.set(topics)
        CatalogueState.bump()


def file_soon(carriers):
    """File the entries now; of very many, each thousand by a job in the background once all is written."""
    at_once = sum(map(len, carriers.values())) <= AT_ONCE
    for model, pks in carriers.items():
        for start in range(0, len(pks), AT_ONCE):
            part = pks[start : start + AT_ONCE]
            if at_once:
                filing.file_entries(model, part)
            else:
                job = partial(tasks.file_cards.enqueue, model._meta.label, part)
                transaction.on_commit(lambda job=job: job(), robust=True)


class TaggedTopic(GenericTaggedItemBase):
    """An entry is about a topic; up to three of its topics may be main ones, the rest it merely touches."""

    tag = models.ForeignKey(Topic, models.CASCADE, related_name="tagged", verbose_name=_("topic"))
    main = models.BooleanField(_("main topic"), default=True)

    class Meta:
        verbose_name = _("topic of an entry")
        verbose_name_plural = _("topics of entries")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id", "tag"], name="tagged_topic_once")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="tagged_topic_entry")]

    def __str__(self):
        return str(self.tag)
