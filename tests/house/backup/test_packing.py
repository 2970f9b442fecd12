"""One file, whole or refused with a sentence; nothing of it reaches further than its folder."""

import io
import json
import tarfile
import tracemalloc
from pathlib import Path

import pyrage
import pytest

from mer_portal.backup import layout, sealing
from mer_portal.backup.making import add_media, files_below
from mer_portal.backup.packing import pack
from mer_portal.backup.refusals import Refused
from mer_portal.backup.sealing import recipients
from mer_portal.backup.unpacking import unpack

HEAD = {
    "portal": "mer",
    "format": 1,
    "made": "x",
    "engine": "sqlite",
    "migrations": ["catalogue.0012_audit"],
    "key": "",
}
MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def folder_of_files(settings):
    """The lock of a backup makes it."""
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def files(settings):
    """With names and sizes as people and machines make them."""
    root = Path(settings.MEDIA_ROOT)
    named = {"prazno": b"", "mapa/čebela “2”.pdf": b"x" * 700, f"{'d' * 200}/{'l' * 200}": b"y"}
    named |= {"pokvarjeno-\udce8.txt": b"bytes that are no text", "mapa/.skrito": b"z", "vrstica\nnova": b"n"}
    for name, content in named.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "link").symlink_to("/etc/passwd")
    (root / layout.LOCK).touch()
    return named


class Found:
    """As `Made` counts."""

    def __init__(self):
        self.files, self.vanished = 0, []


def packed(path, *, head=HEAD, keys=(), further=()):
    """A backup as `making.write` lays it out, with a database of few bytes."""
    with pack(path, list(keys)) as made:
        made.add_json(layout.HEAD, head)
        made.add_text(layout.DATABASES["sqlite"], "rows")
        made.add_text(layout.SECRET_KEY, "key")
        add_media(made, Found())
        for name, text in further:
            made.add_text(name, text)
        made.add_json(layout.MANIFEST, {"rows": {}, "members": made.members})
    return path


def taken(path, folder, **options):
    folder.mkdir()
    return unpack(path, folder, engine="sqlite", **options)


def said_of(path, folder, **options):
    with pytest.raises(Refused) as refused:
        taken(path, folder, **options)
    return str(refused.value)


@pytest.fixture
def made(files, tmp_path):
    return packed(tmp_path / "mer-1.tar")


def test_files_of_all_names_and_sizes_come_back_and_links_do_not(made, files, tmp_path):
    backup = taken(made, tmp_path / "out")

    found = {str(path.relative_to(backup.media)): path.read_bytes() for path in files_below(backup.media)}
    assert found == files
    assert (backup.secret(layout.SECRET_KEY), backup.secret(layout.ENVIRONMENT)) == ("key", None)
    assert (made.stat().st_mode & 0o777, list(tmp_path.glob(".*"))) == (0o600, [])


def test_a_backup_of_nothing_but_a_database_has_no_files(settings, tmp_path):
    assert list(taken(packed(tmp_path / "mer-1.tar"), tmp_path / "out").media.iterdir()) == []


def test_large_files_take_no_memory(settings, tmp_path):
    with (Path(settings.MEDIA_ROOT) / "velika").open("wb") as large:
        large.truncate(48 * MEGABYTE)

    tracemalloc.start()
    try:
        made = packed(tmp_path / "mer-1.tar", keys=[pyrage.x25519.Identity.generate().to_public()])
        taken(packed(tmp_path / "mer-2.tar"), tmp_path / "out")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 12 * MEGABYTE
    assert made.stat().st_size > 48 * MEGABYTE


def test_what_fails_in_the_middle_leaves_no_file(files, tmp_path):
    with pytest.raises(FileNotFoundError), pack(tmp_path / "mer-1.tar", []) as made:
        made.add_file(layout.HEAD, tmp_path / "none")

    assert list(tmp_path.glob("*mer*")) == []


def test_nothing_is_written_over_another_backup(made, tmp_path):
    before = made.read_bytes()

    with pytest.raises(FileExistsError):
        packed(made)

    assert (made.read_bytes(), list(tmp_path.glob(".*"))) == (before, [])


# --- Damage ---

