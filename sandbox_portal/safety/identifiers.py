"""Things in a text that look like a real person's identifiers: digits, addresses, names.

Patterns are few and open, so the browser runs the same ones (`browser.py`). They miss names in free
prose and give false alarms; pages say so. A finding keeps its place, never its digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sandbox_portal.safety import checks
from sandbox_portal.safety.allowed import NOBODY, Allowed
from sandbox_portal.safety.findings import Action, Identifier
from sandbox_portal.safety.tokens import compose


@dataclass(frozen=True)
class Rule:
    """One kind of identifier. `near` stands at most `reach` characters before the match; `check` proves it.

    `pattern` and `near` are written so that JavaScript reads them as Python does. `not_near` in front of the
    match says that it is something else.
    """

    kind: str
    action: Action
    pattern: str
    near: str = ""
    not_near: str = ""
    check: str = ""
    reach: int = 40
    is_cased: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, 0 if self.is_cased else re.IGNORECASE)

    @cached_property
    def before(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """The words that must, and those that must not, stand in front."""
        compiled = [
            re.compile(words, re.IGNORECASE) if words else None for words in (self.near, self.not_near)
        ]
        return compiled[0], compiled[1]


MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    "|diciembre"
)
DATE = (
    r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2}"
    rf"|(?:{MONTHS})\.? \d{{1,2}},? (?:19|20)\d{{2}}"
    rf"|\d{{1,2}} (?:de )?(?:{MONTHS}),?(?: del?)? (?:19|20)\d{{2}})\b"
)
PHONE_WORDS = r"\b(?:call|phone|cell|mobile|tel|text|fax|number is|llam\w*|tel[eé]fono|celular|m[oó]vil)\b"
STREET = "street|avenue|boulevard|road|lane|drive|court|terrace|parkway|highway"
SHORT_STREET = "St|Ave|Rd|Blvd|Ln|Dr|Ct|Pkwy|Hwy|Way|Place|Circle"
RULES = (
    Rule("ssn", Action.BLOCK, r"\b\d{3}[- ]\d{2}[- ]\d{4}\b", check="ssn"),
    Rule(
        "ssn",
        Action.BLOCK,
        r"\b\d{9}\b",
        near=r"\b(?:ssn|social security|social|seguro social|nss)\b",
        check="ssn",
    ),
    Rule(
        "mbi",
        Action.BLOCK,
        r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?"
        r"[AC-HJKMNP-RT-Y]{2}\d{2}\b",
    ),
    Rule("card", Action.BLOCK, r"\b\d(?:[ -]?\d){12,18}\b", check="card"),
    Rule("nhs", Action.BLOCK, r"\b\d{3} \d{3} \d{4}\b", not_near=PHONE_WORDS, check="nhs"),
    Rule("nhs", Action.BLOCK, r"\b\d{10}\b", not_near=PHONE_WORDS, check="nhs"),
    Rule("nhs", Action.BLOCK, r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", near=r"\bnhs\b", check="nhs"),
    Rule("email", Action.WARN, r"\b[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}\b", check="email"),
    Rule("url", Action.WARN, r"\b(?:https?://|www\.)[^\s<>\"']{3,200}", check="url"),
    Rule(
        "url",
        Action.WARN,
        r"\b[a-z0-9-]{2,63}\.(?:com|org|net|gov|edu|info|health|io|mx|es|uk)(?:/[^\s<>\"']{0,200})?(?![\w.@-])",
        not_near="@$",
        check="url",
        reach=1,
    ),
    Rule("ip", Action.WARN, r"\b\d{1,3}(?:\.\d{1,3}){3}\b", check="ip"),
    Rule(
        "phone",
        Action.WARN,
        r"(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|\b[2-9]\d{2}[ .-]?)[2-9]\d{2}[ .-]?\d{4}\b",
        check="phone",
    ),
    Rule("phone", Action.WARN, r"\+\d{1,3}(?:[ .-]?\(?\d{2,4}\)?){2,4}\b", check="phone"),
    Rule("phone", Action.WARN, r"\b[2-9]\d{2}-\d{4}\b", not_near=r"[\d-]$", check="phone", reach=1),
    Rule(
        "birth-date",
        Action.WARN,
        DATE,
        near=r"\b(?:born|birth\w*|dob|nac[ií]\w*|fecha de nac\w*|cumplea[nñ]os)\b",
        check="date",
    ),
    Rule(
        "age",
        Action.WARN,
        r"\b(?:9\d|1[01]\d)(?= (?:years? old|yrs? old|y/o|a[nñ]os)\b)",
        not_near=r"\b(?:for|hace|after)(?: \w+)? $",
    ),
    Rule(
        "record-number",
        Action.WARN,
        r"\b(?=[a-z0-9-]{0,11}\d)[a-z0-9](?:-?[a-z0-9]){4,11}\b",
        near=r"\b(?:mrn|(?:medical )?record (?:no|number|#)|chart (?:no|number)|member"
        r"|policy|plan (?:id|number)|subscriber|account (?:no|number|#)|group (?:no|number)|license|licence"
        r"|expediente|historia cl[ií]nica|afiliad[oa]|p[oó]liza|soci[oa]"
        r"|licencia|n[uú]mero de cuenta)\b(?: (?:id|is|no|number|de|es|n[uú]mero))*[ .:#]*$",
        check="record",
    ),
    Rule(
        "address",
        Action.WARN,
        rf"\b\d{{1,6}} (?:[nsew]\.? )?[a-z]{{2,20}}(?: [a-z]{{2,20}})? (?:{STREET})\b",
        check="street",
    ),
    Rule(
        "address",
        Action.WARN,
        rf"\b\d{{1,6}} (?:[NSEW]\.? )?(?:[A-Z][a-z]{{1,20}} ){{1,3}}(?:{SHORT_STREET})\b",
        check="street",
        is_cased=True,
    ),
    Rule(
        "address",
        Action.WARN,
        r"\b(?:calle|avenida|av\.|carrera|pasaje|colonia) [a-záéíóúñ]{2,20}(?: [a-záéíóúñ]{2,20}){0,2},?"
        r" (?:n[uú]mero |no\.? |#)?\d{1,6}\b",
        check="street",
    ),
    Rule("address", Action.WARN, r"\b\d{5}-\d{4}\b", check="street"),
    Rule(
        "name",
        Action.SOFT,
        r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ'-]{1,20}(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñ'-]{1,20}){0,2}",
        near=r"(?:\bmy name is|\bi am|\bi['’]m|\bthis is|\bme llamo|\bmi nombre es|\bsoy"
        r"|\bdr\.?|\bdra\.?|\bdoctora?) $",
        check="name",
        is_cased=True,
    ),
)


def detect(text: str, allowed: Allowed = NOBODY) -> tuple[Identifier, ...]:
    """Each identifier in a text, in order; what belongs to the invented person is none.

    Where two kinds cover the same digits, the one that blocks stands alone. Linear in the length of the text.
    """
    text = compose(text)
    found: list[Identifier] = []
    for rule in RULES:
        for match in rule.regex.finditer(text):
            if _stands(rule, text, match) and not allowed.has(rule.kind, match.group()):
                suggestion = allowed.suggestion(rule.kind)
                found.append(Identifier(rule.kind, rule.action, match.start(), match.end(), suggestion))
    return tuple(_without_doubles(found))


def _stands(rule: Rule, text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - rule.reach) : match.start()]
    needed, forbidden = rule.before
    if needed and not needed.search(before) or forbidden and forbidden.search(before):
        return False
    return not rule.check or checks.BY_NAME[rule.check](match.group())


def _without_doubles(found: list[Identifier]) -> Iterator[Identifier]:
    weight = {Action.BLOCK: 0, Action.WARN: 1, Action.SOFT: 2}
    kept: list[Identifier] = []
    for item in sorted(found, key=lambda one: (weight[one.action], one.start - one.end, one.start)):
        if all(item.end <= other.start or item.start >= other.end for other in kept):
            kept.append(item)
    yield from sorted(kept, key=lambda one: one.start)
