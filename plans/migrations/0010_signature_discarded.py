from django.db import migrations, models
from django.db.models import Q

from catalogue.creation import RenderedOnce

STATES = [
    ("draft", "in preparation"),
    ("submitted", "submitted"),
    ("returned", "returned"),
    ("active", "in force"),
    ("on_hold", "on hold"),
    ("withdrawn", "withdrawn"),
    ("lapsed", "lapsed"),
    ("superseded", "superseded"),
]
ENDED = ("withdrawn", "lapsed", "superseded")
OF_A_PARTNER = {"fields": ["text", "partner"], "name": "signature_of_a_partner_once"}
OF_AN_ORGANISATION = {
    "fields": ["text", "country", "registration_number"],
    "name": "signature_of_an_organisation_once",
}


def state_field(label, **options):
    choices = [*STATES, ("discarded", "thrown away")]
    return models.CharField(choices=choices, max_length=10, verbose_name=label, **options)


class Migration(RenderedOnce):
    """A signature that was submitted once can be thrown away: its record stays, and the text can be signed anew."""

    dependencies = [("plans", "0009_response_corrects")]

    operations = [
        migrations.AlterField("signature", "state", state_field("state", default="draft")),
        migrations.AlterField("signaturestep", "source", state_field("from", blank=True)),
        migrations.AlterField("signaturestep", "target", state_field("to")),
        migrations.RemoveConstraint("signature", OF_A_PARTNER["name"]),
        migrations.RemoveConstraint("signature", OF_AN_ORGANISATION["name"]),
        migrations.AddConstraint(
            "signature",
            models.UniqueConstraint(
                condition=Q(partner__isnull=False) & ~Q(state__in=(*ENDED, "discarded")), **OF_A_PARTNER
            ),
        ),
        migrations.AddConstraint(
            "signature",
            models.UniqueConstraint(
                condition=~Q(registration_number="") & ~Q(state__in=(*ENDED, "discarded")), **OF_AN_ORGANISATION
            ),
        ),
    ]
