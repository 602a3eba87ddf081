"""Slides, the facilitator's guide and handouts of a course, as tagged PDF (docs/adr/0152-tagged-pdf.md)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.takeaway import content
from lms.pdf.tagged import TaggedPdf

MOST_POINTS = 5  # on one slide


def slides(course, language, *, organisation) -> bytes:
    """Returns the slides: one a thought, at most MOST_POINTS lines each, in large letters."""
    pdf = TaggedPdf(title=course.title, language=language, orientation="landscape")
    _slide(pdf, "H1", course.title, [course.summary])
    for lesson in content.lessons(course, language, organisation=organisation):
        page = lesson.page
        title = f"{lesson.number}. {page.title}"
        _slide(pdf, "H2", title, lesson.lines("can_do"))
        _slide(pdf, "H3", _("Talk about it"), [page.connect_question])
        heading = page.title
        for part in lesson.parts:
            if part.kind == "heading":
                heading = part.lines[0]
                continue
            name = {"do": _("Do"), "dont": _("Do not"), "example": part.lines[0]}.get(part.kind, heading)
            lines = part.lines[1:] if part.kind == "example" else part.lines
            _slide(pdf, "H3", name, lines, is_numbered=part.kind == "steps")
        for question in lesson.questions:
            _slide(pdf, "H3", question.prompt, [text for text, _right, _why in question.answers])
        _slide(pdf, "H3", _("Now try it"), [*lesson.tasks, page.try_intro])
        _slide(pdf, "H3", _("In short"), lesson.lines("summary"))
        _slide(pdf, "H3", _("When to call instead"), lesson.lines("call_instead"))
    return bytes(pdf.output())


def _slide(pdf, level, title, lines, *, is_numbered=False):
    lines = [line for line in lines if line]
    for first in range(0, len(lines), MOST_POINTS):
        pdf.add_page()
        pdf.put(level, title, size=30 if level == "H1" else 26, style="B", gap=8)
        for number, line in enumerate(lines[first : first + MOST_POINTS], first + 1):
            pdf.put("P", f"{number}. {line}" if is_numbered else line, size=20, gap=5)


def guide(course, language, *, organisation) -> bytes:
    """Returns the facilitator's notes: what to say and to ask in each lesson, with the answers."""
    pdf = TaggedPdf(title=_("Guide: %(course)s") % {"course": course.title}, language=language)
    pdf.add_page()
    pdf.put("H1", _("Guide: %(course)s") % {"course": course.title}, size=22, style="B", gap=4)
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
    pdf = TaggedPdf(title=_("Handouts: %(course)s") % {"course": course.title}, language=language)
    for lesson in content.lessons(course, language, organisation=organisation):
        page = lesson.page
        pdf.add_page()
        kind = "H1" if lesson.number == 1 else "H2"
        pdf.put(kind, f"{lesson.number}. {page.title}", size=22, style="B", gap=4)
        pdf.put_list(_("In short"), lesson.lines("summary"))
        for part in lesson.parts:
            if part.kind == "steps":
                pdf.put_list(_("Step by step"), part.lines, numbered=True)
        pdf.put_list(_("Your portal may call it…"), [f"{say}: {also}" for say, also in lesson.words])
        pdf.put_list(_("When to call instead"), lesson.lines("call_instead"))
        pdf.put("H3", _("My step"), size=14, style="B", gap=1)
        pdf.put(
            "P",
            _("When … ________________________________, I will … ________________________________"),
            gap=4,
        )
        pdf.put("P", _("This sheet teaches how to use a portal. It is not medical advice."), size=10)
    if not pdf.page:
        pdf.add_page()
        pdf.put("H1", course.title, size=22, style="B")
    return bytes(pdf.output())
