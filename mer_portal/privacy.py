"""What the portal holds of people in tables that others made, in logs and in backups; and what entries once were."""

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import Data, Days, Held, Months, told
from catalogue.personal.mentions import histories
from mer_portal import purging, sessions
from mer_portal.backup import keeping

DATA = [
    Data(
        label=_("Means of signing in: addresses, second step"),
        kept=_("as long as the account"),
        erased=_("deleted"),
        held=(
            Held("account.EmailAddress", goes=("user", "email"), page="account_email"),
            Held("account.EmailConfirmation", goes=("email_address__user", "email_address__email"), secret=("key",)),
            Held("mfa.Authenticator", goes=("user",), secret=("data",), page="mfa_index"),
            Held("socialaccount.SocialAccount", goes=("user",), plain=("extra_data",)),  # which stays empty
            Held("socialaccount.SocialToken", goes=("account__user",), secret=("token", "token_secret")),
        ),
    ),
    Data(
        label=_("Sessions of who is signed in"),
        kept=told("%(time)s", time=Days(sessions.LASTS)),
        erased=_("deleted"),
        held=(Held("sessions.Session", secret=("session_key", "session_data"), forget=sessions.end_of_people),),
        purged=("sessions ended",),
    ),
    Data(
        label=_("Histories of entries, and the log of the administration"),
        kept=told("%(time)s", time=Months(purging.HISTORY_KEPT)),
        erased=_("“removed person” with a number; the address is replaced"),
        held=(
            Held("admin.LogEntry", stays=("user",), told=("object_repr", "change_message")),
            *(Held(model._meta.label, stays=("history_user",)) for model in histories()),
        ),
        purged=("histories shortened", "log of the administration shortened"),
    ),
    Data(
        label=_("Jobs of the background"),
        kept=told(_("%(time)s after they ended"), time=Days(purging.JOBS_KEPT)),
        erased=_("the address is replaced; they hold numbers"),
        held=(
            Held(
                "django_tasks_database.DBTaskResult",
                told=("args_kwargs", "return_value", "traceback"),
                plain=("worker_ids", "queue_name", "backend_name"),
            ),
        ),
        purged=("finished jobs forgotten",),
    ),
    Data(
        label=_("Backups of the whole portal"),
        kept=told("%(time)s", time=Days(keeping.KEPT)),
        erased=_("stays until the backup goes; whoever was erased is erased again after a restore"),
        held=(),
    ),
]

WITHOUT = {
    "auth.Group": ("name",),
    "auth.Group_permissions": (),
    "auth.Permission": ("name",),
    "contenttypes.ContentType": (),
    "socialaccount.SocialApp": ("name", "settings"),
    "taggit.Tag": ("name",),
    "taggit.TaggedItem": (),
}
