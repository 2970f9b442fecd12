"""People who are erased are not named by signatures that ended; those that stand keep who signed, as the paper does."""

from django.db.models import Q

from partners.models import User
from plans.figures.register import ENDED
from plans.models import Signature


def forget_people(emails):
    """By the address that was left for reminders, or by the name of the account."""
    found, addresses = Q(), [email.lower() for email in emails]
    for email in addresses:
        found |= Q(email__iexact=email)
    names = User.objects.filter(email__in=addresses).exclude(name="").values_list("name", flat=True)
    for name in names:
        found |= Q(person__iexact=name)
    if found:
        mine = Signature.objects.filter(found)
        mine.filter(state__in=ENDED).update(person="", function="", email="")
        mine.filter(email__in=addresses).update(email="")
