"""The poster of a gap, or of the largest three, as a tagged PDF of one page for a wall."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.pdf.tagged import FAMILY, TaggedPdf, can_write

FOOT = 48  # millimetres kept at the end of the page


@dataclass(frozen=True)
class Panel:
    """One gap on the wall. `others` is how many of 100 people are still learning it, or None."""

    title: str
    can_do: str
    why: str
    others: int | None
    lesson: object  # links.Link or None
    address: str


def write(panels, *, organisation, language) -> bytes:
    """Returns the PDF in a language: one Panel fills the page, two or three share it."""
    return bytes(layout(panels, organisation=organisation, language=language).output())


def layout(panels, *, organisation, language) -> TaggedPdf:
    """Returns the finished page before it is written to bytes."""
    with translation.override(language):
        is_one = len(panels) == 1
        title = panels[0].title if is_one else _("Things you can learn to do in your patient portal")
        pdf = TaggedPdf(title=f"{title} – {organisation.name}", language=language)
        pdf.set_author(organisation.name)
        pdf.add_page()
        pdf.write_part("H1", title, size=36 if is_one else 20, style="B", gap=4 if is_one else 2)
        for panel in panels:
            (_alone if is_one else _beside)(pdf, panel)
        _foot(pdf, organisation)
        return pdf


def _alone(pdf, panel):
    pdf.write_part("P", panel.can_do, size=22, gap=5)
    if panel.why:
        pdf.write_part("P", panel.why, size=18, gap=5)
    if panel.others:
        pdf.write_part("P", others(panel.others), size=18, style="B", gap=5)
    pdf.write_part("H2", _("Try it. You cannot break anything."), size=20, style="B", gap=3)
    pdf.write_part(
        "P", _("Point the camera of your phone at this square, or type the address."), size=16, gap=2
    )
    _code(pdf, panel.address, x=pdf.l_margin, y=pdf.get_y(), side=56)
    pdf.set_y(pdf.get_y() + 57)
    pdf.write_part("P", panel.address, size=14, gap=2)
    if panel.lesson:
        pdf.write_part("P", _lesson(panel.lesson), size=16)


def _beside(pdf, panel):
    side, top = 38, pdf.get_y()
    pdf.set_right_margin(20 + side + 6)
    pdf.write_part("H2", panel.title, size=18, style="B", gap=1)
    pdf.write_part("P", panel.can_do, size=13, gap=2)
    if panel.others:
        pdf.write_part("P", others(panel.others), size=12, style="B", gap=2)
    if panel.lesson:
        pdf.write_part("P", _lesson(panel.lesson), size=12, gap=1)
    pdf.write_part("P", panel.address, size=10)
    end = pdf.get_y()
    pdf.set_right_margin(20)
    _code(pdf, panel.address, x=pdf.w - 20 - side, y=top, side=side)
    pdf.set_y(max(end, top + side) + 2)


def others(number):
    """Returns the sentence that takes away the shame, in the active language."""
    said = _("Not sure how? %(n)s of 100 people who learn here are still learning it too.")
    return said % {"n": number}


def _lesson(lesson):
    said = _("The lesson is called: %(title)s.") % {"title": lesson.title}
    if not lesson.minutes:
        return said
    minutes = ngettext("It takes %(n)d minute.", "It takes %(n)d minutes.", lesson.minutes)
    return f"{said} {minutes % {'n': lesson.minutes}}"


def _code(pdf, address, *, x, y, side):
    words = _("Square code with the address %(address)s") % {"address": address}
    pdf.write_code(address, words, side=side, x=x, y=y)


def _foot(pdf, organisation):
    pdf.set_y(max(pdf.get_y() + 2, pdf.h - FOOT))
    pdf.set_font(FAMILY, "", 12)
    name = organisation.name if can_write(organisation.name) else ""
    if name:
        pdf.write_part("P", name, size=16, style="B", gap=1)
    pdf.write_part(
        "P", _("This is a free lesson with made-up people. It is not medical advice."), size=12, gap=1
    )
    number = organisation.policy.emergency_number
    pdf.write_part(
        "P",
        _("In an emergency, call %(number)s. Do not write in the portal.") % {"number": number},
        size=12,
    )
