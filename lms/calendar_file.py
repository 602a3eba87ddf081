"""Calendar files (RFC 5545), for the calendar of a phone (docs/adr/0150-the-plan-as-a-calendar.md)."""

from datetime import UTC, datetime

LONGEST_LINE = 73  # octets; RFC 5545 folds after 75 with the line's end


def document(events, *, product: str) -> bytes:
    """Returns the file. `events` are lists of lines, each from `event`; `product` names what made it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Portalwise//{product}//EN"]
    for event in events:
        lines += event
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def event(*, uid: str, made_at: datetime, times, summary: str, words=(), alarm: str, alarm_text: str):
    """Returns the lines of one event.

    `times` are whole lines (DTSTART and what follows), `words` are (NAME, text) pairs whose text is escaped
    here, `alarm` says when the phone rings, counted from the start (-P1D: a day before).
    """
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{utc(made_at)}",
        *times,
        f"SUMMARY:{_escaped(summary)}",
        *(f"{name}:{_escaped(text)}" for name, text in words),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(alarm_text)}",
        f"TRIGGER:{alarm}",
        "END:VALARM",
        "END:VEVENT",
    ]


def utc(moment: datetime) -> str:
    """Returns a moment as the files write it, in UTC, so that every phone shows its own time."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line, cut into parts of 73 octets at most; each part but the first begins with a space."""
    parts, rest = [], line
    while len(rest.encode()) > LONGEST_LINE:
        cut = LONGEST_LINE
        while len(rest[:cut].encode()) > LONGEST_LINE:
            cut -= 1
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return "\r\n".join([*parts, rest]) + "\r\n"
