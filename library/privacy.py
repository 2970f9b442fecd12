"""What the library holds of people: who made editions. Authors of publications are public record."""

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import Data, Held

DATA = [
    Data(
        label=_("Who prepared and approved editions of books"),
        kept=_("as long as the edition"),
        erased=_("“removed person” with a number"),
        held=(
            Held(
                "library.Edition",
                stays=("prepared_by", "proposed_by", "approved_by"),
                plain=("authors", "failure"),
            ),
        ),
    ),
]

WITHOUT = {
    "library.Book": ("authors",),
    "library.BookFile": (),
    "library.Chapter": (),
    "library.Chapter_practices": (),
    "library.Chapter_terms": (),
    "library.EditionFile": (),
    "library.EditionPart": (),
    "library.Erratum": ("thanks_to",),
    "library.Evidence": (),
    "library.Illustration": ("credit",),
    "library.Practice": ("image_credit",),
    "library.PracticeTie": (),
    "library.Publication": ("authors",),
    "library.Reference": ("author",),
    "library.Term": (),
}
