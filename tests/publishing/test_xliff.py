"""Translations as XLIFF 2 files and back."""

from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.limits import MOST_XLIFF_BYTES
from partners.models import Partner
from publishing import translating, versions, xliff
from publishing.translations import Standing, Unit, carry, standing
from tests.factories import make

NASTY = [
    "plain",
    " leading and trailing  ",
    "line\nline\r\nline\rline\n\n",
    "\ttab\t\ttab",
    "]]> <![CDATA[x]]> <!-- & &amp; &#13; <b>\"'</b> <?php ?>",
    "čšž ČŠŽ e\u0301 n\u0303 👩‍🔧 🇸🇮 \u202eobrnjeno\u202c",
    "\n\n\nempty lines\n\n",
    "\x01\x02\x0b\x1f\ufffe\uffff",
    "\u00a0\u2028\u2029\ufeff\u0085\x7f",
    "x" * 100_000,
]


def unit(key, source, target="", before="", limit=None):
    state = Standing.MISSING if not target else Standing.OLDER if before else Standing.CURRENT
    return Unit(key, "Opis: č <&>", source, target, before, state, True, limit)


def made(units, checked=False):
    given = {"pk": 7, "original": "/desk/7/", "title": "Para & <dim>", "units": units, "checked": checked}
    return xliff.written(source="sl", target="en", **given)


def back(data):
    return xliff.read(data, pk=7, source="sl", target="en")


def changed(data, *pairs):
    text = data.decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


# --- The file ---


@pytest.mark.parametrize("text", NASTY)
def test_a_text_goes_out_and_comes_back_without_loss(text):
    [told] = back(made([unit("problem", text, text, before=text, limit=10)]))

    assert (told.key, told.source, told.target, told.was) == ("problem", text, text, xliff.digest(text))


def test_every_pair_of_characters_comes_back():
    letters = [chr(number) for number in [*range(1, 0x180), 0x300, 0x2028, 0xD800, 0xFFFD, 0xFFFE, 0x1F600]]
    texts = [first + second for first, second in zip(letters, reversed(letters), strict=True)]

    found = back(made([unit(f"u{number}", text, text) for number, text in enumerate(texts)]))

    assert [told.target for told in found] == texts


def test_the_file_says_how_each_text_stands():
    units = [unit("a", "x"), unit("b", "x", "y", before="w"), unit("c", "x", "y")]

    states = [[told.state for told in back(made(units, checked))] for checked in (False, True)]

    assert states == [["initial", "initial", "translated"], ["initial", "initial", "reviewed"]]


def test_a_translator_reads_the_label_and_the_former_source():
    root = ElementTree.fromstring(made([unit("a", "new", "y", before="old", limit=100)]))  # noqa: S314 - our own

    notes = {note.get("category"): note.text for note in root.iter(f"{{{xliff.NAMESPACE}}}note")}
    found = notes["mer:title"], notes["mer:label"], notes["mer:former-source"]
    assert found == ("Para & <dim>", "Opis: č <&>", "old")


SECOND = (
    "<ignorable><source> </source></ignorable>"
    '<segment state="final"><source>Drugi.</source><target><pc id="1">Two</pc>.</target></segment>'
)


def test_segments_and_marks_of_a_tool_are_read_as_one_text():
    data = changed(
        made([unit("a", "Prvi. Drugi.", "T")]),
        ('<source xml:space="preserve">Prvi. Drugi.</source>', "<source>Prvi.</source>"),
        (
            '<target xml:space="preserve">T</target></segment>',
            '<target>One <mrk id="m1" type="term">steam</mrk>.</target></segment>' + SECOND,
        ),
    )

    [told] = back(data)

    assert (told.source, told.target, told.state) == ("Prvi. Drugi.", "One steam. Two.", "translated")


