"""The certificate as a tagged PDF of one page."""

from django.utils import formats, translation
from django.utils.translation import gettext as _

from lms.pdf.tagged import TaggedPdf


def write(certificate, *, address: str) -> bytes:
    """Returns the PDF, in the certificate's language. `address` is where others can check it."""
    with translation.override(certificate.language):
        title = _("Certificate of completion")
        pdf = TaggedPdf(title=f"{title}: {certificate.course_title}", language=certificate.language)
        pdf.set_author(certificate.organisation.name)
        pdf.add_page()
        with pdf.decoration():
            pdf.set_line_width(0.8)
            pdf.rect(12, 12, pdf.w - 24, pdf.h - 24)
        pdf.ln(30)
        middle = {"align": "C"}
        pdf.write_part("H1", title, size=28, style="B", gap=14, **middle)
        if certificate.shown_name:
            pdf.write_part("P", _("This is to say that"), size=14, gap=3, **middle)
            pdf.write_part("P", certificate.shown_name, size=24, style="B", gap=6, **middle)
            pdf.write_part("P", _("finished the course"), size=14, gap=3, **middle)
        else:
            said = _("This is to say that somebody finished the course")
            pdf.write_part("P", said, size=14, gap=3, **middle)
        pdf.write_part("H2", certificate.course_title, size=20, style="B", gap=8, **middle)
        day = formats.date_format(certificate.completed_on, "DATE_FORMAT")
        pdf.write_part("P", _("on %(day)s") % {"day": day}, size=14, gap=3, **middle)
        pdf.write_part(
            "P", _("at %(name)s") % {"name": certificate.organisation.name}, size=14, gap=16, **middle
        )
        pdf.write_part("H2", _("Check that it is real"), size=13, style="B", gap=2)
        pdf.write_part("P", _("Open this address:"), size=11)
        pdf.write_part("P", address, size=11, gap=8)
        pdf.write_part("H2", _("What it says, and what not"), size=13, style="B", gap=2)
        pdf.write_part("P", limits(), size=11)
        return bytes(pdf.output())


def limits():
    """Returns what a certificate does not say, in the active language."""
    return _(
        "It says that a course about using patient portals was finished. It says nothing about anybody’s "
        "health. It is no license and no clinical training."
    )
