"""Whether a request names a day, and whether it is calm. Pure functions; nothing is kept.

A request to correct a record is read by the one who wrote the line. A day tells which visit it is about, and
plain words are answered sooner than angry ones (PORTAL.md A10: angry tone, no date).
"""

import re

from sandbox_portal.coach.rules import patterns
from sandbox_portal.safety.tokens import compose, fold

_MONTHS = (
    r"january|february|april|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
)
_WEEKDAYS = (
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo"
)
_UNITS = r"days?|weeks?|months?|years?|dias?|semanas?|mes|meses|anos?"
_DAY = re.compile(
    rf"\b(?:{_MONTHS}|{_WEEKDAYS}|yesterday|today|ayer|hoy)\b"
    r"|\b(?:in|on|last|of) (?:march|may)\b|\b(?:march|may) \d{1,2}\b"
    r"|\b\d{1,2}[/.-]\d{1,2}\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:19|20)\d\d\b"
    rf"|\b\w+ (?:{_UNITS}) ago\b|\bhace \w+ (?:{_UNITS})\b"
    r"|\b(?:last|this) (?:week|month|year)\b|\b(?:la semana|el mes|el ano) pasad[oa]\b"
)
_SHOUTED = re.compile(r"\b[^\W\d_]{4,}\b")
_MOST_SHOUTED = 2  # a name of a test in capitals is no shouting; three long words are
_PILED = re.compile(r"[!¡]\s*[!¡]|\?!|!\?")


def names_day(text: str) -> bool:
    """True where a day, a month or "3 weeks ago" stands in the text."""
    return bool(_DAY.search(fold(compose(text))))


def is_calm(text: str) -> bool:
    """True unless the text scolds, threatens, or shouts in capitals or with rows of exclamation marks."""
    read = compose(text)
    shouted = [word for word in _SHOUTED.findall(read) if word.isupper()]
    if len(shouted) > _MOST_SHOUTED or _PILED.search(read):
        return False
    return not patterns().cues["angry"].search(fold(read))
