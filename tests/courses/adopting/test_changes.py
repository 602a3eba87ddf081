"""What the library changed, laid over what an organisation changed. No database."""

import itertools

from lms.comparing import changes


def blocks(*words):
    return [{"type": "line", "value": word} for word in words]


def said(stream):
    return "".join(block["value"] for block in stream)


def found(base, now, mine):
    return changes.between(*({"see": blocks(*words)} for words in (base, now, mine)))


def everything(base, now, mine, *, is_taken):
    """Decides about every change in the same way and returns (mine, base) afterwards."""
    base, now, mine = ({"see": blocks(*words)} for words in (base, now, mine))
    for _round in range(20):
        left = changes.between(base, now, mine)
        if not left:
            return said(mine["see"]), said(base["see"])
        if is_taken:
            mine = mine | {"see": changes.taken(left[0], mine["see"])}
        base = changes.settled(left[0], base)
    raise AssertionError("There is no end of changes.")


def test_nothing_changed_is_nothing_to_decide():
    assert found("abc", "abc", "axc") == []


def test_a_rewritten_block_is_told_beside_ones_own():
    (change,) = found("abc", "aBc", "abc!")

    assert (said(change.before), said(change.now), said(change.yours)) == ("b", "B", "b")
    assert not change.is_yours_too


def test_a_block_that_both_changed_is_said_to_be():
    (change,) = found("abc", "aBc", "axc")

    assert change.is_yours_too
    assert said(change.yours) == "x"


def test_what_one_has_already_is_not_asked():
    assert found("abc", "aBc", "aBc!") == []
    assert found("abc", "abcd", "!abcd") == []


def test_taking_puts_the_block_among_ones_own():
    assert everything("abc", "aBcd", "0abxc", is_taken=True) == ("0aBxcd", "aBcd")
    assert everything("abc", "ac", "a!bc", is_taken=True)[0] == "a!c"
    assert everything("ab", "xyab", "ab", is_taken=True)[0] == "xyab"


def test_leaving_keeps_ones_own_and_is_asked_once():
    assert everything("abc", "aBcd", "0abxc", is_taken=False) == ("0abxc", "aBcd")


def test_taking_all_of_an_untouched_page_makes_it_the_librarys():
    texts = ["".join(order) for number in range(4) for order in itertools.permutations("abcd", number)]
    for base, now in itertools.product(texts, texts):
        assert everything(base, now, base, is_taken=True)[0] == now


def test_a_plain_field_is_one_change():
    (change,) = changes.between({"title": "Old"}, {"title": "New"}, {"title": "Ours"})

    assert change.is_yours_too
    assert changes.taken(change, "Ours") == "New"
    assert changes.settled(change, {"title": "Old"}) == {"title": "New"}


def test_the_editors_own_way_of_writing_is_no_change():
    base = [{"type": "paragraph", "value": "<p>It&#x27;s <b>here</b>.</p>", "id": "1"}]
    mine = [{"type": "paragraph", "value": '<p data-block-key="x1">It\'s <b>here</b>.</p>', "id": "2"}]
    now = [{"type": "paragraph", "value": "<p>It is <b>here</b>.</p>"}]

    (change,) = changes.between({"see": base}, {"see": now}, {"see": mine})

    assert not change.is_yours_too
