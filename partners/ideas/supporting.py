"""Support of an idea: given and taken back, each as often as one likes and never twice."""

from django.utils.translation import gettext as _

from partners.models import Support


def give(post, person):
    Support.objects.get_or_create(post=post, person=person)
    return _("You support this idea.")


def take_back(post, person):
    Support.objects.filter(post=post, person=person).delete()
    return _("You do not support this idea any more.")


DEEDS = {"give": give, "take_back": take_back}
