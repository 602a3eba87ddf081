"""The part of a policy pack about papers: copies of a record, letters, links."""

from typing import Annotated

from pydantic import Field

from lms.organisations.pack.base import Strict


class RecordRules(Strict):
    """How copies of a record are asked for. Fees are US cents: they may cover the cost of copying, no more.

    The law (45 CFR 164.524): 30 days at most, once 30 more with the reason in writing; a reasonable,
    cost-based fee. 650 cents is the flat fee that the US health department allows for an electronic copy.
    """

    usual_days: int = Field(10, ge=2, le=22)  # business days that it takes here
    law_days: int = Field(30, ge=1, le=30)  # calendar days
    ready_days: int = Field(30, ge=7, le=365)  # calendar days that a copy can be fetched
    identity_days: int = Field(14, ge=1, le=90)  # calendar days to show who one is
    disc_cents: int = Field(650, ge=0, le=650)
    page_cents: int = Field(10, ge=0, le=200)
    postage_cents: int = Field(450, ge=0, le=5000)


class DocumentRules(Strict):
    """Letters from the clinic, and links that share a document. Calendar days, unless it says otherwise."""

    letter_days: int = Field(2, ge=1, le=30)  # business days until a letter is written
    letter_ready_days: int = Field(30, ge=1, le=365)  # that it can be fetched
    link_days: list[Annotated[int, Field(ge=1, le=90)]] = Field([1, 7, 30], min_length=1)  # to choose from
    link_tries: int = Field(5, ge=1, le=10)  # wrong passcodes, then a link is locked
