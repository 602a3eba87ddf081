"""The 13 portal skills: lessons teach them, practice tasks exercise them, questions measure them."""

SLUGS = (
    "getting-started",
    "reviewing-records",
    "messaging",
    "keeping-current",
    "regular-use",
    "privacy-security",
    "medicines-refills",
    "appointments",
    "billing-insurance",
    "proxy-access",
    "documents",
    "health-tracking",
    "right-channel",
)
