"""An organisation's colours, refused when people could not read them."""

import re

from pydantic import BaseModel, ConfigDict, field_validator

SMALLEST_CONTRAST = 7.0  # WCAG 2.2, success criterion 1.4.6 (AAA), which this house holds for text
# The darkest light ground and the lightest dark ground that text in an organisation's colour may stand on.
DAY_GROUND = "#eef1f0"
NIGHT_GROUND = "#24302f"


def luminance(colour):
    """Returns the relative luminance (0 to 1) of a colour such as #0a4a57, as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Returns the contrast ratio (1 to 21) of two colours, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest(colour, ground):
    """Returns the colour nearest to one, of its own hue, in which text on a ground holds the contrast.

    Goes in 256 steps toward black on a light ground, toward white on a dark one.
    """
    end = 0 if luminance(ground) > 0.5 else 255
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for step in range(257):
        mixed = [round(channel + (end - channel) * step / 256) for channel in channels]
        found = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(found, ground) >= SMALLEST_CONTRAST:
            return found
    raise ValueError(f"no color reads on {ground}")


def _refuse(words, colour, ground):
    raise ValueError(words.format(colour=colour, ground=ground, nearest=nearest(colour, ground)))


TOO_LIGHT = (
    "{colour} is too light: text in it needs a contrast of 7 to 1 on {ground}. "
    "The nearest that passes is {nearest}"
)
TOO_DARK = (
    "{colour} is too dark: text in it needs a contrast of 7 to 1 on {ground}. "
    "The nearest that passes is {nearest}"
)


class Theme(BaseModel):
    """Brand and portal colours for the light scheme, and brand for the dark scheme."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    brand: str = "#0a4a57"
    brand_dark: str = "#8fd3df"
    portal: str = "#34307e"
    portal_dark: str = "#b9b6ff"

    @field_validator("*")
    @classmethod
    def _is_hex(cls, colour):
        if not re.fullmatch(r"#[0-9a-f]{6}", colour.lower()):
            raise ValueError("write a color as # and six digits, such as #0a4a57")
        return colour.lower()

    @field_validator("brand", "portal")
    @classmethod
    def _reads_by_day(cls, colour):
        if contrast(colour, DAY_GROUND) < SMALLEST_CONTRAST:
            _refuse(TOO_LIGHT, colour, DAY_GROUND)
        return colour

    @field_validator("brand_dark", "portal_dark")
    @classmethod
    def _reads_by_night(cls, colour):
        if contrast(colour, NIGHT_GROUND) < SMALLEST_CONTRAST:
            _refuse(TOO_DARK, colour, NIGHT_GROUND)
        return colour

    @property
    def is_default(self):
        """True when no color differs from the house's own."""
        return self == Theme()
