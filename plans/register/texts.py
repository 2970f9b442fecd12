"""The texts for signing of a commitment as its pages show them, made from the rows of its own query."""

from django.urls import reverse
from django.utils.translation import get_language

from catalogue.languages import LANGUAGES
from plans.models import Commitment, SignableText
from publishing.views.pages import moment


class ShownText:
    """One text: its number, the version it is from, since and until when it was open, its hashes."""

    def __init__(self, row, slug):
        self.pk, self.number, self.version = row["pk"], row["number"], row["version"]
        self.dossier, self.sha = row["dossier"], row["sha"]
        self.opened_at, self.closed_at = moment(row["opened_at"]), moment(row["closed_at"])
        self.hashes = [(code, row[f"sha_{code}"], file_address(slug, self.number, code)) for code in LANGUAGES]

    @property
    def is_open(self):
        return self.closed_at is None


def file_address(slug, number, code):
    return reverse("signable_text_file", args=[slug, number, code])


def shown_texts(commitment):
    """The newest first; none where nothing was ever opened, as of recorded commitments."""
    slug = getattr(commitment, f"slug_{get_language()}")
    return [ShownText(row, slug) for row in rows_of(commitment)]


def rows_of(commitment):
    """Of an entry that was drawn from a version they are asked for here."""
    if hasattr(commitment, "signable_rows"):
        return commitment.signable_rows
    texts = SignableText.objects.filter(dossier=commitment.drawn_from.dossier_id)
    return list(texts.as_rows().values_list("row", flat=True))


class SignedVersion:
    """Of which version the text is that is or was signed last, and which one is being read."""

    def __init__(self, text, read):
        self.text, self.read = text, read

    @property
    def reads_another(self):
        return self.read is not None and self.read != self.text.version

    @property
    def older(self):
        return min(self.text.version, self.read)

    @property
    def newer(self):
        return max(self.text.version, self.read)

    @property
    def compare_address(self):
        return f"{reverse('compare', args=[self.text.dossier])}?old={self.older}&new={self.newer}"


def title_of(text, code):
    """The first line of a signed text, which is its title for ever, whatever the commitment is called now."""
    return getattr(text, f"text_{code}").partition("\n")[0]


def public_commitment_of(text):
    """The commitment that a text belongs to, if the public may read it now."""
    return Commitment.objects.published().filter(pk=text.dossier.object_id or 0).first()
