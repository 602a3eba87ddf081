"""The part of a policy pack about money: bills and the health plan."""

from pydantic import Field, model_validator

from lms.organisations.pack.base import Strict


class BillRules(Strict):
    """How bills work here. Amounts are whole US dollars, days are business days."""

    reply_days: int = Field(3, ge=1, le=30)  # until a question about a bill is answered
    plan_lowest: int = Field(25, ge=1, le=1000)  # the smallest monthly payment
    plan_months: int = Field(12, ge=1, le=60)  # the longest payment plan
    estimate_days: int = Field(3, ge=1, le=30)  # the law's good-faith estimate, asked for by the person
    estimate_dispute: int = Field(400, ge=0, le=10000)  # above the estimate by this much: it can be disputed
    help_days: int = Field(5, ge=1, le=30)
    help_percent: int = Field(50, ge=1, le=100)  # what help with costs takes off
    refund_days: int = Field(7, ge=1, le=60)
    itemized_days: int = Field(3, ge=1, le=30)  # until a bill that shows each service is here


class InsurerRules(Strict):
    """How the pretend insurer answers. Calendar days; an appeal's last day stands in the letter itself.

    `tier_1` to `tier_4`: what one pays for a month of a medicine of the drug list, in whole US dollars.
    """

    appeal_days: int = Field(30, ge=1, le=60)
    approval_days: int = Field(7, ge=1, le=14)
    external_days: int = Field(45, ge=1, le=60)
    paper_days: int = Field(10, ge=1, le=60)  # to send a paper that is missing
    card_days: int = Field(5, ge=1, le=30)  # business days until a new card is there
    exception_days: int = Field(3, ge=1, le=14)  # for a medicine that is not on the drug list
    tier_1: int = Field(5, ge=0, le=1000)
    tier_2: int = Field(15, ge=0, le=1000)
    tier_3: int = Field(40, ge=0, le=1000)
    tier_4: int = Field(95, ge=0, le=1000)

    @property
    def drug_tiers(self) -> tuple[int, int, int, int]:
        """What a month of a medicine costs, tier by tier."""
        return self.tier_1, self.tier_2, self.tier_3, self.tier_4

    @model_validator(mode="after")
    def _in_order(self):
        if list(self.drug_tiers) != sorted(self.drug_tiers):
            raise ValueError("a higher tier of the drug list costs less than a lower one")
        return self
