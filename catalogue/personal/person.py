"""Who is meant by an e-mail address: accounts, all addresses and names of them, and the rows that are about them."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db.models import EmailField, Q, QuerySet

from catalogue.personal.declaring import model_of
from catalogue.typed import address_as_it_is_kept


@dataclass(frozen=True)
class Person:
    """Somebody with or without an account."""

    accounts: tuple
    addresses: tuple
    names: tuple = ()
    language: str = ""

    @property
    def is_known(self):
        return bool(self.accounts)


def whose(email):
    """The person an address belongs to: the account's own, or one that its owner confirmed."""
    email = address_as_it_is_kept(email).strip().lower()
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    accounts = list(get_user_model().objects.filter(Q(email__iexact=email) | Q(pk__in=confirmed)).order_by("pk"))
    return of_accounts(accounts, email)


def of_account(account):
    """Whoever is signed in: this account alone, whatever others say of its address."""
    return of_accounts([account])


def of_accounts(accounts, *addresses):
    further = EmailAddress.objects.filter(user__in=accounts, verified=True).values_list("email", flat=True)
    addresses = {*addresses, *(account.email.lower() for account in accounts), *(other.lower() for other in further)}
    return Person(
        accounts=tuple(account.pk for account in accounts),
        addresses=tuple(sorted(addresses)),
        names=tuple(sorted({account.name for account in accounts if account.name})),
        language=accounts[0].language if accounts else "",
    )


# --- Rows ---


def rows_about(held, person):
    """The rows of a declared model that are this person's by any of its lookups."""
    return rows_by(held.model, held.lookups, person)


def rows_by(label, lookups, person):
    model = model_of(label)
    found = Q(pk__in=[])
    for lookup in lookups:
        found |= asked_by(model, lookup, person)
    return as_stored(model).filter(pk__in=as_stored(model).filter(found).values("pk"))


def as_stored(model):
    """All rows, column by column: no manager leaves any out, or reads one language for another."""
    return QuerySet(model)


def asked_by(model, lookup, person):
    if not isinstance(last_field(model, lookup), EmailField):
        return Q(**{f"{lookup}__in": person.accounts})
    found = Q(pk__in=[])
    for address in person.addresses:
        found |= Q(**{f"{lookup}__iexact": address})
    return found


def last_field(model, lookup):
    *way, last = lookup.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)
