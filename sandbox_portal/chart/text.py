"""A piece of text in more than one language, as FHIR's translation extension carries it."""

from dataclasses import dataclass

from django.utils.translation import get_language

TRANSLATION_URL = "http://hl7.org/fhir/StructureDefinition/translation"


@dataclass(frozen=True)
class Text:
    """Text with its translations. In a template it shows itself in the page's language."""

    original: str
    translations: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str | None) -> str:
        """The text in this language; "es-MX" falls back to "es", and anything unknown to the original."""
        wanted = (language or "").lower()
        known = {code.lower(): words for code, words in self.translations}
        return known.get(wanted) or known.get(wanted.split("-")[0]) or self.original

    @classmethod
    def of(cls, words: dict[str, str]) -> "Text":
        """A text that was written as {"en", "es"}."""
        return cls(words["en"], (("es", words["es"]),))

    @property
    def languages(self) -> frozenset[str]:
        """The languages it was translated into, the original's own not among them."""
        return frozenset(code for code, _words in self.translations)

    def __str__(self) -> str:
        return self.in_language(get_language())

    def __bool__(self) -> bool:
        return bool(self.original)
