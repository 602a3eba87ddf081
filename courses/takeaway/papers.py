"""Slides, the facilitator's guide and handouts of a course, as tagged PDF (docs/adr/0152-tagged-pdf.md)."""

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.takeaway import content
from lms.pdf.tagged import BRAND, FOOT, TaggedPdf

MOST_POINTS = 5  # on one slide
MOST_WORDS = 70  # of running text on one slide
LETTERS = (28, 24, 20)  # points: the largest in which a slide's lines fit
SHEET_LETTERS = (15, 14, 13, 12, 11)  # and a handout's
DRAWING = 62  # millimetres
LINE = "_" * 32


def slides(course, language, *, organisation) -> bytes:
    """Returns the slides: one a thought, at most MOST_POINTS lines each, in large letters."""
    pdf = TaggedPdf(title=course.title, language=language, orientation="landscape")
    _slide(pdf, "H1", course.title, [course.summary])
    for lesson in content.lessons(course, language, organisation=organisation):
        page = lesson.page
        title = f"{lesson.number}. {page.title}"
        _slide(pdf, "H2", title, lesson.lines("can_do"), drawn=page, sign="•")
        _slide(pdf, "H3", _("Talk about it"), [page.connect_question])
        for name, sign, lines in _thoughts(lesson):
            _slide(pdf, "H3", name, lines, sign=sign)
        for question in lesson.questions:
            _slide(pdf, "H3", question.prompt, [text for text, _right, _why in question.answers], sign="•")
        _slide(pdf, "H3", _("Now try it"), [*lesson.tasks, page.try_intro])
        _slide(pdf, "H3", _("In short"), lesson.lines("summary"), sign="•")
        _slide(pdf, "H3", _("When to call instead"), lesson.lines("call_instead"), sign="•")
    return bytes(pdf.output())


def _thoughts(lesson):
    """Returns what there is to read as (heading, sign before each line, lines), running text together."""
    heading, found = lesson.page.title, []
    for part in lesson.parts:
        if part.kind == "heading":
            heading = part.lines[0]
            continue
        name = {"do": _("Do"), "dont": _("Do not"), "example": part.lines[0]}.get(part.kind, heading)
        lines = part.lines[1:] if part.kind == "example" else part.lines
        sign = {"points": "•", "do": "•", "dont": "•", "steps": "1"}.get(part.kind, "")
        before = found[-1] if found else ("", "", ())
        if not sign and part.kind != "example" and before[:2] == (name, ""):
            together = (*before[2], *lines)
            if len(" ".join(together).split()) <= MOST_WORDS:
                found[-1] = (name, "", together)
                continue
        found.append((name, sign, lines))
    return found


def _slide(pdf, level, title, lines, *, sign="", drawn=None):
    """Writes a slide, and further ones of the same title where there are more than MOST_POINTS lines.

    `sign` stands before each line: a dot, or "1" for numbers. `drawn` is a page whose drawing is shown.
    """
    lines = [line for line in lines if line]
    before = {"": "", "1": "{}. "}.get(sign, f"{sign} ") if len(lines) > 1 else ""
    lines = [before.format(number) + line for number, line in enumerate(lines, 1)]
    file = drawn.drawing and finders.find(f"drawings/{drawn.drawing}.svg") if drawn is not None else None
    for first in range(0, len(lines), MOST_POINTS):
        pdf.add_page()
        is_drawn = bool(file) and not first
        if is_drawn:
            right, foot = pdf.w - pdf.r_margin, pdf.h - FOOT
            pdf.draw(file, drawn.drawing_alt, side=DRAWING, x=right - DRAWING, y=foot - DRAWING)
        pdf.set_text_color(*BRAND)
        pdf.put(level, title, size=44 if level == "H1" else 34, style="B", gap=2)
        pdf.set_text_color(0)
        pdf.golden_line()
        pdf.ln(8)
        shown = lines[first : first + MOST_POINTS]
        room = pdf.room - (DRAWING if is_drawn else 0)
        size = next((size for size in LETTERS if _height(pdf, shown, size) <= room), LETTERS[-1])
        for line in shown:
            pdf.put("P", line, size=size, gap=5)


def _height(pdf, lines, size):
    return sum(pdf.height_of(line, size=size) + 5 for line in lines)


