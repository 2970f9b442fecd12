from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.consulting import by_link, desk, public

urls = [
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/consultation/"),
        public.consultation,
        name="plan_consultation",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/consultation/<number:pk>/"),
        public.consultation,
        name="plan_call_public",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/consultation/<number:pk>/comments/<slug:form>/"),
        public.comments_file,
        name="plan_comments_file",
    ),
    path(pgettext_lazy("address", "action-plans/<slug:slug>/comment/"), public.comment, name="plan_comment"),
    path(pgettext_lazy("address", "action-plans/<slug:slug>/comment/sent/"), public.sent, name="plan_comment_sent"),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/comment/<slug:relation>/<slug:key>/"),
        public.comment,
        name="plan_comment",
    ),
    path(pgettext_lazy("address", "comment/confirm/<str:token>/"), public.confirm, name="plan_comment_confirm"),
    path(pgettext_lazy("address", "contribute/<str:token>/"), by_link.contribute, name="plan_contribute"),
    path(pgettext_lazy("address", "desk/<number:pk>/calls/"), desk.listing, name="plan_calls"),
    path(pgettext_lazy("address", "desk/<number:pk>/calls/consultation/"), desk.new_consultation, name="plan_call_new"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/calls/contributions/"),
        desk.new_contributions,
        name="plan_contributions_new",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/calls/<number:number>/"), desk.call, name="plan_call"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/calls/<number:number>/longer/"),
        desk.prolong,
        name="plan_call_longer",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/calls/<number:number>/links/"), desk.links, name="plan_call_links"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/calls/<number:number>/links/<number:nth>/"),
        desk.renew,
        name="plan_link_renew",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/calls/<number:number>/answers/"),
        desk.publish,
        name="plan_answers_publish",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/calls/<number:number>/comments/<slug:form>/"),
        desk.comments_file,
        name="plan_call_file",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/contributions/<number:number>/"),
        desk.contribution,
        name="plan_contribution",
    ),
]
