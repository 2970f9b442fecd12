from django.db import models
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """A word of the catalogue, for suggestions: the term of the index and how one writes it.

    The number of cards is as last counted. A word is only ever offered after the index was asked for it, so one
    that no public entry holds any more is never shown.
    """

    term = models.CharField(max_length=60, primary_key=True)
    shown = models.CharField(max_length=60)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("word of the catalogue")
        verbose_name_plural = _("words of the catalogue")

    def __str__(self):
        return self.shown


class WordPiece(models.Model):
    """A word with one letter left out: two words with a piece in common differ by one letter or two."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="pieces")
    piece = models.CharField(max_length=60, db_index=True)

    class Meta:
        verbose_name = _("piece of a word")
        verbose_name_plural = _("pieces of words")

    def __str__(self):
        return self.piece
