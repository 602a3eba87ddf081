"""Words of an emergency are found in both languages; calm words are let through."""

import pytest

from sandbox_portal.safety import Tier, inspect, is_reviewed
from sandbox_portal.safety.findings import STOPPING
from sandbox_portal.safety.lists import LANGUAGES, NAMES, ListError, lexicon, load_list
from sandbox_portal.safety.phrases import PhraseError, parse
from tests.sandbox_portal.safety import corpus


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_at_least_200_texts_of_each_kind(language):
    assert len(set(corpus.positives(language))) >= 200
    assert len(set(corpus.near_misses(language))) >= 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_recall_on_the_list_is_at_least_98_percent(language):
    missed = corpus.misses(language)
    for tier, text in missed:
        print(f"missed {tier}: {text}")

    assert len(missed) <= 0.02 * len(corpus.positives(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_one_calm_text_in_ten_raises_a_full_alarm(language):
    calm = corpus.near_misses(language)
    alarms = corpus.false_alarms(calm, language)
    for text in alarms:
        print(f"false alarm: {text}")

    assert len(alarms) <= 0.10 * len(calm)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_can_wait_a_day_but_no_more_is_tier_3(language):
    texts = corpus.read("positives", language)["T3"]

    assert [text for text in texts if Tier.CALL_TODAY not in inspect(text).tiers] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_words_typed_in_a_hurry_are_heard_and_calm_ones_let_through(language):
    stop, found, calm, alarms = corpus.unseen(language, "everyday")
    print([text for text in stop if text not in found], alarms)

    assert min(len(set(stop)), len(set(calm))) >= 150
    assert len(found) >= 0.95 * len(stop)
    assert len(alarms) <= 0.05 * len(calm)


@pytest.mark.parametrize(
    ("alarm", "calm"),
    [
        ("my chest hurts when I lift my arm", "My shoulder hurts when I lift my arm"),
        ("my fever is up and my neck is stiff", "my neck is stiff from sleeping wrong, no fever"),
        ("I had chest pain last month and again now", "I had chest pain last month, I am fine now"),
        ("he had a seizure", "my dog had a seizure"),
        ("Dad passed out in the shower", "Dad passed away from a stroke"),
        ("se está muriendo, ayuda", "el celular se me está muriendo"),
        ("le dio una convulsión", "a mi perro le dio una convulsión"),
        ("me duele el pecho y no se quita", "sin dolor de pecho y sin fiebre"),
    ],
)
def test_one_turn_of_phrase_makes_the_difference(alarm, calm):
    assert inspect(alarm).emergency is Tier.EMERGENCY
    assert inspect(calm).emergency is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_words_of_another_hand_are_heard(language):
    stop, found, calm, alarms = corpus.unseen(language, "another_hand")

    assert len(found) >= 0.7 * len(stop)
    assert len(alarms) <= 0.25 * len(calm)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_never_seen_before_raise_few_false_alarms(language):
    _, _, calm, alarms = corpus.unseen(language)

    assert len(alarms) <= 0.15 * len(calm)


@pytest.mark.parametrize(
    "text",
    [
        "No chest pain.",
        "I am not suicidal.",
        "Sin dolor de pecho.",
        "I had chest pain last year.",
        "Mi papá tuvo un infarto.",
    ],
)
def test_a_denied_or_past_emergency_is_a_note_and_not_silence(text):
    findings = inspect(text)

    assert findings.emergency is None
    assert findings.notes


def test_the_language_of_the_page_does_not_matter():
    assert inspect("Me duele el pecho", language="en").emergency is Tier.EMERGENCY
    assert inspect("I want to die", language="es").emergency is Tier.SELF_HARM


def test_another_persons_wish_to_die_counts():
    assert inspect("My son says he wants to die").emergency is Tier.SELF_HARM


def test_both_red_tiers_are_reported_together():
    findings = inspect("I took the whole bottle of pills because I want to die")

    assert findings.stops == (Tier.EMERGENCY, Tier.SELF_HARM)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("My blood pressure is 182/121 and my chest hurts", Tier.EMERGENCY),
        ("My blood pressure is 182/121. I have no chest pain and feel fine.", Tier.CALL_TODAY),
        ("presión 18/12 y veo borroso", Tier.EMERGENCY),
        ("presión de 18 con 12, sin síntomas", Tier.CALL_TODAY),
        ("BP 179/119", None),
        ("My sugar is 53", Tier.EMERGENCY),
        ("My sugar is 54", None),
        ("glucosa de 2.9 mmol", Tier.EMERGENCY),
        ("I take 40 units when my sugar is 120", None),
    ],
)
def test_numbers_count_only_beside_their_words_and_past_their_limits(text, tier):
    hard = inspect(text).tiers

    assert (tier in hard) if tier else not set(hard) & {Tier.EMERGENCY, Tier.CALL_TODAY}


@pytest.mark.parametrize(
    "text",
    ["CHST PAIN", "my cheast hurts", "I cant breeeathe", "dolor de peho", "Kiero morir", "I can’t breathe"],
)
def test_typing_slips_do_not_hide_an_emergency(text):
    assert inspect(text).emergency


def test_a_refill_belongs_elsewhere_but_stops_nothing():
    findings = inspect("Please refill my metformin")

    assert findings.tiers == (Tier.WRONG_CHANNEL,) and findings.emergency is None


def test_findings_never_carry_the_words():
    shown = repr(inspect("I want to die. My card is 4539 1488 0343 6467."))

    assert "die" not in shown and "4539" not in shown


def test_places_point_into_the_text():
    text = "Hello. I have chest pain."
    [hit] = [hit for hit in inspect(text).hits if hit.tier in STOPPING]

    assert text[hit.start : hit.end] == "chest pain"


@pytest.mark.parametrize(
    "text", ["", " ", "...", "\n\n", "¿?", "-" * 500, "💔" * 50, "a" * 5000, "chest " * 900]
)
def test_odd_texts_raise_no_error(text):
    assert inspect(text) is not None


def test_work_grows_with_the_length_and_not_faster(monkeypatch):
    """Counts the look-ups instead of the clock."""
    index, counts = lexicon().index, []
    walk = type(index)._walk

    def counting(self, *given):
        counts[-1] += 1
        return walk(self, *given)

    monkeypatch.setattr(type(index), "_walk", counting)
    for times in (10, 100):
        counts.append(0)
        inspect("no chest pain in my arm and not suicidal, can not breathe " * times)

    assert counts[1] <= 12 * counts[0]


def test_no_list_claims_a_review_that_nobody_made():
    for name in NAMES:
        for language in LANGUAGES:
            one = load_list(name, language)
            assert (one.review.date is None) == (one.review.reviewer is None)
    assert is_reviewed() is lexicon().is_reviewed


@pytest.mark.parametrize(
    "phrase", ["Chest pain", "chest ..", "..3 chest", "pain ..2", "$nothing here", "dolor año"]
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase):
    with pytest.raises(PhraseError):
        parse(phrase, {}, "en")


def test_a_broken_list_names_its_file(tmp_path, monkeypatch):
    (tmp_path / "emergency.en.yaml").write_text("version: 1\nlanguage: en\ntier: T9\n")
    monkeypatch.setattr("sandbox_portal.safety.lists.FOLDER", tmp_path)

    with pytest.raises(ListError, match="emergency.en.yaml"):
        load_list("emergency", "en")
