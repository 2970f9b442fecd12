"""The steps of a version: one table says which there are, who may take them, what each does and what it tells whom.

A step is one row. `workflow.take` is the only place where one is taken; the README draws its diagram from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing import effects
from publishing.rights import EDIT, LEAD, RUN, WRITE, roles_of
from publishing.sentences import SENTENCES, Sentence
from publishing.states import PUBLIC, State
from publishing.writing import writing_of


@dataclass(frozen=True)
class Step:
    """One arrow of the diagram."""

    name: str
    label: str
    sources: tuple[State, ...]
    target: State
    roles: frozenset
    comment: bool = False  # whether a reason must be given
    own_text: bool = True  # whether those who wrote the version may take it
    of_reviewed: bool = False  # whether only kinds have it that experts review
    done: str = ""  # what the person reads after it
    explain: str = ""  # what the button does
    prepare: Callable | None = None  # what may still refuse it, and what it writes beside the state
    ends_reviews: bool = False  # whether reviews that are not handed in are over
    tells: Callable | None = None  # (kind of notice, people concerned) of a version
    sentence: Sentence | None = None  # what they read


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit", _("Submit for publication"), (State.DRAFT, State.CHANGES), State.SUBMITTED, WRITE,
            done=_("Submitted. Those who may publish it have been told."),
            explain=_("A representative who did not write it, or a coordinator, publishes it or asks for changes."),
            prepare=effects.check_complete,
            tells=effects.to_deciders,
            sentence=Sentence(
                _("Submitted: %(title)s"),
                _("“%(title)s” has been submitted (%(by)s). Read it, then publish it or ask for changes."),
            ),
        ),
        Step(
            "take_back", _("Take back"), (State.SUBMITTED,), State.DRAFT, WRITE,
            done=_("Taken back: it is a draft again."),
            explain=_("It becomes a draft again and can be changed."),
        ),
        Step(
            "ask_changes", _("Ask for changes"), (State.SUBMITTED,), State.CHANGES, EDIT, comment=True, own_text=False,
            done=_("The authors have been asked for changes."),
            explain=_("The authors read your comment, change the text and submit it again."),
            tells=effects.to_writers,
            sentence=Sentence(
                _("Changes requested: %(title)s"),
                _("You are asked to change “%(title)s” and to submit it again (%(by)s)."),
            ),
        ),
        Step(
            "decline", _("Decline"), (State.SUBMITTED,), State.DECLINED, EDIT, comment=True, own_text=False,
            done=_("Declined. The authors read your reason."),
            explain=_("It is not published. The authors read your reason and may begin anew from it."),
            tells=effects.to_writers,
            sentence=Sentence(
                _("Declined: %(title)s"),
                _("“%(title)s” was declined and is not published (%(by)s)."),
            ),
        ),
        Step(
            "publish", _("Publish"), (State.SUBMITTED,), State.PUBLISHED, EDIT, own_text=False,
            done=_("Published: the public can read it now."),
            explain=_("The public can read it at once. An older public version is replaced and stays readable."),
            prepare=effects.publish,
            tells=effects.to_writers,
            sentence=Sentence(
                _("Published: %(title)s"),
                _("“%(title)s” is published: the public can read it now (%(by)s)."),
            ),
        ),
        Step(
            "ask_review", _("Ask for expert review"), (State.PUBLISHED,), State.REVIEW, LEAD, of_reviewed=True,
            done=_("In expert review. The coordinators assign two reviewers."),
            explain=_("Two experts of the network judge it by eight criteria. It stays public meanwhile."),
            prepare=effects.begin_review,
            tells=effects.to_coordinators,
            sentence=Sentence(
                _("Expert review asked for: %(title)s"),
                _("%(organisation)s asks for an expert review of “%(title)s”. Assign two reviewers."),
            ),
        ),
        Step(
            "validate", _("Validate"), (State.REVIEW,), State.VALIDATED, RUN, own_text=False,
            done=_("Validated. Mean scores and the expert opinion stand on its page."),
            explain=_("Mean scores, the expert opinion and today's date appear on the public page."),
            prepare=effects.check_gate,
            ends_reviews=True,
            tells=effects.to_owners,
            sentence=Sentence(
                _("Validated: %(title)s"),
                _("The network has validated “%(title)s”. The expert opinion stands on its public page."),
            ),
        ),
        Step(
            "not_select", _("Do not select"), (State.REVIEW,), State.NOT_SELECTED, RUN, comment=True, own_text=False,
            done=_("Not selected. The organisation reads your reason; the page stays public."),
            explain=_("It stays published by the partner, without the network's validation."),
            prepare=effects.close_reviews,
            ends_reviews=True,
            tells=effects.to_owners,
            sentence=Sentence(
                _("Not selected: %(title)s"),
                _("“%(title)s” was not selected for validation. Its page stays public."),
            ),
        ),
        Step(
            "ask_refresh", _("Ask for a refresh"), (State.PUBLISHED, State.VALIDATED, State.NOT_SELECTED),
            State.REFRESH, RUN, comment=True,
            done=_("The organisation has been asked for a refresh."),
            explain=_("The page is marked as unconfirmed until the organisation confirms or renews it."),
            tells=effects.to_be_refreshed,
            sentence=Sentence(
                _("Please refresh: %(title)s"),
                _("The coordinators ask you to refresh “%(title)s”: confirm that it is still true, or renew it."),
            ),
        ),
        Step(
            "withdraw", pgettext_lazy("step", "Withdraw"), PUBLIC, State.WITHDRAWN, EDIT, comment=True,
            done=_("Withdrawn. A short notice with your reason stays at its address."),
            explain=_("The page disappears. A notice with your reason, which the public reads, stays at the address."),
            prepare=effects.hide,
            ends_reviews=True,
            tells=effects.to_owners,
            sentence=Sentence(
                _("Withdrawn: %(title)s"),
                _("“%(title)s” was withdrawn and is not public any more (%(by)s)."),
            ),
        ),
        Step(
            "bring_back", _("Bring back"), (State.WITHDRAWN,), State.PUBLISHED, RUN, comment=True,
            done=_("Public again."),
            explain=_("The same version is public again, at the same address."),
            prepare=effects.show_again,
            tells=effects.to_owners,
            sentence=Sentence(
                _("Public again: %(title)s"),
                _("“%(title)s” was brought back: the public can read it again (%(by)s)."),
            ),
        ),
    )
}  # fmt: skip
SENTENCES.update((step.name, step.sentence) for step in STEPS.values() if step.sentence)


# What is noted in the history beside the steps of the table.
OTHER_STEPS = {
    "begin": _("Begun"),
    "open": _("New version opened"),
    "record": _("Recorded"),
    "resolve": _("Brought up to date with the public text"),
    "suggestion": _("Suggestion of a reader accepted"),
    "replace": _("Replaced by a newer version"),
    "confirm": _("Confirmed as still true"),
    "lapse": _("Marked as unconfirmed: nobody answered"),
    "withdraw_outside": _("Withdrawn in the administration"),
}


def label_of(name):
    """What was done, in words; empty for a word that is no step."""
    return STEPS[name].label if name in STEPS else OTHER_STEPS.get(name, "")


def steps_for(version, person):
    """The steps that are this person's to take with the version as it stands, in the order of the table.

    Its kind may still refuse one for the time being (`writing.refusal_of`): then its reason is shown in its place.
    """
    roles = roles_of(person, version.dossier, version)
    return [
        step for step in STEPS.values() if version.state in step.sources and not hindrance(step, version, person, roles)
    ]


def hindrance(step, version, person, roles):
    """Why the person may not take the step, as a sentence; empty where they may."""
    if not roles & step.roles:
        return _("You may not do this.")
    if step.of_reviewed and not writing_of(version.dossier.kind).reviewed:
        return _("Entries of this kind are not reviewed by experts.")
    if not step.own_text and version.contributors.filter(pk=person.pk).exists():
        return _("Nobody approves their own text: somebody else of your organisation or a coordinator must do it.")
    return ""
