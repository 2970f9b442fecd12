"""Addresses of the desk of an event."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workshops.organising.views import files, helping, mails, overview, people, settings

urlpatterns = [
    path(pgettext_lazy("address", "desk/events/<number:pk>/"), overview.overview, name="event_desk"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/cancel/"), overview.cancelling, name="event_cancel"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/registration/"), settings.settings, name="event_settings"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/questions/"), settings.listing, name="event_questions"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/questions/order/"), settings.arrange, name="event_arrange"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/questions/new/"),
        settings.question,
        name="event_question_new",
    ),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/questions/<number:number>/"),
        settings.question,
        name="event_question",
    ),
    path(pgettext_lazy("address", "desk/events/<number:pk>/people/"), people.listing, name="event_people"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/people/<number:number>/"), people.person, name="event_person"
    ),
    path(pgettext_lazy("address", "desk/events/<number:pk>/queue/"), people.queue, name="event_queue"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/mails/"), mails.listing, name="event_mails"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/mails/new/"), mails.write, name="event_mail_new"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/mails/<number:number>/"), mails.mail, name="event_mail"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/mails/<number:number>/change/"),
        mails.write,
        name="event_mail_change",
    ),
    path(pgettext_lazy("address", "desk/events/<number:pk>/helpers/"), helping.helpers, name="event_roles"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/helpers/<number:number>/"),
        helping.take_role,
        name="event_role_take",
    ),
    path(pgettext_lazy("address", "desk/events/<number:pk>/tables/"), files.files, name="event_files"),
]
