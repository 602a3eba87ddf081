"""The slip to print: one tagged page with the link and its code for a camera."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.slips import reading
from lms.pdf.tagged import TaggedPdf

CODE_SIDE = 62  # millimetres


def write(slip) -> bytes:
    """Returns the PDF, in the slip's language."""
    with translation.override(slip.language):
        name = slip.organisation.name
        pdf = TaggedPdf(title=_("A lesson for you, from %(name)s") % {"name": name}, language=slip.language)
        pdf.set_author(name)
        pdf.add_page()
        pdf.write_part("H1", _("A lesson for you"), size=28, style="B", gap=2)
        pdf.write_part("P", _("From %(name)s") % {"name": name}, size=16, gap=8)
        for number, part in enumerate(reading.parts(slip, learner=None, language=slip.language), 1):
            pdf.write_part("H2", f"{number}. {part.heading}: {part.title}", size=18, style="B", gap=1)
            minutes = ngettext("About %(n)s minute", "About %(n)s minutes", part.minutes)
            pdf.write_part("P", minutes % {"n": part.minutes}, size=14, gap=6)
        pdf.write_part("H2", _("How to begin"), size=18, style="B", gap=1)
        pdf.write_part("P", _("Point the camera of your phone at this picture."), size=14, gap=4)
        address = reading.address_of(slip)
        pdf.write_code(address, _("QR code with the address below"), side=CODE_SIDE)
        pdf.set_y(pdf.get_y() + CODE_SIDE)
        pdf.write_part("P", _("Or type this address:"), size=14, gap=1)
        pdf.write_part("P", address, size=18, style="B", gap=6)
        for line in (
            _("You need no account and no e-mail address."),
            _("The people in the practice are made up. Your own record is not opened."),
            _("%(name)s sees how many people use this. It never sees who.") % {"name": name},
            _("This slip teaches how to use a patient portal. It is not medical advice."),
        ):
            pdf.write_part("P", line, size=12, gap=1)
        return bytes(pdf.output())
