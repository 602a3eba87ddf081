"""Tagged PDF (ISO 32000-1, 14.8) with fpdf2: headings and paragraphs in reading order, embedded letters.

fpdf2 writes a structure tree for pictures only. The same tree takes any element; its builder is internal to
fpdf2, so tests/courses/test_certificates.py reads the tree of a finished file (docs/adr/0152-tagged-pdf.md).
"""

from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.prefs import ViewerPreferences

from lms import qr

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Liberation Sans"
FOOT = 20  # millimetres left free below what `put` writes
BRAND, ACCENT = (10, 74, 87), (242, 179, 51)  # --brand and the gold of the site's drawings
_FILES = {"": "LiberationSans-Regular.ttf", "B": "LiberationSans-Bold.ttf"}


@lru_cache(maxsize=1)
def _letters():
    return frozenset(TTFont(FONTS / _FILES[""]).getBestCmap())


def can_write(text: str) -> bool:
    """Says whether our letters (Latin, Greek, Cyrillic and more) have every sign of a text."""
    return all(ord(sign) in _letters() for sign in text)


class TaggedPdf(FPDF):
    """Letter pages in 20 mm margins. A paragraph must not run over the end of its page.

    `text_size` is that of plain text, in points.
    """

    def __init__(self, *, title: str, language: str, orientation: str = "portrait", text_size: float = 12):
        super().__init__(format="Letter", orientation=orientation)
        self.text_size = text_size
        self.set_margin(20)
        self.set_auto_page_break(False)
        self.set_title(title)
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        for style, file in _FILES.items():
            self.add_font(FAMILY, style, FONTS / file)

    def write_part(self, kind: str, text: str, *, size: float, style="", align="L", gap: float = 0):
        """Writes one element: "H1" to "H6" or "P". `size` is in points, `gap` the millimetres after it."""
        self.set_font(FAMILY, style, size)
        with self._element(kind):
            for line in self.multi_cell(0, text=text, dry_run=True, output="LINES"):
                # The space ends the last word of a line for those who hear the lines as one paragraph.
                self.cell(0, size * 0.5, f"{line} ", align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(gap)

    def height_of(self, text: str, *, size: float, style="") -> float:
        """Returns how many millimetres a part takes, without the gap after it."""
        self.set_font(FAMILY, style, size)
        return len(self.multi_cell(0, text=text, dry_run=True, output="LINES")) * size * 0.5

    @property
    def room(self) -> float:
        """How many millimetres are left on this page."""
        return self.h - FOOT - self.get_y()

    def put(self, kind: str, text: str, *, size: float | None = None, style="", gap: float = 2):
        """Writes one element as `write_part` does, on a new page where it would not fit on this one."""
        size = size or self.text_size
        if self.height_of(text, size=size, style=style) > self.room:
            self.add_page()
        self.write_part(kind, text, size=size, style=style, gap=gap)

    def put_list(self, title: str, lines, *, level="H3", numbered=False):
        """Writes a heading and its lines; nothing where there are none.

        A line to tick or to fill in has no dot before it. The heading stays with the first line.
        """
        if not lines:
            return
        lines = [self._marked(number if numbered else None, line) for number, line in enumerate(lines, 1)]
        heading = self.height_of(title, size=self.text_size + 2, style="B") + 1
        if heading + self.height_of(lines[0], size=self.text_size) > self.room:
            self.add_page()
        self.put(level, title, size=self.text_size + 2, style="B", gap=1)
        for line in lines:
            self.put("P", line, gap=1)
        self.ln(2)

    @staticmethod
    def _marked(number, line):
        if number is not None:
            return f"{number}. {line}"
        return line if line.startswith(("[", "_")) else f"• {line}"

    def write_code(self, address: str, words: str, *, side: float, x=None, y=None):
        """Draws an address as a QR code of `side` millimetres, by default where one writes next.

        A screen reader says `words` for it. The place to write at stays where it was.
        """
        code = qr.bars(address)
        left, top = self.get_x() if x is None else x, self.get_y() if y is None else y
        square = side / code.side
        self.set_fill_color(0, 0, 0)
        with self.figure(words):
            for across, down, width in code.runs:
                self.rect(left + across * square, top + down * square, width * square, square, style="F")

    def draw(self, file, words: str, *, side: float, x: float, y: float):
        """Shows a drawing (SVG) in a square of `side` millimetres; a screen reader says `words` for it."""
        place = self.get_x(), self.get_y()
        with self.figure(words):
            self.image(file, x=x, y=y, w=side, h=side)
        self.set_xy(*place)

    def golden_line(self):
        """Draws the short golden line under a heading, as on the site's pages. Decoration."""
        self.set_fill_color(*ACCENT)
        with self.decoration():
            self.rect(self.l_margin, self.get_y(), 18, 1.4, style="F")
        self.ln(1.4)

    @contextmanager
    def decoration(self):
        """What is drawn inside is decoration: a screen reader passes over it."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    @contextmanager
    def figure(self, words: str):
        """What is drawn inside is a picture; a screen reader says these words for it."""
        with self._element("Figure", alt_text=words):
            yield

    @contextmanager
    def _element(self, kind, **more):
        mcid = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{kind}", mcid=mcid, **more)
        self._out(f"/{kind} <</MCID {mcid}>> BDC")
        yield
        self._out("EMC")
