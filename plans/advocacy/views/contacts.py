"""The log of advocacy at the desk: written, changed, its next steps taken, line by line published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.advocacy import contacts
from plans.advocacy.asking import own_contact, own_dossier
from plans.advocacy.forms import ContactForm
from plans.advocacy.on_desk import coming
from plans.advocacy.rights import Right, may
from plans.models import Contact
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.desk import paging
from publishing.views.signed_out import kept_when_signed_out

ON_A_PAGE = 25
FIELDS = (*contacts.PUBLIC, *contacts.NEXT)


@login_required
@require_safe
def listing(request, pk):
    """The whole log of one recommendation, the newest first."""
    dossier = own_dossier(request.user, pk)
    shown = page_of(request, Contact.objects.filter(dossier=dossier).select_related("by"))
    may_publish = may(request.user, Right.PUBLISH, dossier)
    return render(request, "plans/advocacy/log.html", shown | {"dossier": dossier, "may_publish": may_publish})


@login_required
@require_safe
def what_next(request):
    """Next steps of all recommendations on which this person works, the earliest first."""
    return render(request, "plans/advocacy/what_next.html", page_of(request, coming(request.user)))


def page_of(request, found):
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return {"rows": page.object_list} | paging(page, {})


# --- One contact ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    dossier = own_dossier(request.user, pk, Right.WRITE)
    initial = {"on": timezone.localdate(), "language": get_language()}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = once(request, lambda: written_address(dossier, request.user, form.cleaned_data))
        messages.success(request, _("The contact is written down. Only those who work on this see it."))
        return answer
    return render(request, "plans/advocacy/contact.html", {"dossier": dossier, "form": form})


def written_address(dossier, person, told):
    contacts.write(dossier=dossier, by=person, **told)
    return reverse("recommendation_log", args=[dossier.pk])


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk, number):
    dossier, contact = own_contact(request.user, pk, number)
    initial = {name: getattr(contact, name) for name in FIELDS}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            contacts.change(contact=contact, by=request.user, seen=seen, **form.cleaned_data)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("recommendation_log", pk)
    context = {"dossier": dossier, "form": form, "refusal": refusal, "contact": contact}
    context |= {"seen": contacts.mark_of(contact), "may_publish": may(request.user, Right.PUBLISH, dossier)}
    return render(request, "plans/advocacy/contact.html", context, status=409 if refusal else 200)


@kept_when_signed_out
@require_POST
def next_taken(request, pk, number):
    """The next step was taken; back to the page on which the button stood."""
    _dossier, contact = own_contact(request.user, pk, number, Right.WRITE)
    try:
        is_new = contacts.take_next_step(contact=contact, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        if is_new:
            messages.success(request, _("The next step is taken. Write down what came of it as a new contact."))
    return redirect("what_next") if request.POST.get("from") == "what_next" else redirect("recommendation_log", pk)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def show(request, pk, number, public):
    """What becomes public, exactly as it is; or that it is taken back."""
    _dossier, contact = own_contact(request.user, pk, number, Right.PUBLISH)
    done = _("The contact is public now.") if public else _("The contact is not public any more.")
    heading = _("Publish this contact") if public else _("Take back from the public")
    return deed(
        request,
        "plans/advocacy/show_contact.html",
        contact,
        lambda: contacts.show(contact=contact, by=request.user, seen=request.POST.get("seen", ""), public=public),
        done,
        {"public": public, "heading": heading},
    )


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, pk, number):
    _dossier, contact = own_contact(request.user, pk, number, Right.WRITE)
    done = _("The contact is removed.")
    template = "plans/advocacy/remove_contact.html"
    return deed(request, template, contact, lambda: contacts.remove(contact=contact, by=request.user), done, {})


def deed(request, template, contact, do, done, context):
    """A page that says what will happen; sending it does it."""
    refusal = ""
    if request.method == "POST":
        try:
            do()
        except Refused as error:
            refusal = str(error)
            if not Contact.objects.filter(pk=contact.pk).exists():
                messages.error(request, refusal)
                return redirect("recommendation_log", contact.dossier_id)
            contact.refresh_from_db()
        else:
            messages.success(request, done)
            return redirect("recommendation_log", contact.dossier_id)
    context |= {"dossier": contact.dossier, "contact": contact, "refusal": refusal, "seen": contacts.mark_of(contact)}
    return render(request, template, context, status=409 if refusal else 200)
