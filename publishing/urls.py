from django.urls import path
from django.utils.translation import pgettext_lazy

from publishing.views import (
    clashes,
    desk,
    dossiers,
    files,
    long_text,
    notices,
    own_review,
    reviews,
    taking_over,
    translations,
    versions,
    writing,
)

urlpatterns = [
    path(pgettext_lazy("address", "desk/"), desk.desk, name="desk"),
    path(pgettext_lazy("address", "desk/all/<slug:key>/"), desk.all_of_mine, name="all_of_mine"),
    path(pgettext_lazy("address", "desk/new/"), writing.new, name="write_new"),
    path(pgettext_lazy("address", "desk/<number:pk>/"), dossiers.dossier, name="dossier"),
    path(pgettext_lazy("address", "desk/<number:pk>/write/<slug:key>/"), writing.stage, name="write"),
    path(pgettext_lazy("address", "desk/<number:pk>/write/<slug:key>/keep/"), writing.keep, name="autosave"),
    path(pgettext_lazy("address", "desk/<number:pk>/write/<slug:key>/seen/"), long_text.seen, name="long_text_seen"),
    path(pgettext_lazy("address", "desk/<number:pk>/write/<slug:key>/terms/"), long_text.terms, name="long_text_terms"),
    path(pgettext_lazy("address", "desk/find/"), long_text.find_entry, name="find_entry"),
    path(pgettext_lazy("address", "desk/<number:pk>/check/"), writing.check, name="write_check"),
    path(pgettext_lazy("address", "desk/<number:pk>/up-to-date/"), clashes.clashes, name="clashes"),
    path(pgettext_lazy("address", "desk/<number:pk>/preview/"), versions.preview, name="preview"),
    path(pgettext_lazy("address", "desk/<number:pk>/step/<slug:name>/"), dossiers.step, name="step"),
    path(pgettext_lazy("address", "desk/<number:pk>/comment/"), dossiers.comment, name="comment"),
    path(pgettext_lazy("address", "desk/<number:pk>/open/"), dossiers.open_version, name="open_version"),
    path(pgettext_lazy("address", "desk/<number:pk>/discard/"), dossiers.discard, name="discard"),
    path(pgettext_lazy("address", "desk/<number:pk>/confirm/"), dossiers.confirm, name="confirm"),
    path(pgettext_lazy("address", "desk/take-over/"), taking_over.to_take_over, name="to_take_over"),
    path(pgettext_lazy("address", "desk/take-over/<slug:kind>/<number:pk>/"), taking_over.take_over, name="take_over"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/versions/<number:number>/files/<slug:field>/"),
        files.version_file,
        name="version_file",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/versions/<number:number>/files/<slug:field>/<number:width>/"),
        files.version_file,
        name="version_file_width",
    ),
    path(
        pgettext_lazy(
            "address", "desk/<number:pk>/versions/<number:number>/files/<slug:relation>/<slug:uid>/<slug:field>/"
        ),
        files.version_row_file,
        name="version_row_file",
    ),
    path(
        pgettext_lazy(
            "address",
            "desk/<number:pk>/versions/<number:number>/files/<slug:relation>/<slug:uid>/<slug:field>/<number:width>/",
        ),
        files.version_row_file,
        name="version_row_file_width",
    ),
    path(pgettext_lazy("address", "desk/reviews/"), own_review.mine, name="my_reviews"),
    path(pgettext_lazy("address", "desk/reviews/<number:pk>/"), own_review.review, name="review"),
    path(pgettext_lazy("address", "desk/reviews/<number:pk>/keep/"), own_review.autosave, name="autosave_review"),
    path(pgettext_lazy("address", "desk/<number:pk>/reviews/"), reviews.overview, name="reviews"),
    path(pgettext_lazy("address", "desk/translations/"), translations.queue, name="translation_queue"),
    path(pgettext_lazy("address", "desk/translations/overview/"), translations.overview, name="translation_overview"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/translate/<slug:language>/"),
        translations.translate,
        name="translate",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/translate/<slug:language>/file/"),
        translations.exchange,
        name="translation_file",
    ),
    path(pgettext_lazy("address", "desk/comments/<number:pk>/"), dossiers.resolve, name="comment_resolve"),
    path(pgettext_lazy("address", "desk/notices/"), notices.listing, name="notices"),
    path(pgettext_lazy("address", "desk/notices/settings/"), notices.wishes, name="wishes"),
    path(pgettext_lazy("address", "unsubscribe/<str:token>/"), notices.unsubscribe, name="unsubscribe"),
    path(pgettext_lazy("address", "versions/<number:pk>/"), versions.listing, name="versions"),
    path(pgettext_lazy("address", "versions/<number:pk>/compare/"), versions.compare, name="compare"),
    path(pgettext_lazy("address", "versions/<number:pk>/<number:number>/"), versions.version, name="version"),
    path(
        pgettext_lazy("address", "versions/<number:pk>/<number:number>/restore/"),
        versions.restore,
        name="restore_version",
    ),
]
