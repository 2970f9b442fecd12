"""The public comments of a consultation as a tagged PDF: row by row, each with its position and its answer."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalogue.languages import Shown
from plans.consulting.shown import comments_of, grouped
from plans.exchange.document_words import DocumentSection, in_words, lines_of, paragraphs, written
from plans.exchange.paper import PlanDocument, day, filled_facts
from plans.models import Contribution


class AnswersPaper(PlanDocument):
    """The document of one consultation about a public plan."""

    def __init__(self, plan, call):
        super().__init__(plan)
        self.call, self.version = call, call.version
        self.part = f"{pgettext('plan', 'comments')}-{call.pk}"
        self.comments = comments_of(call)
        self.data = self.told()

    def told(self):
        address = reverse("plan_call_public", args=[self.slug, self.call.pk])
        facts = [
            (_("Consultation"), f"{written(self.call.opens)} – {written(self.call.closes)}"),
            (_("Contact"), self.call.contact),
            *self.proof(address),
        ]
        return self.framed(
            title=Shown(_("Comments of the public consultation, with their answers")),
            kicker=in_words(self.entry, "title"),
            address=address,
            summary=in_words(self.call, "question"),
            facts=filled_facts(facts),
            reading=list(summed(self.comments)),
            warnings=self.of_an_example,
            sections=[self.section(one) for one in self.sections()],
        )

    def sections(self):
        """Rows without a comment are left out, and lists without any."""
        if whole := self.comments.get(("", "")):
            yield DocumentSection(_("The whole plan"))
            yield from comment_sections(whole, 2)
        for group in grouped(self.call):
            commented = [(row, comments) for row, comments in group["rows"] if comments]
            if commented:
                yield DocumentSection(str(group["title"]))
            for row, comments in commented:
                yield DocumentSection(row.heading, 2)
                yield from comment_sections(comments, 3)


def summed(comments):
    """How many there are, and how they were answered."""
    every = [comment for found in comments.values() for comment in found]
    answered = Counter(comment.position for comment in every if comment.answer_public)
    number = len(every)
    yield ngettext("%(n)d public comment.", "%(n)d public comments.", number) % {"n": number}
    words = [f"{label}: {answered[key]}" for key, label in Contribution.Position.choices if answered[key]]
    if words:
        yield _("Answered: %(positions)s.") % {"positions": ", ".join(words)}
    if open_ones := number - answered.total():
        yield ngettext("%(n)d comment has no answer yet.", "%(n)d comments have no answer yet.", open_ones) % {
            "n": open_ones
        }


def comment_sections(comments, level):
    for comment in comments:
        told = {"number": comment.pk, "day": day(comment.at), "who": comment.signature or _("no name given")}
        title = _("Comment %(number)d, %(day)s: %(who)s") % told
        yield DocumentSection(title, level, (*lines_of(comment.text, comment.language), *answer_words(comment)))


def answer_words(comment):
    if not comment.answer_public:
        return
    position = comment.get_position_display()
    if comment.taken_in:
        told = {"position": position, "number": comment.taken_in.number}
        yield _("Answer: %(position)s, in version %(number)d") % told
    else:
        yield _("Answer: %(position)s") % {"position": position}
    yield from paragraphs(comment, "answer")
