"""The sample files that can go with a message. Names and sizes are all there is: no file is ever taken."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.documents.shelf import Sample

SAMPLES = {
    "eye-photo": Sample("eye-photo.jpg", "1.8 MB", _("A photo of my eye, sharp, in good light")),
    "eye-blurry": Sample("eye-blurry.jpg", "1.1 MB", _("A photo of my eye, blurry"), "unreadable"),
    "pressure-log": Sample("pressure-log.pdf", "0.2 MB", _("My blood pressure log")),
    "lab-paper": Sample(
        "lab-paper.pdf", "0.4 MB", _("A lab paper. On top it says: Ruben Alvarado"), "wrong-person"
    ),
    "knee-video": Sample("knee.mov", "212 MB", _("A video of my knee"), "too-big"),
    "word-file": Sample(
        "questions.docx", "0.1 MB", _("My questions, as a word processor saves them"), "wrong-type"
    ),
}
AT_ONCE = frozenset({"too-big", "wrong-type"})
"""Reasons that the portal itself sees, before anyone looks."""
