"""What the daily round does of addresses that asked for mail, and of issues."""

from functools import partial

from publishing.daily_round import also
from publishing.letters import bounces, consenting, deliveries, sending


def join(mailing, people):
    """`people` names those of the list in the output of the round."""
    consenting.LISTS.append(mailing)
    parts = {
        "reminded to confirm": (consenting.to_remind, consenting.remind),
        "forgotten unconfirmed": (consenting.unconfirmed_for_long, consenting.drop),
        "forgotten after leaving": (consenting.left_for_long, consenting.forget),
    }
    for what, (wanted, do) in parts.items():
        also(f"{people} {what}", partial(wanted, mailing), named(do, mailing))


def named(do, mailing):
    """The round says in its log what failed, by the name of the function."""

    def done(pk):
        return do(mailing, pk)

    done.__name__ = do.__name__
    return done


def join_issues():
    also("issues that are late", sending.late, sending.tell_late)
    also("planned issues begun", sending.due, sending.start_due)
    also("interrupted issues handed on", sending.interrupted, sending.hand_on)
    also("copies of issues brought up to date", deliveries.left_behind, deliveries.catch_up)
    also("copies of issues forgotten", deliveries.kept_long_enough, deliveries.forget)
    also("mails that came back forgotten", bounces.old, bounces.forget)
