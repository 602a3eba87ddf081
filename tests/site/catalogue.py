"""Reads what the Spanish catalogue says, and what the templates and the Python files ask it for."""

import ast
import gettext
import re
from typing import NamedTuple

from django.utils.translation.template import templatize

from tests.architecture.places import ROOT, name, tracked

FOLDER = ROOT / "locale" / "es" / "LC_MESSAGES"
CALLS = {  # function -> how many of its first arguments are text, and whether the first is a context
    "_": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (2, True),
    "pgettext_lazy": (2, True),
    "npgettext": (3, True),
    "npgettext_lazy": (3, True),
}
_TEXT = r"""[uU]?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b({'|'.join(CALLS)})\(\s*({_TEXT}(?:\s*,\s*{_TEXT})*)", re.DOTALL)


class Wanted(NamedTuple):
    """A text that a page asks for: the words, their plural ("" without one) and their context."""

    text: str
    plural: str = ""
    context: str = ""


class Entry(NamedTuple):
    """One entry of the .po: what is wanted, its Spanish forms, and whether a tool only guessed them."""

    wanted: Wanted
    spanish: tuple[str, ...]
    is_guess: bool


def entries():
    """Returns the entries of the .po without its header and without what is out of use."""
    blocks = re.split(r"\n\s*\n", (FOLDER / "django.po").read_text(encoding="utf-8"))
    found = [_entry(block) for block in blocks if re.search(r"^msgid ", block, re.MULTILINE)]
    return [entry for entry in found if entry.wanted.text]


def _entry(block):
    fields: dict[str, str] = {}
    field = ""
    for line in block.splitlines():
        start = re.match(r'(msg\w+(?:\[\d\])?) (?=")', line)
        field = start[1] if start else field
        text = line[start.end() :] if start else line
        if text.startswith('"'):
            fields[field] = fields.get(field, "") + ast.literal_eval(text)
    wanted = Wanted(fields["msgid"], fields.get("msgid_plural", ""), fields.get("msgctxt", ""))
    spanish = tuple(fields[key] for key in sorted(fields) if key.startswith("msgstr"))
    is_guess = bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE))
    return Entry(wanted, spanish, is_guess)


def compiled():
    """Returns the catalogue that the site itself reads."""
    with (FOLDER / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def said_by(catalogue, entry):
    """Returns the forms in which a compiled catalogue says an entry."""
    text, plural, context = entry.wanted
    if plural and context:
        return tuple(catalogue.npgettext(context, text, plural, n) for n in (1, 2))
    if plural:
        return tuple(catalogue.ngettext(text, plural, n) for n in (1, 2))
    return (catalogue.pgettext(context, text) if context else catalogue.gettext(text),)


def asked_for():
    """Returns each text that the project's own pages ask for, with the file that does."""
    wanted = {}
    for path in tracked("*.html", "*.txt", "*.py"):
        if name(path).startswith(("tests/", "requirements")):
            continue
        read = in_python if path.suffix == ".py" else in_template
        wanted |= {one: name(path) for one in read(path.read_text(encoding="utf-8"))}
    return wanted


def in_python(source):
    """Returns the texts that Python asks for. A text that is put together while it runs is not found."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            size = CALLS[node.func.id][0]
            texts = [arg.value for arg in node.args[:size] if isinstance(arg, ast.Constant)]
            if len(texts) == size:
                found.add(_wanted(node.func.id, texts))
    return found


def in_template(source):
    """Returns the texts that a template asks for, as makemessages would find them."""
    found = set()
    for function, written in _CALL.findall(templatize(source)):
        texts = [ast.literal_eval(text) for text in re.findall(_TEXT, written, re.DOTALL)]
        found.add(_wanted(function, texts[: CALLS[function][0]]))
    return found


def _wanted(function, texts):
    context, texts = (texts[0], texts[1:]) if CALLS[function][1] else ("", texts)
    return Wanted(texts[0], texts[1] if len(texts) > 1 else "", context)
