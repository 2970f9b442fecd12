"""Whom the portal forgot, as keyed digests: an older backup that is restored is made to forget them again."""

from django.db import transaction
from django.db.models import EmailField
from django.utils.crypto import salted_hmac

from catalogue.models import ErasedAddress
from catalogue.personal.declaring import declared, model_of
from catalogue.personal.person import as_stored, last_field

SALT = "catalogue.erased"
SAID = ("digest", "with_texts", "with_entries", "erased_at")
HEARD_BY = []  # functions of rooms further right: each is called once somebody was forgotten


def digest(address):
    """Known only to whoever has the portal's secret key and the address."""
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()


def remember(addresses, **how):
    for address in addresses:
        row, is_new = ErasedAddress.objects.get_or_create(digest=digest(address), defaults=how)
        if not is_new:
            ErasedAddress.objects.filter(pk=row.pk).update(**{name: True for name, value in how.items() if value})
    for hear in HEARD_BY:
        transaction.on_commit(hear, robust=True)


def remembered():
    """What is to be handed to `erase_again` after a restore, as rows of plain values."""
    return list(ErasedAddress.objects.order_by("pk").values(*SAID))


def keep(rows):
    """Remember what another state of this portal knew; times may come as texts."""
    for row in rows:
        ErasedAddress.objects.get_or_create(digest=row["digest"], defaults={name: row[name] for name in SAID[1:]})


def known_addresses():
    """All addresses in fields that are declared to hold one."""
    found = set()
    for held in declared():
        model = model_of(held.model)
        for lookup in held.lookups:
            if "__" not in lookup and isinstance(last_field(model, lookup), EmailField):
                found |= {address.lower() for address in as_stored(model).values_list(lookup, flat=True) if address}
    return found
