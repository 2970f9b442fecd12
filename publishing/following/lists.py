"""Lists that are followed by mail: a search or the list of a kind, asked for and left as letters are."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.forms import CatalogueSearch
from catalogue.models import Kind
from publishing.letters.consenting import MailingList, Words
from publishing.models import FollowedList

LONGEST = FollowedList._meta.get_field("query").max_length
WORDS = {
    "ask": Words(
        gettext_lazy("Confirm that you want to follow: %(title)s"),
        gettext_lazy(
            "Somebody, we hope you, wants to be told by mail of what is new in “%(title)s”. Nothing is sent until you "
            "press the button."
        ),
        gettext_lazy("Confirm the subscription"),
    ),
    "remind": Words(
        gettext_lazy("Still one press: %(title)s"),
        gettext_lazy("You do not follow “%(title)s” yet: one press is missing. We remind you only this once."),
        gettext_lazy("Confirm the subscription"),
    ),
    "known": Words(
        gettext_lazy("You follow this already: %(title)s"),
        gettext_lazy("Somebody, we hope you, asked to follow “%(title)s” with this address. It does so already."),
        gettext_lazy("See it or unsubscribe"),
    ),
}

FOLLOWED = MailingList(
    model=FollowedList,
    prefix="followed",
    confirm_page="follow_confirm",
    leave_page="follow_leave",
    same=("kind", "query", "language"),
    titled=lambda followed: followed.title,
    words=WORDS,
)


def search_of(query, kind=""):
    """The search of a query string; of the list of a kind."""
    return CatalogueSearch(QueryDict(query), kind=Kind(kind) if kind else None)


def query_of(search):
    """By which it is kept: the same for the same question, however it was typed."""
    return search.query(sort="").removeprefix("?")


def title_of(search):
    """“Dobre prakse: »voda«, Slovenija”, in the active language."""
    named = str(search.kind.plural) if search.kind else _("Catalogue")
    return ": ".join(filter(None, [named, ", ".join(map(str, search.names()))]))
