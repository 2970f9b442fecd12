"""Saved runs of people who are erased: private ones go; what was shared or published stays without its author."""

from django.db.models import Q

from tools.models import Run


def forget_people(emails):
    mine = Q(pk__in=[])
    for email in emails:
        mine |= Q(author__email__iexact=email)
    Run.objects.filter(mine, visibility=Run.Visibility.PRIVATE, link=None, proposed_at=None, entry=None).delete()
