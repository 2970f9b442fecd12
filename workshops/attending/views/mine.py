"""What those who were there find behind the link of their registration: certificates, questions, materials."""

from contextlib import suppress

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import download, send_stored
from catalogue.missing import NoSuchPage
from publishing.refusals import Refused
from workshops.attending import feedback
from workshops.attending.certificates import is_printable
from workshops.attending.forms import FeedbackForm
from workshops.attending.guests import State
from workshops.attending.materials import file_name as material_name
from workshops.attending.materials import opens
from workshops.attending.paper import file_name, pdf_of
from workshops.models import Registration

PDF_TYPE = "application/pdf"


def mine(token):
    registration = Registration.objects.select_related("form__event").by_token(token)
    if registration is None:
        raise NoSuchPage
    return registration


def valid_certificates(registration):
    return registration.certificates.filter(revoked_at=None).select_related("registration", "companion").order_by("pk")


@require_safe
def certificates(request, token):
    registration = mine(token)
    found = [one for one in valid_certificates(registration) if is_printable(one)]
    context = {"registration": registration, "event": registration.form.event, "certificates": found, "token": token}
    return render(request, "workshops/attending/my_certificates.html", context)


@require_safe
def certificate_pdf(request, token, pk):
    certificate = valid_certificates(mine(token)).filter(pk=pk).first()
    content = certificate and pdf_of(certificate)
    if not content:
        raise NoSuchPage
    return download(file_name(certificate), content, PDF_TYPE)


@require_http_methods(["GET", "HEAD", "POST"])
def give_feedback(request, token):
    """For those who were there, once; the answer is not shown again."""
    registration = mine(token)
    if registration.state != State.ATTENDED or not feedback.questions_of(registration.form):
        raise NoSuchPage
    form = FeedbackForm(request.POST if request.method == "POST" else None, form=registration.form)
    if request.method == "POST" and form.is_valid():
        with suppress(Refused):  # the page says so
            feedback.answer(registration=registration, values=form.values(), language=get_language())
        return redirect(request.path)
    context = {"registration": registration, "event": registration.form.event, "form": form}
    return render(request, "workshops/attending/give_feedback.html", context)


@require_safe
def material_file(request, token, pk):
    registration = mine(token)
    material = registration.form.event.materials.filter(pk=pk).first()
    if material is None or not opens(registration, material):
        raise NoSuchPage
    return send_stored(material.file, filename=material_name(material), request=request)
