"""Members of a network as a table for its coordinators."""

from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from catalogue.labels import country_name
from catalogue.languages import shown
from catalogue.tables.writing import csv_bytes
from partners.networks.figures import DIRECT, NETWORK
from partners.networks.page import members_of
from partners.networks.reading import figures_of


def members_file(network):
    return csv_bytes(members_table(network), get_language())


def members_table(network):
    yield [_("Organisation"), _("Country"), _("Role"), _("Since"), _("Way in")]
    for line in members_of(network, figures_of(network.pk)).lines:
        country = line.partner.country.code
        yield [
            *(shown(line.partner, "title").text, country_name(country) if country else "", str(line.role_label)),
            formats.date_format(line.since, "SHORT_DATE_FORMAT") if line.since else "",
            "; ".join(way_words(*way) for way in line.ways),
        ]


def way_words(sort, entry):
    if sort == DIRECT:
        return pgettext("way into a network", "direct")
    text = _("through the network %(name)s") if sort == NETWORK else _("through the project %(name)s")
    return text % {"name": entry.acronym or shown(entry, "title").text}
