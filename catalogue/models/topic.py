from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.models import GenericTaggedItemBase, NaturalKeyManager, TagBase

from catalogue.models.card import CatalogueState
from catalogue.text import slugify_sl


class TopicQuerySet(models.QuerySet):
    def delete(self):
        """One by one: entries are found by their topics, so their cards follow."""
        with transaction.atomic():
            deleted = [topic.delete()[0] for topic in self]
        return sum(deleted), {self.model._meta.label: len(deleted)}

    delete.alters_data = True
    delete.queryset_only = True


class Topic(TagBase):
    """One word of the shared vocabulary, with a label in every language (`name_sl`, `name_en`)."""

    hint = models.CharField(_("what belongs here"), max_length=200, blank=True)
    origin = models.CharField(_("where the topic comes from"), max_length=60, blank=True)

    objects = NaturalKeyManager.from_queryset(TopicQuerySet)()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def slugify(self, tag, i=None):
        return slugify_sl(tag) + (f"-{i}" if i else "")

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Entries are found by the labels of their topics, so their cards follow a changed label."""
        CatalogueState.lock()
        super().save(*args, **kwargs)
        CatalogueState.bump()
        for tagged in self.tagged.prefetch_related("content_object"):
            if tagged.content_object:
                tagged.content_object.file_card()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        CatalogueState.lock()
        entries = [tagged.content_object for tagged in self.tagged.prefetch_related("content_object")]
        result = super().delete(*args, **kwargs)
        CatalogueState.bump()
        for entry in filter(None, entries):
            entry.file_card()
        return result


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
