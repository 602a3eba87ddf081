"""What the authors of the library said of a lesson, item by item of PEMAT-P: one entry of a pemat.yaml."""

from datetime import date

from pydantic import Field, model_validator

from courses.library_loader.schema import Language, Strict, Text
from courses.plain_language import pemat

NUMBERS = {item.number for item in pemat.ITEMS}
ALWAYS = {item.number for item in pemat.ITEMS if not item.may_not_apply}


class Judgement(Strict):
    """Each item stands in one of three places. What is not agreed with has its reason."""

    judged_on: date
    text: dict[Language, str]  # the mark of the text that was read, in each language
    agree: list[int] = Field(min_length=1)
    disagree: dict[int, Text] = {}
    not_for_this: dict[int, Text] = {}

    @model_validator(mode="after")
    def _has_each_item_once(self):
        given = [*self.agree, *self.disagree, *self.not_for_this]
        if missing := sorted(NUMBERS - set(given)):
            raise ValueError(f"item {missing[0]} has no answer")
        for number in given:
            if number not in NUMBERS or given.count(number) > 1:
                raise ValueError(f"item {number} is no item of PEMAT-P, or stands there twice")
        if always := sorted(ALWAYS & self.not_for_this.keys()):
            raise ValueError(f"item {always[0]} always applies")
        return self

    def answer(self, number):
        """Returns what was said of an item."""
        if number in self.disagree:
            return pemat.DISAGREE
        return pemat.NOT_FOR_THIS if number in self.not_for_this else pemat.AGREE

    def score(self, group):
        """Returns the share of agreement in one group of items, in percent."""
        return pemat.score({pemat.name(item): self.answer(item.number) for item in pemat.ITEMS}, group)
