"""What a lesson says, as HTML: each word of the glossary opens what it means where a block first uses it."""

from django.utils.html import conditional_escape

from courses.shelf.glossary import GlossaryTerm
from lms import explaining
from lms.organisations import places
from lms.site.kept import Keeper

# A heading stays a heading; a word that stands beside its meaning needs no second one.
AS_IT_IS = frozenset({"heading", "term", "picture", "screen", "film", "timeline"})

_glossaries = Keeper(most=200)
_texts = Keeper(most=5000)


class Wording:
    """A lesson's words in one language for one organisation.

    `key` names the lesson, the language and the organisation, under which texts are kept; None for a draft.
    """

    def __init__(self, explainer, language, key):
        self._explainer, self._language, self._key = explainer, language, key

    def block(self, block, place):
        """Returns a block to read as HTML. `place` is unique on the page."""
        return self._kept(place, lambda: self._block(block, place))

    def text(self, text, place):
        """Returns a plain text as HTML."""
        return self._kept(place, lambda: self._explained(conditional_escape(text), place))

    def lines(self, stream, place):
        """Returns the lines of one of a lesson's lists as HTML."""
        return [self.text(block.value, f"{place}{number}") for number, block in enumerate(stream, 1)]

    def _block(self, block, place):
        html = block.render()
        return html if block.block_type in AS_IT_IS else self._explained(html, place)

    def _explained(self, html, place):
        return self._explainer.explain(html, place=place, address=places.below(f"/{self._language}/words/"))

    def _kept(self, place, make):
        return make() if self._key is None else _texts.under((*self._key, place), make)


def of(lesson, *, organisation, language, is_draft=False):
    """Returns the Wording of a lesson with an organisation's glossary.

    One query, none while no content changes. Nothing of a draft is kept.
    """
    owner = organisation and organisation.pk
    explainer = glossary(organisation, language)
    return Wording(explainer, language, None if is_draft else (lesson.pk, owner, language))


def glossary(organisation, language):
    """Returns the Explainer of an organisation's glossary. One query, none while no content changes."""
    owner = organisation and organisation.pk
    return _glossaries.under((owner, language), lambda: _glossary(organisation, language))


def _glossary(organisation, language):
    terms = GlossaryTerm.objects.listed(organisation=organisation, language=language)
    return explaining.Explainer(
        [
            explaining.Word(term.key, term.word, term.meaning, explaining.forms(term.word, language))
            for term in terms
        ]
    )
