"""An organisation's colours as a small style sheet, for what differs from the house's own."""

import hashlib

STYLESHEET = """\
:root {{ --brand: {brand}; --portal: {portal}; --portal-bar: {portal}; }}
@supports (color: light-dark(#fff, #000)) {{
  :root {{
    --brand: light-dark({brand}, {brand_dark});
    --portal: light-dark({portal}, {portal_dark});
    --portal-bar: {portal};
    --brand-wash: light-dark(
      color-mix(in srgb, {brand} 6%, #ffffff), color-mix(in srgb, {brand_dark} 12%, #12181a)
    );
    --portal-wash: light-dark(
      color-mix(in srgb, {portal} 6%, #ffffff), color-mix(in srgb, {portal_dark} 12%, #12181a)
    );
  }}
}}
"""


def stylesheet(theme):
    """Returns the CSS that lays a theme over the tokens. Colours are validated hex, so nothing is escaped."""
    # The layer stands between the tokens and a person's own settings: their contrast wins over a house style.
    return "@layer theme {\n" + STYLESHEET.format(**theme.model_dump()) + "}\n"


def version(theme):
    """Returns a short mark that changes with the colours, for the address of the style sheet."""
    return hashlib.sha256(theme.model_dump_json().encode()).hexdigest()[:10]
