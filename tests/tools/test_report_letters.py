"""A report of any title becomes a PDF: what no font has is a box, and never a lost report."""

import io

import pytest
from pypdf import PdfReader

from tests.factories import make_run
from tools.reports.pdf import pdf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "title", ["新竹工業園區", "Cona 🎉", "A＝B", "Привет", "ไทย", "مرحبا", "\u0378 \x07", "c\u0303\u20dd"]
)
def test_a_report_of_any_title_is_set(title):
    reader = PdfReader(io.BytesIO(pdf(make_run(title=title))))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(reader.pages) > 1
