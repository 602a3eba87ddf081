"""The monthly report as a tagged PDF, in the active language."""

from django.utils.translation import gettext as _

from lms.pdf.tagged import TaggedPdf


def file_name(text):
    """Returns the name under which a report is kept."""
    return f"insights-{text.organisation.slug}-{text.period:%Y-%m}-{text.language}.pdf"


def write(text) -> bytes:
    """Returns the PDF of a content.Text."""
    pdf = TaggedPdf(title=text.title, language=text.language)
    pdf.set_author(text.organisation.name)
    pdf.add_page()
    pdf.put("H1", text.title, size=22, style="B", gap=4)
    pdf.put("P", text.finding, size=15, gap=4)
    pdf.put("P", text.month, gap=4)
    pdf.put_list(_("Gaps that got wider"), text.alerts, level="H2")
    pdf.put_list(_("What you can do about it"), text.thing_lines, level="H2")
    pdf.put_list(_("What you did in the month"), text.deeds, level="H2")
    if text.skills:
        pdf.put("H2", _("All numbers, skill by skill"), size=15, style="B", gap=1)
        pdf.put("P", _("Everybody, of all time, as the insights page shows them."), gap=3)
        for title, line in text.skills:
            pdf.put("H3", title, size=13, style="B", gap=0)
            pdf.put("P", line, gap=2)
    pdf.put("H2", _("What the numbers do not say"), size=15, style="B", gap=1)
    limits = _(
        "They show what people say, and what they do in a pretend portal with made-up people. They do not "
        "show what people do in their real portal, and they say nothing about anybody's health."
    )
    pdf.put("P", limits)
    return bytes(pdf.output())
