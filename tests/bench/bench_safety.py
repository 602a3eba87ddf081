"""The safety rules: what they find, what they wrongly stop, and what a text costs.

"list" are the sentences the word lists were made with; "unseen" were written before the lists last changed
and never used to change them. "everyday" are sentences that the rules were developed with after that: typos,
dictation, carers' words. They say what the rules are for, not what they will do. One hand wrote all of these;
"other" are unseen texts by another hand, which had not seen the lists: the nearest to what real words do.
Recall on the list is a floor for changes, not a promise.
"""

import time

from sandbox_portal.safety.emergencies import detect
from sandbox_portal.safety.identifiers import detect as detect_identifiers
from sandbox_portal.safety.lists import LANGUAGES, lexicon
from tests.bench.report import say, small
from tests.sandbox_portal.safety import corpus

CHARACTERS = 1000


def main():
    """Prints recall and false alarms a language, the misses, and microseconds for 1,000 characters."""
    lexicon()
    say("safety", [_row(language) for language in LANGUAGES])
    for language in LANGUAGES:
        _print_misses(language)


def _row(language):
    positives, missed = corpus.positives(language), corpus.misses(language)
    calm = corpus.near_misses(language)
    stop, found, fresh_calm, fresh_alarms = corpus.unseen(language)
    other_stop, other_found, other_calm, other_alarms = corpus.unseen(language, "another_hand")
    everyday, heard, everyday_calm, everyday_alarms = corpus.unseen(language, "everyday")
    text = _thousand_characters(language)
    return {
        "language": language,
        "list texts": len(positives),
        "list recall %": 100 * (1 - len(missed) / len(positives)),
        "near misses": len(calm),
        "false alarms %": 100 * len(corpus.false_alarms(calm, language)) / len(calm),
        "unseen texts": len(stop),
        "unseen recall %": 100 * len(found) / len(stop),
        "unseen false alarms %": 100 * len(fresh_alarms) / len(fresh_calm),
        "everyday texts": len(everyday),
        "everyday recall %": 100 * len(heard) / len(everyday),
        "everyday false alarms %": 100 * len(everyday_alarms) / len(everyday_calm),
        "other texts": len(other_stop),
        "other recall %": 100 * len(other_found) / len(other_stop),
        "other false alarms %": 100 * len(other_alarms) / len(other_calm),
        "emergencies µs": _microseconds(detect, text),
        "emergencies x10 µs": _microseconds(detect, text * 10),
        "identifiers µs": _microseconds(detect_identifiers, text),
    }


def _thousand_characters(language):
    """A text made of near misses alone: more alarming words than any real message has."""
    return " ".join(corpus.near_misses(language))[:CHARACTERS]


def _microseconds(function, text):
    """The best of several rounds, in microseconds a text."""
    rounds, best = small(5, 30), float("inf")
    for _ in range(rounds):
        began = time.process_time()
        function(text)
        best = min(best, time.process_time() - began)
    return best * 1e6


def _print_misses(language):
    for tier, text in corpus.misses(language):
        print(f"  {language} list, missed {tier}: {text}")
    for text in corpus.false_alarms(corpus.near_misses(language), language):
        print(f"  {language} list, false alarm: {text}")
    for name in ("fresh", "everyday"):  # the other hand's texts stay unread: who changes the rules runs this
        stop, found, _, alarms = corpus.unseen(language, name)
        for text in stop:
            if text not in found:
                print(f"  {language} {name}, missed: {text}")
        for text in alarms:
            print(f"  {language} {name}, false alarm: {text}")


if __name__ == "__main__":
    main()
