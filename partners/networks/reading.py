"""The figures of networks from the database: one query for links, one for members, one for projects."""

from catalogue.languages import LANGUAGES
from partners.models import Network, NetworkLink, NetworkMembership, Partner
from partners.models.network import ways_down
from partners.networks.figures import Figures

PARTICIPATION = "participations"  # the relation of partners to projects, which lie further right


def figures_of(network):
    """Of one network, with all that is in it."""
    links = links_of_all()
    wanted = {network, *ways_down(links, network)}
    own, through = members().filter(network__in=wanted), parts().filter(project__network__in=wanted)
    return Figures(links, own, through)


def figures_of_all():
    return Figures(links_of_all(), members(), parts())


def links_of_all():
    return list(NetworkLink.objects.public().order_by().values_list("network", "member"))


def members():
    """With role and first day."""
    return NetworkMembership.objects.public().order_by().values_list("network", "partner", "role", "since")


def parts():
    """(network, project, partner) of everybody who takes part in a project of a network."""
    networks = Network.objects.published().values("pk")
    found = participations().objects.visible().filter(project__network__in=networks).order_by()
    return found.values_list("project__network", "project", "partner")


def participations():
    return Partner._meta.get_field(PARTICIPATION).related_model


def project_model():
    return Network._meta.get_field("projects").related_model


def named(model, pks):
    """{primary key: entry} with no more than links to them need."""
    return model.objects.published().only(*link_columns(model)).in_bulk(list(pks))


def link_columns(model):
    """What a link to an entry reads; `published_at` and `status` say that it is public."""
    translated = [f"{name}_{code}" for name in ("title", "slug") for code in LANGUAGES]
    own = [name for name in ("acronym", "country") if name in {field.name for field in model._meta.get_fields()}]
    return [*translated, "status", "published_at", *own]
