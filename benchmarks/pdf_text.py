"""How many words of PDF files each extractor finds: python benchmarks/pdf_text.py [FOLDER]

Prints, for each file, the part of pdftotext's distinct words that an extractor finds too, and its seconds and memory in
a process of its own. The extractor of the portal must be installed, the others and pdftotext may be.
"""

import json
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SAMPLES = ROOT / "tests/catalogue/data/pdf"
WORD = re.compile(r"[^\W\d_]{2,}")


def with_pypdf(path):
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def with_pypdf_layout(path):
    from pypdf import PdfReader

    return "\n".join(page.extract_text(extraction_mode="layout") for page in PdfReader(path).pages)


def with_pdfium(path):
    import pypdfium2

    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))


def with_portal(path):
    from catalogue.files.pdf import text

    return text(Path(path).read_bytes(), 1_000_000)[0]


def with_pdfminer(path):
    from pdfminer.high_level import extract_text

    return extract_text(path)


def with_pdfminer_tuned(path):
    from pdfminer.high_level import extract_text
    from pdfminer.layout import LAParams

    return extract_text(path, laparams=LAParams(word_margin=0.15, char_margin=3, boxes_flow=None))


def with_pdftotext(path):
    command = [shutil.which("pdftotext"), path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


EXTRACTORS = [
    with_portal,
    with_pypdf,
    with_pypdf_layout,
    with_pdfium,
    with_pdfminer,
    with_pdfminer_tuned,
    with_pdftotext,
]


def words_of(text):
    from catalogue.files.extraction import tidied

    return {word.casefold() for word in WORD.findall(tidied(text))}


def measured(name, path):
    """What one extractor says of one file, with seconds and megabytes; nothing where it is not there."""
    done = subprocess.run([sys.executable, __file__, "--one", name, path], capture_output=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def one(name, path):
    begun, extractor = time.perf_counter(), next(each for each in EXTRACTORS if each.__name__ == name)
    text = extractor(path)
    whose = resource.RUSAGE_CHILDREN if extractor is with_pdftotext else resource.RUSAGE_SELF
    used = resource.getrusage(whose).ru_maxrss / 1024
    print(json.dumps([text, time.perf_counter() - begun, used]))


def main(folder):
    print(f"{'':24}" + "".join(f"{each.__name__.removeprefix('with_'):>22}" for each in EXTRACTORS))
    for path in sorted(Path(folder).glob("*.pdf")):
        found = {each: measured(each.__name__, str(path)) for each in EXTRACTORS}
        wanted = words_of(found[with_pdftotext][0]) if found[with_pdftotext] else set()
        print(f"{path.stem:24}" + "".join(f"{cell(wanted, found[each]):>22}" for each in EXTRACTORS))


def cell(wanted, found):
    if found is None:
        return "–"
    text, seconds, used = found
    share = len(wanted & words_of(text)) / len(wanted) if wanted else 1
    return f"{share:.3f} {seconds:.2f} s {used:.0f} MB"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else SAMPLES)
