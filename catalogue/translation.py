from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import TranslationOptions, register, translator

from catalogue.models import Card, Page, Topic


class EntryTranslation(TranslationOptions):
    """What every entry has once per language; each app's registrations add their own fields."""

    fields = ("title", "slug", "summary", "note")


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name", "hint")


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "body")


@register(Card)
class CardTranslation(TranslationOptions):
    fields = ("title", "title_key", "summary", "address", "detail", "place", "by")


def register_entry(model, *fields):
    """Register an entry with its own translated fields, then keep the history of every language column."""
    options = type(f"{model.__name__}Translation", (EntryTranslation,), {"fields": fields})
    translator.register(model, options)
    keep_history(model)


def keep_history(model):
    """The history table must know the language columns, so it is made after modeltranslation has added them."""
    from simple_history import register as register_history

    opts = model._meta
    register_history(
        model,
        app=opts.app_label,
        verbose_name=format_lazy(_("history: {name}"), name=opts.verbose_name),
        verbose_name_plural=format_lazy(_("history: {name}"), name=opts.verbose_name_plural),
    )


keep_history(Page)
