"""What pages of events and of registrations show of attending."""

from django import template

from workshops.attending import materials
from workshops.attending.feedback import may_answer, public_summary, questions_of
from workshops.attending.guests import COMING
from workshops.attending.views.mine import valid_certificates
from workshops.attending.views.passes import pass_code

register = template.Library()


@register.simple_tag
def pass_of(registration):
    """The QR code of the pass; empty where nobody is expected."""
    return pass_code(registration) if registration.state in COMING else ""


@register.filter
def has_certificates(registration):
    return valid_certificates(registration).exists()


@register.filter
def is_asked_how_it_was(registration):
    return may_answer(registration) and bool(questions_of(registration.form))


@register.filter
def feedback_summary(event):
    """What those who were there thought, in numbers, where the organisers publish it."""
    return public_summary(getattr(event, "registration_form", None))


@register.filter
def materials_for(registration):
    return materials.materials_for(registration)


@register.filter
def public_materials(event):
    return [material for material in event.materials.all() if material.is_public]
