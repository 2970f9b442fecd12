"""Addresses of this room."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workshops.attending.views import certificates, desk, file, materials, mine, passes, results, verifying

urlpatterns = [
    # The door
    path(pgettext_lazy("address", "passes/<str:token>/"), passes.pass_page, name="event_pass"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/attendance/"), desk.attendance, name="event_attendance"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/attendance/list/"),
        desk.attendance_list,
        name="event_attendance_list",
    ),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/attendance/table/<slug:form>/"),
        desk.attendance_file,
        name="event_attendance_file",
    ),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/attendance/file/"),
        file.attendance_from_file,
        name="event_attendance_from_file",
    ),
    # Certificates
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/certificates/"),
        certificates.certificates,
        name="event_certificates",
    ),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/certificates/archive/<number:part>/"),
        certificates.certificates_archive,
        name="event_certificates_archive",
    ),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/certificates/<number:number>/revoke/"),
        certificates.revoke_certificate,
        name="event_certificate_revoke",
    ),
    path(pgettext_lazy("address", "certificates/<str:token>/"), verifying.certificate, name="certificate"),
    path(
        pgettext_lazy("address", "registrations/<str:token>/certificates/"), mine.certificates, name="my_certificates"
    ),
    path(
        pgettext_lazy("address", "registrations/<str:token>/certificates/<number:pk>/"),
        mine.certificate_pdf,
        name="my_certificate_pdf",
    ),
    # Feedback
    path(pgettext_lazy("address", "registrations/<str:token>/feedback/"), mine.give_feedback, name="my_feedback"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/feedback/"), results.results, name="event_feedback"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/feedback/table/<slug:form>/"),
        results.results_file,
        name="event_feedback_file",
    ),
    # Materials
    path(pgettext_lazy("address", "desk/events/<number:pk>/materials/"), materials.materials, name="event_materials"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/materials/<number:number>/"),
        materials.material,
        name="event_material",
    ),
    path(
        pgettext_lazy("address", "events/<slug:slug>/materials/<number:pk>/"),
        materials.material_file,
        name="event_material_file",
    ),
    path(
        pgettext_lazy("address", "registrations/<str:token>/materials/<number:pk>/"),
        mine.material_file,
        name="my_material_file",
    ),
]