DAMAGE = {
    "nothing in it": lambda content: b"",
    "cut within its first part": lambda content: content[:700],
    "cut in the middle": lambda content: content[: len(content) // 2],
    "cut before its end": lambda content: content[: content.rindex(layout.MANIFEST.encode())],
    "another byte in a file": lambda content: content.replace(b"x" * 700, b"x" * 699 + b"y"),
    "another byte in the database": lambda content: content.replace(b"rows\0", b"rowz\0"),
    "another name": lambda content: content.replace(b"prazno", b"prazn0"),
    "no tar at all": lambda content: b"PK\3\4" + bytes(5000),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_is_refused(made, tmp_path, damage):
    made.write_bytes(DAMAGE[damage](made.read_bytes()))

    said = said_of(made, tmp_path / "out")

    assert said.startswith(("This backup is damaged or cut off: ", "This is no backup of this portal."))


OTHER = {
    "a newer form": (HEAD | {"format": 2}, "made by a newer portal"),
    "a newer portal": (HEAD | {"migrations": ["catalogue.9999_later"]}, "It knows catalogue.9999_later."),
    "another database": (HEAD | {"engine": "postgresql"}, "was made on postgresql and this portal runs on sqlite"),
    "another program": (HEAD | {"portal": "x"}, "is no backup of this portal"),
    "no sense": ({"portal": "mer"}, "is damaged or cut off"),
}


@pytest.mark.parametrize("other", OTHER)
def test_a_backup_of_another_portal_is_refused(tmp_path, other):
    head, sentence = OTHER[other]

    assert sentence in said_of(packed(tmp_path / "mer-1.tar", head=head), tmp_path / "out")


HOSTILE = [
    "media/../x",
    "/etc/cron.d/x",
    "../x",
    "media/.restoring/x",
    "media//x",
    "media/./x",
    "secrets/more",
    "media/",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    made = packed(tmp_path / "mer-1.tar", further=[(name, "x")])

    assert said_of(made, tmp_path / "out").startswith("This backup holds what it must not: ")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_what_is_no_file_is_refused(tmp_path, kind):
    path = tmp_path / "mer-1.tar"
    with tarfile.open(path, "w") as tar:
        head = json.dumps(HEAD).encode()
        first, link = tarfile.TarInfo(layout.HEAD), tarfile.TarInfo("media/link")
        first.size, link.type, link.linkname = len(head), kind, "/etc/passwd"
        tar.addfile(first, io.BytesIO(head))
        tar.addfile(link)

    assert said_of(path, tmp_path / "out").startswith("This backup holds what it must not: ")


def test_a_file_that_is_not_there_is_said(tmp_path):
    assert "No such file" in said_of(tmp_path / "mer-0.tar", tmp_path / "out")


# --- Encryption ---


@pytest.fixture
def identity(tmp_path):
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# public key: {key.to_public()}\n{key}\n")
    return key


@pytest.fixture
def sealed(files, identity, tmp_path):
    return packed(tmp_path / "mer-1.tar.age", keys=recipients(f"{identity.to_public()}, "))


def test_an_encrypted_backup_opens_with_its_private_key(sealed, tmp_path):
    backup = taken(sealed, tmp_path / "out", identity=tmp_path / "key.txt")

    assert backup.database.read_text() == "rows"
    assert b"ustar" not in sealed.read_bytes()


def test_with_another_key_or_none_it_is_refused(sealed, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    (tmp_path / "words.txt").write_text("geslo")

    assert said_of(sealed, tmp_path / "1").endswith("name the file of the private key with --identity.")
    assert said_of(sealed, tmp_path / "2", identity=other).startswith("This private key does not open the backup")
    assert said_of(sealed, tmp_path / "3", identity=tmp_path / "words.txt").endswith("read as a private key.")


@pytest.mark.parametrize("cut", [0.3, 0.99])
def test_an_encrypted_backup_that_is_cut_is_refused(sealed, tmp_path, cut):
    content = sealed.read_bytes()
    sealed.write_bytes(content[: round(len(content) * cut)])

    assert "damaged or cut off" in said_of(sealed, tmp_path / "out", identity=tmp_path / "key.txt")


@pytest.mark.parametrize("text", ["geslo", "age1abc", "ssh-ed25519 x", "age1abc,geslo"])
def test_a_recipient_that_is_none_is_refused(text):
    with pytest.raises(Refused, match="BACKUP_RECIPIENT is no public key"):
        recipients(text)


def test_a_disk_that_is_full_leaves_nothing(files, tmp_path, identity):
    """Of Linux: what is written there never fits."""
    with (
        pytest.raises(Refused, match="could not be written"),
        Path("/dev/full").open("wb", 0) as full,
        sealing.sealed(full, [identity.to_public()]) as sink,
    ):
        sink.write(bytes(MEGABYTE))