def guide(course, language, *, organisation) -> bytes:
    """Returns the facilitator's notes: what to say and to ask in each lesson, with the answers."""
    title = _("Guide: %(course)s") % {"course": course.title}
    pdf = TaggedPdf(title=title, language=language, text_size=13)
    pdf.add_page()
    pdf.put("H1", title, size=24, style="B", gap=4)
    pdf.put("P", course.for_whom, gap=4)
    pdf.put_list(
        _("Before you begin"),
        [
            _("Try each lesson yourself. You need no health facts of your own, and nobody in the room does."),
            _("Say at the start: use only the made-up people. Do not open your own portal here."),
            _("Hands off the mouse. Ask “What do you see?” before you show the way."),
            _("If somebody needs real help, stop and call."),
        ],
        level="H2",
    )
    for lesson in content.lessons(course, language, organisation=organisation):
        page = lesson.page
        pdf.add_page()
        pdf.put("H2", f"{lesson.number}. {page.title}", size=18, style="B", gap=2)
        minutes = ngettext(
            "%(n)d minute alone; plan three times as long in a group.",
            "%(n)d minutes alone; plan three times as long in a group.",
            page.minutes,
        )
        pdf.put("P", minutes % {"n": page.minutes}, gap=4)
        pdf.put_list(_("Afterwards people can"), lesson.lines("can_do"))
        pdf.put_list(_("Ask first, and wait"), [page.connect_question])
        pdf.put_list(
            _("Show, one slide at a time"), [part.lines[0] for part in lesson.parts if part.kind == "heading"]
        )
        for question in lesson.questions:
            right = [f"{text} – {why}" for text, is_right, why in question.answers if is_right]
            pdf.put_list(
                question.prompt, right or [_("There is no one right answer. Let several people say theirs.")]
            )
        pdf.put_list(_("Let them try"), [page.try_intro, *lesson.tasks])
        pdf.put_list(_("Let them say it back"), [page.reflect_prompt])
        pdf.put_list(_("End with one small step"), [page.plan_intro])
        pdf.put_list(_("Call instead"), lesson.lines("call_instead"))
    return bytes(pdf.output())


def handouts(course, language, *, organisation) -> bytes:
    """Returns a sheet a lesson: in short, the portal's words, when to call, a line to fill in."""
    title = _("Handouts: %(course)s") % {"course": course.title}
    pdf = TaggedPdf(title=title, language=language, text_size=15)
    for lesson in content.lessons(course, language, organisation=organisation):
        page = lesson.page
        pdf.add_page()
        kind = "H1" if lesson.number == 1 else "H2"
        pdf.put(kind, f"{lesson.number}. {page.title}", size=26, style="B", gap=2)
        pdf.golden_line()
        pdf.ln(4)
        lists = _sheet(lesson)
        pdf.text_size = next(
            (size for size in SHEET_LETTERS if _sheet_height(pdf, lists, size) <= pdf.room), SHEET_LETTERS[-1]
        )
        for title, lines, is_numbered in lists:
            pdf.put_list(title, lines, numbered=is_numbered)
        pdf.put("P", _("This sheet teaches how to use a portal. It is not medical advice."), size=11)
    if not pdf.page:
        pdf.add_page()
        pdf.put("H1", course.title, size=22, style="B")
    return bytes(pdf.output())


def _sheet(lesson):
    """Returns the lists of a handout as (title, lines, whether they are numbered)."""
    steps = [(_("Step by step"), part.lines, True) for part in lesson.parts if part.kind == "steps"]
    my_step = [" ".join([words, LINE]) for words in (_("When…"), _("I will…"))]
    lists = [
        (_("In short"), lesson.lines("summary"), False),
        *steps,
        (_("Your portal may call it…"), [f"{say}: {also}" for say, also in lesson.words], False),
        (_("When to call instead"), lesson.lines("call_instead"), False),
        (_("My step"), my_step, False),
    ]
    return [one for one in lists if one[1]]


def _sheet_height(pdf, lists, size):
    """Returns the millimetres that the lists take, with the last line of the sheet."""
    lines = [f"00 {line}" for _title, several, _is_numbered in lists for line in several]
    titles = sum(pdf.height_of(title, size=size + 2, style="B") + 3 for title, *_more in lists)
    return titles + sum(pdf.height_of(line, size=size) + 1 for line in lines) + 8
