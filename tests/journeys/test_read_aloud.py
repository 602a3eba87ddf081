"""Reading aloud: word by word, with a pause and a stop; the button only where there is a voice."""

import pytest

# A voice as browsers have it, which says one word at each call of `next()`.
VOICE = """
  window.said = [];
  const voice = {
    queue: null, isPaused: false,
    getVoices: () => [{ lang: "%s" }],
    addEventListener() {},
    cancel() { voice.queue = null; },
    pause() { voice.isPaused = true; },
    resume() { voice.isPaused = false; },
    speak(spoken) { voice.queue = { spoken, at: 0 }; window.said.push(spoken.text); },
    next() {
      const { spoken, at } = voice.queue;
      if (at >= spoken.text.length) { voice.queue = null; spoken.onend({}); return ""; }
      const word = spoken.text.slice(at).match(/^\\S+/)[0];
      voice.queue.at = at + word.length + 1;
      spoken.onboundary({ name: "word", charIndex: at });
      return word;
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: voice });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  window.marked = () => [...CSS.highlights.get("spoken")].map((range) => range.toString()).join("|");
"""


@pytest.fixture
def listener(visitor):
    """Makes somebody whose browser has a voice of one language, on the page about real help."""

    def make(voice):
        one = visitor()
        one.context.add_init_script(VOICE % voice)
        one.go("/help/")
        one.page.locator(".settings-toggle summary").click()
        return one

    return make


def test_each_word_is_marked_while_it_is_said(listener):
    one = listener("en-US")
    one.page.locator("[data-read-aloud]").click()

    said = [one.page.evaluate("[speechSynthesis.next(), marked()]") for _number in range(12)]

    pairs = [(word, marked) for word, marked in said if word]
    assert len(pairs) > 6
    assert all(word == marked for word, marked in pairs), pairs
    assert one.page.locator(".being-read").count() == 1


def test_it_pauses_goes_on_and_stops(listener):
    one = listener("en-US")
    one.page.locator("[data-read-aloud]").click()
    pause = one.page.locator("[data-read-pause]")

    pause.click()
    assert one.page.evaluate("speechSynthesis.isPaused")
    assert pause.inner_text() == "Go on reading"
    pause.click()
    assert not one.page.evaluate("speechSynthesis.isPaused")
    one.check()
    one.page.locator("[data-read-aloud]").click()

    assert pause.is_hidden()
    assert one.page.evaluate("marked()") == ""
    assert one.page.locator(".being-read").count() == 0


def test_without_a_voice_of_the_pages_language_there_is_no_button(listener):
    assert listener("en-GB").page.locator("[data-read-aloud]").is_visible()
    assert listener("es-MX").page.locator("[data-read-aloud]").is_hidden()
