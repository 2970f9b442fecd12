"""BagIt 1.0 (RFC 8493): the archive under `data/`, with lists of sums by which anybody checks that it is whole."""

import hashlib

BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PERCENT = str.maketrans({"%": "%25", "\n": "%0A", "\r": "%0D"})


def write_bag(folder, digests, *, source, day):
    """Write the tag files of a bag whose payload {file: sha256} lies in `data/`."""
    sizes = [(folder / "data" / name).stat().st_size for name in digests]
    tags = {
        "bagit.txt": BAGIT,
        "bag-info.txt": info(source, day, sizes),
        "manifest-sha256.txt": lines_of({f"data/{name}": digest for name, digest in digests.items()}),
    }
    sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
    for name, text in (tags | {"tagmanifest-sha256.txt": lines_of(sums)}).items():
        (folder / name).write_bytes(text.encode())


def info(source, day, sizes):
    pairs = {
        "Source-Organization": source,
        "Bagging-Date": day,
        "Payload-Oxum": f"{sum(sizes)}.{len(sizes)}",
        "External-Description": "Static archive of a MER portal: open data/index.html",
    }
    return "".join(f"{name}: {value}\n" for name, value in pairs.items())


def lines_of(digests):
    """As `sha256sum -c` reads them."""
    return "".join(f"{digest}  {name.translate(PERCENT)}\n" for name, digest in sorted(digests.items()))


def read_lines(text):
    """{file: sha256} of such a list."""
    pairs = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {
        name.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"): digest.lower() for digest, name in pairs
    }
