from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from plans import views
from plans.advocacy.urls import urlpatterns as advocacy
from plans.ceremony.urls import urlpatterns as ceremony
from plans.consulting.urls import urls as consulting
from plans.delivery.urls import urlpatterns as delivery
from plans.duties.urls import urlpatterns as duties
from plans.exchange.urls import urlpatterns as exchange
from plans.life.urls import urls as life
from plans.pages.urls import urlpatterns as pages
from plans.register.urls import urlpatterns as register
from plans.signing.urls import urls as signing
from plans.taking import urls as taking

urlpatterns = [
    path(pgettext_lazy("address", "action-plans/"), kind_list, {"kind": Kind.PLAN}, name="plan_list"),
    path(pgettext_lazy("address", "action-plans/<slug:slug>/"), views.plan, name="plan"),
    *pages,
    path(
        pgettext_lazy("address", "recommendations/"),
        kind_list,
        {"kind": Kind.RECOMMENDATION},
        name="recommendation_list",
    ),
    path(pgettext_lazy("address", "recommendations/<slug:slug>/"), views.recommendation, name="recommendation"),
    *register,
    path(pgettext_lazy("address", "commitments/"), kind_list, {"kind": Kind.COMMITMENT}, name="commitment_list"),
    path(pgettext_lazy("address", "commitments/<slug:slug>/"), views.commitment, name="commitment"),
    *advocacy,
    *delivery,
    *life,
    *consulting,
    *signing,
    *exchange,
    *taking.urlpatterns,
    *duties,
    *ceremony,
]
