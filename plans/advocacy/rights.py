"""Who may do what beside the text of a recommendation: one table, asked by every page and button."""

from django.db import models

from publishing.rights import LEAD, WRITE, Role, roles_of


class Right(models.TextChoices):
    SEE = "see"  # the desk, with the log of advocacy
    WRITE = "write"  # contacts, and that a next step was taken
    PUBLISH = "publish"  # answers, contacts


RIGHTS = {Right.SEE: WRITE, Right.WRITE: WRITE, Right.PUBLISH: LEAD}


def may(person, right, dossier):
    return bool(roles_of(person, dossier) & RIGHTS[right])


def represented(person):
    """The organisations for which this person may endorse, by primary key; a coordinator stands for none."""
    if not (person.is_authenticated and person.is_active):
        return []
    return [pk for pk, role in person.organisations.items() if role == Role.REPRESENTATIVE]
