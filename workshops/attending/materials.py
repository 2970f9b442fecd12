"""Materials of an event and who may have them: everybody, those who are registered, those who were there."""

from catalogue.languages import shown
from workshops.attending.guests import COMING, State
from workshops.models import Material, Registration
from workshops.organising.rights import EventRight, may_at

Access = Material.Access
OPENED_BY = {Access.PUBLIC: None, Access.REGISTERED: COMING, Access.ATTENDED: (State.ATTENDED,)}


def opens(registration, material):
    """Whether this registration opens the material."""
    states = OPENED_BY[material.access]
    return states is None or registration.state in states


def materials_for(registration):
    """What a registration opens; what leads nowhere public is not named."""
    found = registration.form.event.materials.select_related("publication")
    return [material for material in found if leads(material) and opens(registration, material)]


def leads(material):
    return bool(material.link or material.file) or bool(material.publication and material.publication.is_published)


def may_have(person, event, material):
    """Of those who are not asked for a link: by what the event is, by their role, or by their own registrations."""
    if material.access == Access.PUBLIC and event.is_published:
        return True
    if not person.is_authenticated:
        return False
    return may_at(person, EventRight.RUN, event) or any(
        opens(registration, material) for registration in Registration.objects.filter(form__event=event, person=person)
    )


def file_name(material):
    """What people see when they keep the file: its title, and the ending of what is stored."""
    return f"{shown(material, 'title').text}.{material.file.name.rpartition('.')[2]}"
