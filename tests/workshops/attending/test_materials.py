"""Materials: kept by the organisers, opened by those they are meant for."""

import pytest
from django.contrib.admin import site
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse

from catalogue.files.uploads import DocumentFormField
from tests.documents import make_pdf
from tests.workshops.attending.there import past_form, was_there, with_role
from tests.workshops.coming import comes, wishes
from workshops.attending.certificates import issue
from workshops.attending.guests import Guest
from workshops.models import Event, Material

pytestmark = pytest.mark.django_db


def kept(event, access, title="Gradivo"):
    file = ContentFile(make_pdf("delo"), name="a.pdf")
    return event.materials.create(title_sl=title, access=access, file=file)


def statuses(client, material, registrations=()):
    """What the public address and the links of registrations answer."""
    addresses = [reverse("event_material_file", args=[material.event.slug, material.pk])]
    addresses += [reverse("my_material_file", args=[one.token, material.pk]) for one in registrations]
    return [fetched(client, address).status_code for address in addresses]


def fetched(client, address):
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()  # closes the file, and nothing else
    return answer


@pytest.mark.parametrize(
    ("access", "expected"),
    [("public", [200, 200, 200, 200]), ("registered", [404, 404, 200, 200]), ("attended", [404, 404, 404, 200])],
)
def test_a_material_opens_to_those_it_is_meant_for(client, access, expected):
    form = past_form()
    material = kept(form.event, access)

    assert statuses(client, material, [wishes(form), comes(form), was_there(form)]) == expected


def test_an_account_opens_what_its_registration_opens(client, make_user):
    form = past_form()
    person = make_user("ana@example.org")
    client.force_login(person)
    material = kept(form.event, "attended")
    before = statuses(client, material)
    registration = was_there(form)
    registration.person = person
    registration.save()

    assert (before, statuses(client, material)) == ([404], [200])


def test_the_page_of_the_event_names_public_materials_alone(client):
    event = past_form().event
    public, _secret = kept(event, "public", "Predstavitev"), kept(event, "attended", "Zapisnik")

    page = client.get(event.get_absolute_url()).content.decode()

    assert reverse("event_material_file", args=[event.slug, public.pk]) in page
    assert ("Predstavitev" in page, "Zapisnik" in page) == (True, False)


def test_files_go_out_without_power(client):
    material = kept(past_form().event, "public")

    answer = fetched(client, reverse("event_material_file", args=[material.event.slug, material.pk]))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_organisers_add_change_and_delete(client, make_user):
    event = past_form().event
    with_role(client, make_user, event)
    desk = reverse("event_materials", args=[event.pk])
    given = {"title_sl": "Zapisnik", "access": "attended", "file": SimpleUploadedFile("z.pdf", make_pdf("delo"))}

    client.post(desk, given)
    material = Material.objects.get()
    one = reverse("event_material", args=[event.pk, material.pk])
    client.post(one, {"title_sl": "Povzetek", "access": "registered"})

    changed = Material.objects.get()
    assert (changed.title_sl, changed.access, changed.file.name) == ("Povzetek", "registered", material.file.name)
    client.post(one, {"delete": "1"})
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"title_sl": "Nikamor", "access": "public"},
        {"title_sl": "", "access": "public", "link": "https://example.org/"},
        {"title_sl": "Stran", "access": "vsi", "link": "https://example.org/"},
        {"title_sl": "Program", "access": "public", "file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")},
        {"title_sl": "Stran", "access": "public", "link": "javascript:alert(1)"},
    ],
)
def test_what_leads_nowhere_or_is_no_document_is_refused_and_nothing_is_kept(client, make_user, given):
    event = past_form().event
    with_role(client, make_user, event)

    answer = client.post(reverse("event_materials", args=[event.pk]), given)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Material.objects.exists()


def test_a_file_of_the_administration_passes_the_gate_of_documents(rf, admin):
    request = rf.get("/")
    request.user = admin
    event_admin = site.get_model_admin(Event)
    [inline] = [each for each in event_admin.get_inline_instances(request) if each.model is Material]

    assert isinstance(inline.get_formset(request).form.base_fields["file"], DocumentFormField)


def test_one_registration_shows_its_pass_its_materials_and_what_is_next(client):
    form = past_form()
    form.questions.create(stage="feedback", kind="long", label_sl="Kaj je bilo dobro?")
    registration = was_there(form)
    issue(guest=Guest(registration))
    material = kept(form.event, "attended")

    page = render_to_string("workshops/attending/mine.html", {"registration": registration})

    assert 'class="qr"' in page
    assert reverse("my_material_file", args=[registration.token, material.pk]) in page
    assert all(reverse(name, args=[registration.token]) in page for name in ("my_certificates", "my_feedback"))
