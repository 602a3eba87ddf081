"""What a page of the reports can be about: everybody, a path, the last months, a language; one at a time.

Two at once could show a group under ten (docs/adr/0163), so these are links and not fields of a form.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import report
from lms.people.models import Learner

NAMES = ("path", "months", "tongue")
# As a clinic calls them.
PATHS = {
    "": gettext_lazy("Everybody"),
    Learner.Path.PATIENT.value: gettext_lazy("Patients"),
    Learner.Path.CAREGIVER.value: gettext_lazy("Caregivers"),
    Learner.Path.HELPER.value: gettext_lazy("Helpers"),
}


def of(found, address) -> list:
    """Returns [(name, [(address, label, whether it is the present one), …]), …] of a report.

    `address(**filters)` makes the address of the page with these.
    """
    chosen = {name: f"{getattr(found, name) or ''}" for name in NAMES}
    is_all = not any(chosen.values())
    people = [
        (address(path=key), label, chosen["path"] == key if key else is_all) for key, label in PATHS.items()
    ]
    tongues = [(address(tongue=code), name, chosen["tongue"] == code) for code, name in settings.LANGUAGES]
    months = [
        (address(months=n), _("Last %(months)s months") % {"months": n}, chosen["months"] == f"{n}")
        for n in report.MONTHS
    ]
    return [(_("Who this page is about"), people + tongues), (_("How far back this page looks"), months)]
