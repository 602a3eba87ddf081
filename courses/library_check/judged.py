"""The authors' judgement of a lesson by PEMAT-P, held against the lesson as it reads today.

A program sees a few items by itself. Where the authors said otherwise, one of the two is wrong, and the check
stops until it is mended.
"""

import re

from courses.library_check import blocks
from courses.library_loader.files import JUDGEMENTS, checksum
from courses.plain_language.pemat import AGREE, DISAGREE, NOT_FOR_THIS

LONGEST_PIECE = 75  # words in one paragraph or example
LONGEST_LIST = 7
FEWEST_HEADINGS = 2
MOST_UNDER_A_HEADING = 170  # words

_TO_CALL = re.compile(r"\b(?:911|988|1-800-\d{3}-\d{4})\b")


def mark(lesson, library):
    """Returns a short mark of what was judged: the lesson's own words and parts, and its fact cards.

    Its activities are not in it: they are mended often, and have a check of their own.
    """
    shown = blocks.lesson_blocks(lesson, library)
    own = {name: text for name, text in shown.items() if not name.startswith("activity ")}
    kinds = [item.kind for item in lesson.see]
    return checksum(repr(sorted(own.items())), repr(kinds), lesson.drawing.name)[:12]


def faults(name, lesson, library):
    """Yields (kind, text) of what is wrong with the judgement of a lesson in its language."""
    course, _, slug = name.partition("/")
    file, now, title = f"{course}/{JUDGEMENTS}", mark(lesson, library), f"“{lesson.title}”"
    kept = library.judgements.get(name)
    to_write = f'{file}, and write down this mark of the text: {lesson.language}: "{now}"'
    if kept is None:
        text = f"nobody has judged {title} yet. Read it, and answer each item of PEMAT-P under “{slug}” in"
        yield "not judged", f"{text} {to_write}"
    elif kept.text.get(lesson.language) != now:
        text = f"{title} has changed since {kept.judged_on}. Read it again, mend the answers and the day"
        yield "changed since it was judged", f"{text} under “{slug}” in {to_write}"
    else:
        for number, answers in visible(lesson, library).items():
            said, seen = kept.answer(number), " or ".join(answers)
            if said not in answers:
                text = f"{title}: {file} says “{said}” to item {number}, and a program sees “{seen}”."
                yield "judged otherwise", f"{text} Look again, and mend the lesson or the answer."


def visible(lesson, library):
    """Returns {number of an item: the answers that a program can live with}.

    A good structure does not make a good heading, so that where the structure holds, people still decide.
    """
    kinds = [item.kind for item in lesson.see]
    longest = _most_in_a_row(lesson)
    has_headings = kinds.count("heading") >= FEWEST_HEADINGS and longest <= MOST_UNDER_A_HEADING
    has_signs = bool({"list", "steps", "do_dont", "example"} & set(kinds))
    open_to_people = (AGREE, DISAGREE)
    return {
        6: open_to_people if _has_numbers(lesson, library) else (NOT_FOR_THIS,),
        8: (AGREE,) if _is_in_pieces(lesson) else (DISAGREE,),
        9: open_to_people if has_headings else (DISAGREE,),
        11: (AGREE,) if lesson.summary else (DISAGREE,),
        12: open_to_people if has_signs else (DISAGREE,),
        16: open_to_people,  # every lesson has a drawing
        17: open_to_people if lesson.drawing.caption.strip() else (DISAGREE,),
        18: open_to_people,
        19: (NOT_FOR_THIS,),  # no lesson can hold a table
        22: open_to_people if "steps" in kinds else (DISAGREE,),
    }


def _is_in_pieces(lesson):
    pieces = [item.value for item in lesson.see if item.kind == "paragraph"]
    pieces += [item.value.text for item in lesson.see if item.kind == "example"]
    lists = [item.value for item in lesson.see if item.kind in ("list", "steps")]
    return all(len(text.split()) <= LONGEST_PIECE for text in pieces) and all(
        len(lines) <= LONGEST_LIST for lines in lists
    )


def _most_in_a_row(lesson):
    """Returns the words of the longest stretch without a heading; what has a title of its own is left out."""
    most = here = 0
    for item in lesson.see:
        if item.kind == "heading":
            here = 0
        elif item.kind not in ("fact", "check", "screen", "film", "timeline"):
            here += len(blocks.words(item).split())
        most = max(most, here)
    return most


def _has_numbers(lesson, library):
    shown = blocks.lesson_blocks(lesson, library)
    own = "\n".join(text for name, text in shown.items() if not name.startswith("activity "))
    for item in lesson.see:  # its numbers only mark places
        own = own.replace(blocks.words(item), "") if item.kind in ("screen", "film") else own
    return any(character.isdigit() for character in _TO_CALL.sub("", own))
