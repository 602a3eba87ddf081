"""Six mistakes, six doors: who can mend what, and how fast it has to be (PORTAL.md A10, route by error)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

FORM, CALL, TELL, INSURER, PHARMACY, LEAVE = "form", "call", "tell", "insurer", "pharmacy", "leave"
DOORS = {
    FORM: _("Send the correction form"),
    CALL: _("Call the clinic now, then send the form"),
    TELL: _("Tell the care team in the health record"),
    INSURER: _("Ask the insurance plan"),
    PHARMACY: _("Ask the pharmacy"),
    LEAVE: _("Leave it: the line is true"),
}


@dataclass(frozen=True)
class Mistake:
    """One card: what is wrong, the door that mends it, and why that one."""

    slug: str
    words: str
    right: str
    why: str


MISTAKES = (
    Mistake(
        "smoker",
        _("A visit note says that you smoke. You never did."),
        FORM,
        _("It stands in a note. Only the one who wrote it can mend it, and the form starts the clock."),
    ),
    Mistake(
        "severe-allergy",
        _("Penicillin once closed your throat. Today the list of allergies is empty."),
        CALL,
        _("It could harm you this very day. A form is read in days, a call at once."),
    ),
    Mistake(
        "eye-drops",
        _("The list still shows eye drops that you stopped last month, as your doctor told you."),
        TELL,
        _("You can say so in the portal. The care team checks it, and the list changes."),
    ),
    Mistake(
        "other-member",
        _("The letter of your plan has the right visit, but your son’s name as the patient."),
        INSURER,
        _("The plan wrote it. The clinic cannot change a letter of the plan."),
    ),
    Mistake(
        "label",
        _("The bottle says “take 2 a day”. Your portal and your doctor say 1."),
        PHARMACY,
        _("The label is the pharmacy’s. Ask before the next dose, and go by what your doctor said."),
    ),
    Mistake(
        "fainted",
        _("The note says that you fainted last year. It is true, but you do not like to read it."),
        LEAVE,
        _("True facts stay. The next doctor may need to know it."),
    ),
)


def route(*, practice, mistake, to):
    """Answers one card; returns whether that is the right door. Answering again is allowed."""
    is_right = to == mistake.right
    practice.log("corrections.routed", item=mistake.slug, to=to, is_right=is_right)
    return is_right
