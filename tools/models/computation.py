from django.conf import settings
from django.db import models

from tools.data.computing import cleaned_options
from tools.data.content import Content
from tools.questions.registry import QUESTIONS


class Computation(models.Model):
    """What unfinished work and saved runs have in common: a question with content, options and results.

    `analysis`, `content`, `options`, `results`, `title` and `author` are fields of both. What the two tell in their
    own way stands below and in them: who, when, where to be cited, and what a reader may see.
    """

    class Meta:
        abstract = True

    @property
    def question(self):
        return QUESTIONS[self.analysis]

    @property
    def content_object(self):
        return Content(self.question, self.content)

    def cleaned_options(self):
        """The choices as the question reads them; None where they are wrong."""
        return cleaned_options(self.question, self.options)[0]

    def options_form(self):
        """The choices as a bound form."""
        return cleaned_options(self.question, self.options)[1]

    def inputs(self):
        """What the question is computed and answered from."""
        return self.content_object.inputs(self.cleaned_options())

    def answer(self):
        """What the results say, in the active language."""
        return self.question.answer(self.inputs(), self.results)

    @property
    def full_title(self):
        return self.title or str(self.question.title)

    @property
    def cited_author(self):
        """The person; nobody for work without an author."""
        return (self.author.name if self.author else "") or ""

    @property
    def cited_address(self):
        """The full address; of what has none to cite, that of the portal."""
        return settings.SITE_URL

    @property
    def computed_at(self):
        raise NotImplementedError

    def shows_answers_to(self, reader):
        """Whether this reader may see what invited people answered, one by one."""
        return self.is_by(reader)

    def is_by(self, reader):
        return reader is not None and reader.pk is not None and self.author_id == reader.pk

    def export_address(self, form, link=""):
        """Where the file of this form is; `link` is the secret link by which a reader came."""
        raise NotImplementedError
