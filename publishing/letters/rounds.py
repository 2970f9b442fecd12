"""What the daily round does of addresses that asked for mail."""

from functools import partial

from publishing.daily_round import also
from publishing.letters import consenting


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
