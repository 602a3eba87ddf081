"""The items of PEMAT-P, in our own words, and its two scores.

PEMAT is the Patient Education Materials Assessment Tool of the US Agency for Healthcare Research and
Quality (AHRQ Publication No. 14-0002-EF, 2013); P is its form for printed matter, with 17 items on
understanding and 7 on acting, numbered as there. A score is the share of items a rater agrees with, of those
that apply. Our scores are our own reviewers'; no outside body has rated or certified a page.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

AGREE, DISAGREE, NOT_FOR_THIS = "agree", "disagree", "na"


@dataclass(frozen=True)
class Item:
    """One item: its number in PEMAT, its group, its words, and whether it may not apply."""

    number: int
    group: str
    text: str
    may_not_apply: bool = False


UNDERSTANDING, ACTING = "understanding", "acting"
ITEMS = (
    Item(1, UNDERSTANDING, _("It is plain at once what the page is for.")),
    Item(2, UNDERSTANDING, _("Nothing on the page leads away from that.")),
    Item(3, UNDERSTANDING, _("It uses common, everyday words.")),
    Item(4, UNDERSTANDING, _("Medical words only stand there to be learned, and are explained.")),
    Item(5, UNDERSTANDING, _("Somebody does something in its sentences (active voice).")),
    Item(6, UNDERSTANDING, _("Numbers are clear and easy to understand."), may_not_apply=True),
    Item(7, UNDERSTANDING, _("Readers need not work anything out.")),
    Item(8, UNDERSTANDING, _("It comes in short pieces."), may_not_apply=True),
    Item(9, UNDERSTANDING, _("Each piece has a heading that says what is in it."), may_not_apply=True),
    Item(10, UNDERSTANDING, _("One thing follows from the other.")),
    Item(11, UNDERSTANDING, _("It has a summary."), may_not_apply=True),
    Item(12, UNDERSTANDING, _("Signs such as bullets, boxes or bold type lead to the main points.")),
    Item(15, UNDERSTANDING, _("Pictures stand where they make things easier to understand.")),
    Item(16, UNDERSTANDING, _("Pictures support the words and do not distract."), may_not_apply=True),
    Item(17, UNDERSTANDING, _("Pictures have a clear title or caption."), may_not_apply=True),
    Item(18, UNDERSTANDING, _("Pictures are clear and not crowded."), may_not_apply=True),
    Item(19, UNDERSTANDING, _("Tables are simple, with short headings."), may_not_apply=True),
    Item(20, ACTING, _("It names at least one thing the reader can do.")),
    Item(21, ACTING, _("It speaks to the reader when it says what to do.")),
    Item(22, ACTING, _("It breaks what to do into clear steps.")),
    Item(23, ACTING, _("It gives a tool to act with, such as a list to fill in.")),
    Item(24, ACTING, _("It shows how to do the sums it asks for."), may_not_apply=True),
    Item(25, ACTING, _("It explains how to use its tables or charts to act."), may_not_apply=True),
    Item(26, ACTING, _("Pictures help the reader to act, wherever they could."), may_not_apply=True),
)


def name(item):
    """Returns the name under which an item's answer is kept."""
    return f"item_{item.number}"


def score(answers, group):
    """Returns the share of agreement in one group of items, in percent, or None where none applies.

    `answers` are {name: "agree", "disagree" or "na"}. Raises KeyError where an item has no answer.
    """
    given = [answers[name(item)] for item in ITEMS if item.group == group]
    counted = [one for one in given if one != NOT_FOR_THIS]
    return round(100 * counted.count(AGREE) / len(counted)) if counted else None
