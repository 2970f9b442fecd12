"""The steps of an issue: from which state, on which button, what is said then."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.letters import editing
from publishing.models import Issue

State = Issue.State


class Step(NamedTuple):
    """`do` takes the issue, who takes the step, and a moment where it needs one."""

    name: str
    states: tuple
    label: str
    done: str
    do: Callable
    question: str = ""  # asked on a page of its own before
    needs_moment: bool = False
    is_danger: bool = False


STEPS = {
    step.name: step
    for step in (
        Step(
            "test",
            (State.DRAFT,),
            _("Send a test mail to myself"),
            _("The test mail is on its way to you, once in each language."),
            lambda issue, by, _at: editing.test(issue.pk, by),
        ),
        Step(
            "ready",
            (State.DRAFT,),
            _("It is ready"),
            _("The issue is ready: send it now or plan when."),
            lambda issue, by, _at: editing.make_ready(issue.pk, by),
        ),
        Step(
            "send",
            (State.READY,),
            _("Send now"),
            _("The issue is being sent."),
            lambda issue, by, _at: editing.send(issue.pk, by),
            question=_("Send this issue now? What is posted cannot be called back."),
        ),
        Step(
            "plan",
            (State.READY,),
            pgettext_lazy("issue", "Plan"),
            _("The issue is planned."),
            lambda issue, _by, at: editing.plan(issue.pk, at),
            needs_moment=True,
        ),
        Step(
            "back",
            (State.READY,),
            _("Back to the draft"),
            _("The issue is a draft again."),
            lambda issue, _by, _at: editing.take_back(issue.pk),
        ),
        Step(
            "stop",
            (State.SENDING,),
            pgettext_lazy("issue", "Stop"),
            _("Sending is stopped."),
            lambda issue, _by, _at: editing.stop(issue.pk),
            question=_("Stop sending? What is not posted yet will never be sent."),
            is_danger=True,
        ),
        Step(
            "discard",
            (State.DRAFT,),
            _("Discard the issue"),
            _("The issue is discarded."),
            lambda issue, _by, _at: editing.discard(issue.pk),
            question=_("Discard this issue with its texts and notes?"),
            is_danger=True,
        ),
    )
}
