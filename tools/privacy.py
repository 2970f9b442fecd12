"""What the tools hold of people: their work and runs, and what invited people answered."""

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import Data, Days, Held, told
from tools.models.work import KEPT
from tools.runs import forgetting

COMPUTED = ("content", "options", "results")
LINK = ("token_digest", "nonce")

DATA = [
    Data(
        label=_("Unfinished work with tools; surveys and answers to them"),
        kept=told(_("%(time)s untouched; surveys as long as their introduction says"), time=Days(KEPT)),
        erased=_("deleted"),
        held=(
            Held("tools.Work", goes=("author",), plain=(*COMPUTED, "given"), secret=("token",), page="my_runs"),
            Held(
                "tools.Survey",
                reached=("work__author",),
                told=("asker", "contact", "purpose"),
                plain=("questions", "taken"),
            ),
            Held("tools.SurveyLink", reached=("survey__work__author",), told=("label",), secret=LINK),
            Held("tools.SurveyAnswer", told=("content",)),
        ),
        purged=("work forgotten", "surveys purged"),
    ),
    Data(
        label=_("Saved computations"),
        kept=_("until they are deleted"),
        erased=_("private ones are deleted; shared and public ones stay without their author"),
        held=(
            Held(
                "tools.Run",
                cleared={"author": ("author",)},
                plain=COMPUTED,
                secret=("link",),
                forget=forgetting.forget_people,
                page="my_runs",
            ),
        ),
    ),
]

WITHOUT = {
    "tools.Figure": (),
    "tools.Indicator": ("name",),
    "tools.PublicRun": (),
    "tools.Tool": (),
}
