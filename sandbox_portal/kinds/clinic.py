"""The portal of a clinic: the whole record, messages, visits."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.kinds.kind import Kind

KIND = Kind(
    slug="clinic",
    label=_("Clinic"),
    owner=_("Your doctor’s office runs it."),
    use=_("Read your record, write messages, ask for refills, book visits."),
    differs=(
        _("It holds the most of your record."),
        _("Your own care team reads what you write."),
    ),
    persona="ruth",
    account="",
)
