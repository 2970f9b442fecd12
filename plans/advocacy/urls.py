from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.api.telling import MORE_FACTS
from catalogue.models import Kind
from plans.advocacy.facts import recommendation_facts
from plans.advocacy.views import contacts, endorsements, responses

MORE_FACTS[Kind.RECOMMENDATION] = recommendation_facts  # the address of machines is the catalogue's


urlpatterns = [
    path(
        pgettext_lazy("address", "recommendations/<slug:slug>/endorse/"),
        endorsements.endorse,
        name="recommendation_endorse",
    ),
    path(
        pgettext_lazy("address", "recommendations/<slug:slug>/answers/<number:pk>/"),
        responses.document,
        name="recommendation_answer",
    ),
    path(pgettext_lazy("address", "desk/next-steps/"), contacts.what_next, name="what_next"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/endorsements/"),
        endorsements.listing,
        name="recommendation_endorsements",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/answers/"), responses.listing, name="recommendation_responses"),
    path(pgettext_lazy("address", "desk/<number:pk>/answers/new/"), responses.record, name="recommendation_respond"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/answers/correct/"),
        responses.record,
        {"corrects": True},
        name="recommendation_correct",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/contacts/"), contacts.listing, name="recommendation_log"),
    path(pgettext_lazy("address", "desk/<number:pk>/contacts/new/"), contacts.write, name="recommendation_contact_new"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/contacts/<number:number>/"),
        contacts.change,
        name="recommendation_contact",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/contacts/<number:number>/taken/"),
        contacts.next_taken,
        name="recommendation_next_taken",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/contacts/<number:number>/publish/"),
        contacts.show,
        {"public": True},
        name="recommendation_contact_publish",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/contacts/<number:number>/take-back/"),
        contacts.show,
        {"public": False},
        name="recommendation_contact_hide",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/contacts/<number:number>/remove/"),
        contacts.remove,
        name="recommendation_contact_remove",
    ),
]
