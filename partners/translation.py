from modeltranslation.translator import TranslationOptions, register

from catalogue.translation import register_entry
from partners.models import Figure, Listing, Network, Partner, Place, Post

register_entry(Partner, "city")
register_entry(Place, "town", "manager")
register_entry(Post, *Post.body_fields, "answer")
register_entry(Network, *Network.body_fields)
register_entry(Listing, *Listing.body_fields)


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("note",)
