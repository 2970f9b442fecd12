"""Who may see and write the log: members of a project's partners, each what their own did; coordinators all of it."""

from catalogue.missing import NoSuchPage
from partners.models import Partner
from projects.models import Activity, Project


def projects_of(person):
    """Those whose log a person may read, by name."""
    found = Project.objects.order_by("acronym", "pk")
    if person.is_coordinator:
        return found
    return found.filter(participations__partner__in=[*person.organisations]).distinct()


def has_log(person):
    return person.is_coordinator or projects_of(person).exists()


def demand_log(person):
    if not has_log(person):
        raise NoSuchPage


def activities_of(person):
    """In the log of these projects; what was left out is not there."""
    found = Activity.objects.in_log()
    return found if person.is_coordinator else found.filter(project__in=projects_of(person).values("pk"))


def writers_of(person):
    """The partners in whose name a person may write."""
    found = Partner.objects.filter(participations__isnull=False).distinct().order_by("title_sl", "title_en", "pk")
    return found if person.is_coordinator else found.filter(pk__in=[*person.organisations])


def may_write(person, activity):
    """Their own only while their organisation still takes part; whoever sees the log sees that it does."""
    return person.is_coordinator or bool(person.role_in(activity.partner_id))


def activity_for(person, pk):
    """One that the person may read."""
    found = activities_of(person).select_related("project", "partner", "work_package").filter(pk=pk).first()
    if found is None:
        raise NoSuchPage
    return found


def own_activity(person, pk):
    """One that the person may change."""
    found = activity_for(person, pk)
    if not may_write(person, found):
        raise NoSuchPage
    return found
