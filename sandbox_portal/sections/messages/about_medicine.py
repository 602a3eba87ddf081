"""The first words of a message about a medicine that costs too much, so that the clinic knows which one; and
whether a message asks about a price at all."""

import re

from django.utils.translation import gettext as _

from sandbox_portal.sections.medicines import counter
from sandbox_portal.sections.messages.answers import words_of
from sandbox_portal.sections.messages.states import Category

LONGEST = 80  # characters of a subject

# Without accents, as `words_of` gives them. "Cara" alone is a face, and "me cuesta dormir" is no price.
_PRICE = re.compile(
    r"\b(?:"
    r"prices?|priced|pricey|pricing|costs?|costly|costing|expensive|afford(?:able|ed)?|cheap(?:er|est)?"
    r"|pay|paying|paid|copays?|dollars?|money"
    r"|how much (?:is|are|does|do|will|would)|(?:is|are) there (?:a |an |any )?generics?|too much for it"
    r"|precios?|costos?|costar\w*|costaba|cueste[ns]?|caros?|caras|carisim[ao]s?|barat[ao]s?|economic[ao]s?"
    r"|(?:muy|mas|tan|es|esta|demasiado|resulta|sale) cara"
    r"|pagar\w*|pag[ao]|copagos?|dolares|dinero|cuanto (?:cuestan?|vale|valen|sale)"
    r"|cuestan?(?! (?:mucho |mas |tanto )?(?:trabajo\b|\w+[aei]r(?:me|se|lo|la|los|las)?\b))"
    r"|hay (?:un |una |algun |alguna )?(?:version )?generic[ao]s?"
    r")\b"
)


def asks_price(text: str) -> bool:
    """True where a text, English or Spanish, asks about what something costs."""
    return bool(_PRICE.search(" ".join(words_of(text))))


def is_about_price(thread) -> bool:
    """True where anything that was sent in a conversation, or its subject, asks about a price. One query.

    All of it counts: who writes "since Monday" after the clinic asked back still asks about the price.
    """
    sent = thread.messages.sent().values_list("body", flat=True)
    return any(asks_price(text) for text in (thread.subject, *sent))


def words(viewing, id):
    """Returns {"category", "subject", "body"} naming the medicine, or {} where its price did not go up. One
    query where a medicine of the record is given; anything else in the address never gets that far."""
    medication = viewing.practice.chart.medication(id) if id and viewing.may_see("medicines") else None
    if medication is None or counter.too_dear(viewing.practice, medication.id) is None:
        return {}
    named = {"name": str(medication.name)}
    return {
        "category": Category.MEDICINE,
        "subject": (_("The price of %(name)s") % named)[:LONGEST],
        "body": _("Is there a medicine that costs less than %(name)s?") % named + "\n",
    }