def parts(*elements, unit_says=""):
    """The composed source and target of a unit whose parts are these."""
    whole = made([unit("a", "Prvi.")])
    start, end = whole.index(b"<segment"), whole.index(b"</unit>")
    data = whole[:start] + "".join(elements).encode() + whole[end:]
    [told] = back(data.replace(b'<unit id="a"', f'<unit id="a"{unit_says}'.encode()))
    return told.source, told.target


def segment(source, target, about="", said=""):
    return f"<segment><source{said}>{source}</source><target{about}{said}>{target}</target></segment>"


KEPT = ' xml:space="preserve"'
BETWEEN = "<ignorable><source> </source></ignorable>"


def test_the_parts_of_a_target_stand_in_the_order_they_say():
    found = parts(segment("Ena.", "One", ' order="3"'), BETWEEN, segment("Dve.", "Two", ' order="1"'))

    assert found == ("Ena. Dve.", "Two One")


@pytest.mark.parametrize("order", ["0", "3", "2", "x", "-1", "99999999999999", "²"])
def test_an_order_that_is_none_is_refused_by_name(order):
    with pytest.raises(xliff.NoXliff) as fault:
        parts(segment("Ena.", "One", f' order="{order}"'), segment("Dve.", "Two"))

    assert "»a«" in str(fault.value)


@pytest.mark.parametrize(
    ("elements", "unit_says", "target"),
    [
        ([segment("Ena.", "\n      One\n    ")], "", "One"),
        ([segment("Ena.", "  One\t")], "", "One"),
        ([segment("Ena.", " One ", KEPT)], "", " One "),
        ([segment("Ena.", "\n One ")], KEPT, "\n One "),
        ([segment("Ena.", " One ", ' xml:space="default"')], KEPT, "One"),
        ([segment("Ena.", "One\n\nline")], "", "One\n\nline"),
        ([segment("Ena.", "\n  One\n"), BETWEEN, segment("Dve.", "\n  Two\n")], "", "One Two"),
        ([segment("Ena.", "One "), segment("Dve.", "Two")], "", "One Two"),
        ([segment("Ena.", "One"), "<ignorable><source>\n  </source></ignorable>", segment("D", "T")], "", "One T"),
        ([segment("Ena.", "  "), BETWEEN], "", ""),
    ],
)
def test_white_space_around_a_target_counts_where_the_file_says_so(elements, unit_says, target):
    assert parts(*elements, unit_says=unit_says)[1] == target


@pytest.mark.parametrize(
    "text",
    [
        '<sc id="1"/>One<ec startRef="1"/>',
        '<sm id="1" type="term"/>One<em startRef="1"/>',
        'One<ph id="1" equiv="x"/>',
        '<mrk id="1" translate="no"><pc id="2">O</pc>ne</mrk>',
        "<!-- note -->One<?tool x?>",
        "O<![CDATA[ne]]>",
        '<cp hex="004F"/>ne',
    ],
)
def test_marks_and_codes_of_a_tool_leave_the_text_as_it_is(text):
    assert parts(segment("Ena.", text, KEPT))[1] == "One"


def test_a_proposal_of_a_tool_is_no_translation():
    proposal = '<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match><source>Ena.</source>'
    proposal += "<target>Wrong</target></m:match></m:matches>"

    assert parts(proposal, segment("Ena.", "One")) == ("Ena.", "One")


def test_a_target_in_another_language_is_refused():
    with pytest.raises(xliff.NoXliff) as fault:
        parts(segment("Ena.", "Eins", ' xml:lang="de"'))

    assert "»de«" in str(fault.value)


XML_BOMBS = {
    "a million elements": b"<a/>" * 1_300_000,
    "a million attributes": b"<a " + b" ".join(b'a%x=""' % number for number in range(500_000)) + b"/>",
    "a million namespaces": b"<a " + b" ".join(b'xmlns:a%x="b"' % number for number in range(250_000)) + b"/>",
    "a name of 5 MB": b"<" + b"a" * 5_000_000 + b"/>",
    "comments": b"<a>" + b"<!---->" * 700_000 + b"</a>",
}


