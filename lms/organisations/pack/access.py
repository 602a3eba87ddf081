"""The part of a policy pack about who gets in: families, signing in, who looked."""

from typing import Literal

from pydantic import Field, model_validator

from lms.organisations.pack.base import Phone, Strict


class AgeBand(Strict):
    """What a parent may see of a child from one age up to the year before the next band."""

    from_age: int = Field(ge=0, le=120)
    to_age: int = Field(ge=0, le=120)
    access: Literal["full", "limited", "none"]

    @model_validator(mode="after")
    def _in_order(self):
        if self.from_age > self.to_age:
            raise ValueError("an age band ends before it begins")
        return self


SHARED = ("appointments", "medicines", "messages", "results", "bills")
"""What a patient can open for a helper, in the order of the menu."""
TEEN_PARTS = ("appointments", "health", "medicines", "messages", "results")


class ProxyRules(Strict):
    """How proxy access works here. The default bands are the common 0–11, 12–17, 18 and over.

    Each of the three levels shows what the one before it shows, and more; what none shows cannot be shared at
    all. Bills are in none unless the clinic puts them there: few portals show a helper the bills, and some
    show them to a parent only who pays for the child (the guarantor), so `parent_bills` is a rule of its own.
    Of the health page a teen's parent sees allergies and shots only.
    """

    age_bands: list[AgeBand] = [
        AgeBand(from_age=0, to_age=11, access="full"),
        AgeBand(from_age=12, to_age=17, access="limited"),
        AgeBand(from_age=18, to_age=120, access="none"),
    ]
    adult_expires_months: int = Field(18, ge=1, le=120)
    review_business_days: int = Field(5, ge=0, le=30)
    invite_expires_days: int = Field(14, ge=1, le=90)
    warn_days: int = Field(30, ge=1, le=90)  # calendar days before the end that the patient is asked
    adult_age: int = Field(18, ge=16, le=21)  # from here on one can be a helper; 19 or 21 in a few states
    level_visits: list[Literal[SHARED]] = ["appointments"]
    level_everyday: list[Literal[SHARED]] = ["appointments", "medicines", "messages"]
    level_records: list[Literal[SHARED]] = ["appointments", "medicines", "messages", "results"]
    teen_sees: list[Literal[TEEN_PARTS]] = ["appointments", "health"]
    teen_may_open: list[Literal[TEEN_PARTS]] = ["medicines", "messages", "results"]
    teen_must_agree: bool = False  # without the teen's yes, no parent sees anything
    parent_bills: Literal["never", "guarantor", "always"] = "never"
    step_parent_paper: Literal["co-signature", "court-paper"] = "co-signature"
    phone: Phone | None = None  # who to call about papers and accesses on hold; without it, the clinic's own

    @property
    def shared(self) -> tuple[str, ...]:
        """Returns what a patient can open for a helper here, in the order of the menu."""
        most = {*self.level_visits, *self.level_everyday, *self.level_records}
        return tuple(name for name in SHARED if name in most)

    @model_validator(mode="after")
    def _rising(self):
        low, middle, high = (
            set(level) for level in (self.level_visits, self.level_everyday, self.level_records)
        )
        if not low or not (low <= middle <= high):
            raise ValueError("a higher level of access must show all that the lower one shows")
        return self

    @model_validator(mode="after")
    def _without_gaps(self):
        bands = sorted(self.age_bands, key=lambda band: band.from_age)
        for before, after in zip(bands, bands[1:], strict=False):
            if after.from_age != before.to_age + 1:
                raise ValueError(f"the age bands leave a gap or overlap after age {before.to_age}")
        return self


class SignInRules(Strict):
    """How people sign up and in here. `sign_up` says what follows once somebody without a code is found in
    the records: "match" lets them go on, "review" has the clinic look first. Days are calendar days, unless
    it says otherwise."""

    sign_up: Literal["match", "review"] = "match"
    review_days: int = Field(1, ge=0, le=30)  # business days until somebody has looked at a sign-up
    letter_days: int = Field(3, ge=1, le=30)  # business days until a code is there in a letter
    sign_up_tries: int = Field(3, ge=1, le=10)  # birth dates that do not fit, then one has to call
    code_tries: int = Field(3, ge=1, le=10)  # wrong tries, then a code is no longer good
    invite_code_days: int = Field(28, ge=1, le=90)
    passphrase_characters: int = Field(14, ge=8, le=40)
    tries_before_lockout: int = Field(5, ge=3, le=10)
    lockout_minutes: int = Field(30, ge=5, le=1440)
    code_minutes: int = Field(10, ge=2, le=60)
    remember_days: int = Field(30, ge=1, le=90)
    timeout_minutes: int = Field(15, ge=5, le=60)
    warning_minutes: int = Field(2, ge=1, le=4)  # before one is signed out


class PrivacyRules(Strict):
    """How far back people see who looked, how long an app may be let in. `review_days`: business days."""

    office_phone: Phone = "555-0133"
    log_days: int = Field(90, ge=7, le=730)
    review_days: int = Field(3, ge=1, le=30)  # until the privacy office answers
    app_days: int = Field(90, ge=1, le=365)  # the longest that an app may be let in at once
