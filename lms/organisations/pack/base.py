"""What every part of a policy pack is made of: strict data, a text in both languages, a phone number."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _phone(value):
    if not re.fullmatch(r"[0-9+() .-]{3,24}", value):
        raise ValueError("write a phone number with digits, spaces, dots, dashes and brackets only")
    return value


Phone = Annotated[str, AfterValidator(_phone)]


class Strict(BaseModel):
    """A part of a pack: unknown keys are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """A text in both languages."""

    en: str = Field(min_length=1)
    es: str = Field(min_length=1)

    def in_language(self, language):
        """Returns the text in a language, English where it is another one."""
        return self.es if str(language).startswith("es") else self.en
