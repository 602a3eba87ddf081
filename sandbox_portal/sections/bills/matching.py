"""Lays a bill beside the insurer's letter, line by line. Pure: no database, no clock."""

from dataclasses import dataclass

from sandbox_portal.chart.money import Bill, BillLine, Letter, LetterLine

SAME, DIFFERS, NOT_ON_LETTER, NOT_ON_BILL = "same", "differs", "not-on-letter", "not-on-bill"


@dataclass(frozen=True)
class Pair:
    """One line of the bill and the line of the letter that belongs to it; one of them may be missing."""

    line: BillLine | None
    other: LetterLine | None

    @property
    def verdict(self) -> str:
        if self.other is None:
            return NOT_ON_LETTER
        if self.line is None:
            return NOT_ON_BILL
        return SAME if self.line.owed == self.other.owed else DIFFERS


def pairs(bill: Bill, letter: Letter) -> list[Pair]:
    """Each line of the bill with its partner, then what only the letter has.

    Lines belong together by their code; of two with the same code the first one takes the letter's first.
    """
    waiting = list(letter.lines)
    found = []
    for line in bill.lines:
        other = next((each for each in waiting if each.code == line.code), None)
        if other is not None:
            waiting.remove(other)
        found.append(Pair(line, other))
    return found + [Pair(None, other) for other in waiting]


def owed_by_letter(bill: Bill, letter: Letter | None, number: int) -> int | None:
    """What the letter says is owed for one line of the bill; 0 where it has no such line, None without it."""
    if letter is None:
        return None
    for pair in pairs(bill, letter):
        if pair.line is not None and pair.line.number == number:
            return pair.other.owed if pair.other else 0
    return None


def is_right(bill: Bill, letter: Letter) -> bool:
    """True when every line is on both and says the same."""
    return all(pair.verdict == SAME for pair in pairs(bill, letter))


def family(bill: Bill, number: int) -> frozenset[int]:
    """The numbers of the lines that a question is about: that line and its doubles, or for 0 all of them."""
    line = bill.line(number)
    return frozenset(each.number for each in bill.lines if line is None or each.code == line.code)
