"""Addresses of letters: what everybody reads, what the links of mails open, and the desk of those who write them."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from publishing.letters import archive, desk, exporting, public

urlpatterns = [
    path(pgettext_lazy("address", "newsletter/confirm/<str:token>/"), public.confirm, name="letter_confirm"),
    path(pgettext_lazy("address", "newsletter/unsubscribe/<str:token>/"), public.leave, name="letter_leave"),
    path(pgettext_lazy("address", "newsletter/"), archive.letters, name="letters"),
    path(pgettext_lazy("address", "newsletter/<slug:slug>/"), archive.letter, name="letter"),
    path(pgettext_lazy("address", "newsletter/<slug:slug>/subscribe/"), public.new_subscription, name="subscribe"),
    path(pgettext_lazy("address", "newsletter/<slug:slug>/one-more-press/"), public.asked, name="letter_asked"),
    path(pgettext_lazy("address", "newsletter/<slug:slug>/feed/"), archive.feed, name="letter_feed"),
    path(pgettext_lazy("address", "newsletter/<slug:slug>/<number:number>/"), archive.issue, name="letter_issue"),
    path(pgettext_lazy("address", "desk/letters/"), desk.listing, name="letter_desk"),
    path(pgettext_lazy("address", "desk/letters/<slug:slug>/new/"), desk.new_issue, name="issue_new"),
    path(
        pgettext_lazy("address", "desk/letters/<slug:slug>/subscribers/"),
        exporting.subscribers,
        name="letter_subscribers",
    ),
    path(pgettext_lazy("address", "desk/letters/issues/<number:pk>/"), desk.issue, name="issue_desk"),
    path(pgettext_lazy("address", "desk/letters/issues/<number:pk>/text/"), desk.text, name="issue_text"),
    path(pgettext_lazy("address", "desk/letters/issues/<number:pk>/items/"), desk.items, name="issue_items"),
    path(pgettext_lazy("address", "desk/letters/issues/<number:pk>/step/<slug:name>/"), desk.step, name="issue_step"),
    path(
        pgettext_lazy("address", "desk/letters/issues/<number:pk>/deliveries/"),
        exporting.deliveries,
        name="issue_deliveries",
    ),
]
