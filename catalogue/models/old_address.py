from django.db import models
from django.utils.translation import gettext_lazy as _


class OldAddress(models.Model):
    """The last part of an address that an entry had once; asked last, so that an address of today is never taken.

    Where several entries had it, the last of them.
    """

    kind = models.CharField(_("kind"), max_length=20)
    language = models.CharField(_("language"), max_length=5)
    slug = models.CharField(_("address"), max_length=120)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug", "language"], name="old_address_of_one_entry"),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="old_addresses_of_entry")]

    def __str__(self):
        return self.slug

    @classmethod
    def note(cls, entry, before):
        """Keep the slugs, {language: slug}, that the entry had before and has no more."""
        for code, slug in before.items():
            if slug and slug != getattr(entry, f"slug_{code}"):
                place = {"kind": entry.kind, "language": code, "slug": slug}
                cls.objects.update_or_create(**place, defaults={"object_id": entry.pk})

    @classmethod
    def of_slug(cls, kind, slug, languages):
        """Primary keys of entries that had it, first that in the first language."""
        found = dict(cls.objects.filter(kind=kind, slug=slug).values_list("language", "object_id"))
        return [found[code] for code in languages if code in found]
