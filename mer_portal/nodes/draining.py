"""Whether this node is about to end: it still serves, but says to who asks that nobody new should be sent here.

The mark lies in memory that gunicorn's workers share, for they are forks of the process that is told to end.
"""

import mmap

MARK = mmap.mmap(-1, 1)


def begin():
    MARK[0] = 1


def has_begun():
    return MARK[0] == 1


def forget():
    MARK[0] = 0
