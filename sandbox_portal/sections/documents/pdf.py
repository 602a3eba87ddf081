"""A paper as PDF: plain pages with the word PRACTICE on each. Why fpdf2: docs/adr/0050-pdf.md."""

from fpdf import FPDF
from fpdf.enums import XPos, YPos

# The built-in fonts know Latin-1 only; these signs are written with what it has.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u202f": " "}
)


def write(title: str, lead: str, parts, *, mark: str, language: str) -> bytes:
    """The bytes of the PDF. `parts` are papers.Part; `mark` stands at the top and foot of each page."""
    pdf = _Pages(mark)
    pdf.set_lang(language)
    pdf.set_title(_latin(title))
    pdf.add_page()
    _line(pdf, title, size=20, style="B")
    _line(pdf, lead, size=11)
    for part in parts:
        pdf.ln(4)
        _line(pdf, part.title, size=15, style="B")
        for what, more in part.lines:
            _line(pdf, what, size=12, style="B")
            if more:
                _line(pdf, more, size=12)
    return bytes(pdf.output())


class _Pages(FPDF):
    def __init__(self, mark):
        super().__init__(format="Letter")
        self._mark = _latin(mark)
        self.set_auto_page_break(True, margin=20)
        self.set_margin(20)

    def header(self):
        self.set_font("Helvetica", "B", 10)
        self.cell(0, 8, self._mark, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self):
        self.set_y(-15)
        self.set_font("Helvetica", "", 10)
        self.cell(0, 8, f"{self._mark}  {self.page_no()}")


def _line(pdf, text, *, size, style=""):
    pdf.set_font("Helvetica", style, size)
    pdf.multi_cell(0, size * 0.55, _latin(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _latin(text) -> str:
    return str(text).translate(_PLAIN).encode("latin-1", "replace").decode("latin-1")