@pytest.mark.parametrize("name", XML_BOMBS)
def test_whatever_xml_a_file_is_it_ends_with_a_sentence(name):
    with pytest.raises(xliff.NoXliff) as fault:
        back(
            changed(GOOD, ("</file>", f"{XML_BOMBS[name].decode()}</file>")).replace(b"dossier-7", b"dossier-8")[
                :MOST_XLIFF_BYTES
            ]
        )

    assert str(fault.value)


GOOD = made([unit("problem", "Star kotel.", "Old boiler.")])
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"no xml",
        GOOD[:-20],
        b"<xliff/>",
        "<xliff version='1.2'><file/></xliff>".encode("utf-16"),
        b"<?xml version='1.0' encoding='nothing'?><xliff/>",
        changed(GOOD, ("<xliff", BOMB + "<xliff")),
        changed(GOOD, ("<xliff", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff')),
        b"<a>" * 100_000,
        b"<a>" * 100 + b"</a>" * 100,
        b"x" * (MOST_XLIFF_BYTES + 1),
        changed(GOOD, ('trgLang="en"', 'trgLang="de"')),
        changed(GOOD, ('srcLang="sl"', "")),
        changed(GOOD, ("dossier-7", "dossier-8")),
        changed(GOOD, ("Old boiler.", '<cp hex="110000"/>')),
        changed(GOOD, ("Old boiler.", '<cp hex="x"/>')),
        changed(GOOD, ("</file>", '<unit id="problem"/></file>')),
    ],
    ids=range(18),
)
def test_what_cannot_be_used_is_refused_with_a_sentence(data):
    with pytest.raises(xliff.NoXliff) as fault:
        back(data)

    assert str(fault.value).endswith((".", ";", "!")) or "“" in str(fault.value)


# --- Up and down ---


@pytest.fixture
def editor(make_user):
    return make_user("urednica@example.org")


@pytest.fixture
def draft(editor):
    owner = make(Partner)
    owner.memberships.create(user=editor, role="editor")
    version = versions.begin(kind="practice", owner=owner, by=editor, language="sl", title="Para")
    version.content |= {"problem_sl": "Star kotel.\r\n", "solution_sl": "Cev."}
    version.save()
    texts = {"problem": " Old\n\tboiler. ]]>"}
    return translating.write(version=version, by=editor, language="en", texts=texts).version


def address(version):
    return reverse("translation_file", args=[version.dossier_id, "en"])


def download(client, version):
    return client.get(address(version), {"format": "xliff"})


def upload(client, version, data, name="prevod.xlf"):
    return client.post(address(version), {"file": SimpleUploadedFile(name, data)})


def translated(data, source, target):
    marked = f'<source xml:space="preserve">{source}</source>'
    return changed(data, (marked, f'{marked}<target xml:space="preserve">{target}</target>'))


@pytest.mark.django_db
def test_the_file_is_sent_as_an_attachment(client, draft, editor):
    client.force_login(editor)

    response = download(client, draft)

    found = response["Content-Type"], response["Content-Disposition"]
    assert found == ("application/xliff+xml", 'attachment; filename="para-sl-en.xlf"')


@pytest.mark.django_db
def test_the_same_file_back_changes_nothing(client, draft, editor):
    client.force_login(editor)
    before = draft.content

    response = upload(client, draft, download(client, draft).content)

    draft.refresh_from_db()
    report = response.context["report"]
    assert (report.taken, len(report.passed_over), draft.content) == ([], 0, before)


@pytest.mark.django_db
def test_a_translated_text_is_taken_as_it_is(client, draft, editor):
    client.force_login(editor)
    data = translated(download(client, draft).content, "Cev.", " A pipe\n\n&lt;b&gt; ]]&gt; 👩‍🔧")

    report = upload(client, draft, data).context["report"]

    draft.refresh_from_db()
    assert (len(report.taken), draft.content["solution_en"]) == (1, " A pipe\n\n<b> ]]> 👩‍🔧")


