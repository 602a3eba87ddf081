"""A passkey: a key that the person's own phone keeps, instead of password and code. All of it is pretend."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.door import rules, signing_in
from sandbox_portal.sections.door.models import Device
from sandbox_portal.sections.door.states import State
from sandbox_portal.sections.refusing import NotPossible

WAYS = {
    Device.OWN: {
        "finger": _("With my finger"),
        "face": _("With my face"),
        "pin": _("With the PIN of my phone"),
    },
    Device.SHARED: {
        "here": _("With a passkey on this computer"),
        "phone": _("With the passkey on my phone"),
    },
}
"""How one can unlock it on each device. On a shared one nothing of it works: the phone is at home."""

PROBLEMS = {
    "here": _("There is no passkey of yours here. That is good: others use this computer. Use another way."),
    "phone": _("Your phone is not with you today, and the passkey is in it. Use another way."),
}


def unlock(*, practice, way):
    """Signs in with the passkey. Raises NotPossible with the way that did not work, or ("not-active")."""
    with transaction.atomic():
        account = rules.locked_account(practice)
        if account.status != State.ACTIVE or way not in WAYS[account.device]:
            raise NotPossible("not-active")
        is_right = account.device == Device.OWN
        practice.log("door.passkey_tried", device=account.device, is_right=is_right)
        if is_right:
            signing_in.let_in(account, is_remembered=False, way="passkey")
    if not is_right:
        raise NotPossible(way)
