"""What the page of a commitment says of its texts and signatures; of a recorded commitment nothing."""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from catalogue.api.telling import absolute, moment
from catalogue.caches import kept_per_version
from plans.register.asking import addresses
from plans.register.rows import MOST_KEPT, kept_register, newest_change, register_of
from plans.register.texts import SignedVersion, shown_texts
from plans.register.words import counts_sentence
from plans.signing.texts import duty_line
from publishing.states import LEADING

SHOWN_HERE = 20  # lines; the register itself has pages


def part_of_page(commitment):
    """The page of a version says which texts there are, but not who signed: that is no part of a version."""
    texts = shown_texts(commitment)
    duties = duty_lines(commitment)
    if not texts:
        return {"duty_lines": duties} if duties else {}
    return {
        "duty_lines": duties,
        "texts": texts,
        "signed_version": SignedVersion(texts[0], version_read(commitment)),
        "register": "" if hasattr(commitment, "drawn_from") else register_part(commitment, texts[0].dossier),
    }


def version_read(commitment):
    if hasattr(commitment, "drawn_from"):
        return commitment.drawn_from.number
    return next((row["number"] for row in commitment.version_rows if row["state"] in LEADING), None)


def duty_lines(commitment):
    """The duties as they are signed, with their terms; in another language where they are not written in this one."""
    return [
        duty_line(number, duty.text, duty.months, duty.every)
        for number, duty in enumerate(commitment.duties.all(), start=1)
        if duty.text and duty.months
    ]


def register_part(commitment, dossier):
    """Kept with the register, for most readers come to this page."""
    slug = getattr(commitment, f"slug_{get_language()}")
    return kept_part(slug, dossier, get_language(), commitment.catalogue_version, newest_change(dossier))


@kept_per_version(MOST_KEPT)
def kept_part(slug, dossier, language, version, mark):
    register = kept_register(dossier, language, version, mark)
    lines = register.all_lines
    context = {
        "slug": slug,
        "sentence": counts_sentence(register.counts),
        "lines": lines[:SHOWN_HERE],
        "are_more": len(lines) > SHOWN_HERE,
    }
    return render_to_string("plans/register/on_page.html", context)


# --- For machines ---


def commitment_facts(commitment):
    """Further facts of a public commitment, with the texts that are signed and what the register counts."""
    if not commitment.signable_rows:
        return {}
    register = register_of(commitment.signable_rows[0]["dossier"], commitment.catalogue_version)
    exported = addresses("register_export", commitment, ["json"])
    return {
        "texts_for_signing": [text_facts(text, commitment) for text in shown_texts(commitment)],
        "signatures": register.counts._asdict(),
        "register": {code: absolute(path) for code, path in exported.items()},
        "is_example": commitment.is_example,
    }


def text_facts(text, commitment):
    return {
        "number": text.number,
        "version": text.version,
        "opened": moment(text.opened_at),
        "closed": moment(text.closed_at) if text.closed_at else None,
        "sha256": text.sha,
        "texts": {
            code: {"sha256": sha, "url": absolute(address_in(code, commitment, text.number))}
            for code, sha, _address in text.hashes
        },
    }


def address_in(code, commitment, number):
    """Of a text as a file, in its own language."""
    return addresses("signable_text_file", commitment, [number, code])[code]