@pytest.mark.django_db
def test_a_text_whose_source_has_changed_is_taken_and_marked_as_older(client, draft, editor):
    client.force_login(editor)
    data = translated(download(client, draft).content, "Cev.", "A pipe.")
    draft.content["solution_sl"] = "Dve cevi."
    draft.save()

    report = upload(client, draft, data).context["report"]

    draft.refresh_from_db()
    stands = standing(draft.content, "solution", "sl", "en")
    found = (report.taken, report.older, stands, draft.content["behind"]["en"]["solution"])
    assert found == (report.older, report.taken, "older", "Cev.")


@pytest.mark.django_db
def test_what_was_changed_here_meanwhile_is_not_overwritten(client, draft, editor):
    client.force_login(editor)
    data = download(client, draft).content
    other = changed(data, ("boiler.", "kettle."))
    translating.write(version=draft, by=editor, language="en", texts={"problem": "Here."})

    reports = [upload(client, draft, sent).context["report"] for sent in (data, other)]

    draft.refresh_from_db()
    passed = [len(report.passed_over) for report in reports]
    assert (passed, draft.content["problem_en"]) == ([0, 1], "Here.")


@pytest.mark.django_db
def test_a_confirmed_state_makes_an_older_text_current(client, draft, editor):
    old = dict(draft.content)
    draft.content["problem_sl"] = "Zelo star kotel."
    carry(old, draft.content, "practice", "sl")
    draft.save()
    client.force_login(editor)
    data = changed(download(client, draft).content, ('state="initial"', 'state="final"'))

    upload(client, draft, data)

    draft.refresh_from_db()
    assert standing(draft.content, "problem", "sl", "en") == "current"


@pytest.mark.django_db
def test_what_is_too_long_or_gone_is_passed_over_by_name(client, draft, editor):
    client.force_login(editor)
    data = translated(download(client, draft).content, "Para", "x" * 101)
    data = translated(data, "Cev.", "A pipe.")
    data = changed(data, ('unit id="solution"', 'unit id="evidence.9.indicator"'))

    report = upload(client, draft, data).context["report"]

    draft.refresh_from_db()
    names = [name for name, _reason in report.passed_over]
    assert (names[1], len(names), draft.content.get("title_en"), report.taken) == (
        "evidence.9.indicator",
        2,
        None,
        [],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"no xml", b"", b"PK\x03\x04" + b"\x00" * 100])
def test_a_wrong_file_is_named_at_its_field_and_nothing_changes(client, draft, editor, data):
    client.force_login(editor)
    before = draft.content

    response = upload(client, draft, data)

    draft.refresh_from_db()
    found = response.status_code, list(response.context["form"].errors), draft.content
    assert found == (200, ["file"], before)


@pytest.mark.django_db
def test_the_public_version_gets_a_draft_only_when_a_file_brings_something(client, draft, editor):
    draft.state, draft.published_at = "published", draft.created_at
    draft.save()
    client.force_login(editor)
    data = download(client, draft).content

    upload(client, draft, data)
    before = draft.dossier.versions.count()
    upload(client, draft, translated(data, "Cev.", "A pipe."))

    newest = draft.dossier.versions.first()
    assert (before, newest.state, newest.content["solution_en"]) == (1, "draft", "A pipe.")


@pytest.mark.django_db
def test_of_many_texts_that_nobody_knows_some_are_named_and_the_others_counted(client, draft, editor):
    client.force_login(editor)
    unknown = "".join(f'<unit id="x{number}"><segment><source/></segment></unit>' for number in range(5_000))
    data = changed(download(client, draft).content, ("</file>", f"{unknown}</file>"))

    page = upload(client, draft, data).content.decode()

    assert (page.count("<strong>x"), "… in še 4950." in page) == (50, True)
