"""Whether digits that look like an identifier can be one. The browser holds the same checks in safety.js."""

from __future__ import annotations

import re
from collections.abc import Callable

TEST_CARDS = frozenset({"4242424242424242", "4111111111111111", "5555555555554444", "378282246310005"})
FREE_DOMAINS = ("example.org", "example.com", "example.net")
HELP_LINES = frozenset({"8002221222", "8007997233", "8002738255", "8006624357"})
NOT_STREETS = frozenset({
    "the", "down", "across", "on", "a", "my", "your", "our", "this", "that", "along", "in", "of", "to",
    "same", "by", "off", "from", "blocks", "block", "miles", "times"
})  # fmt: skip
NOT_NAMES = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "i", "ok", "diabetic", "sorry", "medicare", "spanish", "english", "mexican", "american", "portal",
    "the", "my", "a", "an", "hello", "hi", "lunes", "martes", "si", "no", "yo", "el", "la", "alergica",
    "alergico", "diabetica", "diabetico", "yes", "not", "very", "so", "also", "here"
})  # fmt: skip


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def luhn(number: str) -> bool:
    """True when the last digit is right by the Luhn sum that payment cards carry (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def card(text: str) -> bool:
    number = digits(text)
    return 13 <= len(number) <= 19 and number not in TEST_CARDS and len(set(number)) > 1 and luhn(number)


def ssn(text: str) -> bool:
    """False for numbers that nobody was ever given: areas 000, 666 and 9xx, group 00, serial 0000."""
    number = digits(text)
    is_given = number[:3] not in {"000", "666"} and number[0] != "9"
    return is_given and number[3:5] != "00" and number[5:] != "0000"


def nhs(text: str) -> bool:
    """The modulus 11 check of the NHS data dictionary; numbers from 999 are for tests."""
    number = digits(text)
    rest = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9])) % 11
    return (
        not number.startswith("999") and len(set(number)) > 1 and rest % 11 == int(number[9]) and rest != 10
    )


def phone(text: str) -> bool:
    """False for the made-up numbers 555-0100 to 555-0199 and for public help lines."""
    number = digits(text)
    return not re.search(r"55501\d\d$", number) and number[-10:] not in HELP_LINES and len(number) >= 7


def domain_is_real(domain: str) -> bool:
    domain = domain.lower().rstrip(".")
    return not any(
        domain == free or domain.endswith("." + free) for free in (*FREE_DOMAINS, "988lifeline.org")
    )


def email(text: str) -> bool:
    return domain_is_real(text.rsplit("@", 1)[1])


def url(text: str) -> bool:
    return domain_is_real(re.sub(r"^https?://|^www\.", "", text.lower()).split("/")[0])


def ip(text: str) -> bool:
    return all(int(part) <= 255 for part in text.split("."))


def street(text: str) -> bool:
    return not any(word in NOT_STREETS for word in text.lower().split())


def record(text: str) -> bool:
    return len(digits(text)) >= 3


def name(text: str) -> bool:
    return re.sub(r"['’]s$", "", text.split()[0].lower()) not in NOT_NAMES


def date(text: str) -> bool:
    return bool(digits(text))


BY_NAME: dict[str, Callable[[str], bool]] = {
    "card": card, "ssn": ssn, "nhs": nhs, "phone": phone, "email": email, "url": url, "ip": ip,
    "street": street,    "record": record, "name": name, "date": date,
}  # fmt: skip
