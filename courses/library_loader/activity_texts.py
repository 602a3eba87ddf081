"""From the fields of an activity back to its texts in the library's files; activities.py is the way in."""

from courses.library_loader.activities import keys_for


def text(activity, reference):
    """Returns the text of one language as the library's files write it: plain data, in the file's order.

    `reference` is the activity in the language that answers have their keys from: a key stands in the file
    only where it is not the one that these words would give.
    """
    said = _SAID[activity.KIND](activity, reference)
    head = {} if activity.KIND == "try-it" else {"prompt": activity.prompt}
    return head | ({"help": activity.help_text} if activity.help_text else {}) | said


def _values(stream):
    return [block.value for block in stream]


def _parts(values, originals, write, *, words="text"):
    """Returns each value as `write` gives it, with its key where the words do not tell it."""
    values = list(values)
    made = keys_for([one[words] for one in originals])
    made += [None] * (len(values) - len(made))
    return [
        ({} if value["key"] == key else {"key": value["key"]}) | write(value)
        for key, value in zip(made, values, strict=False)
    ]


def _lines(parts):
    """Returns parts of which nothing but the words is to be said as plain lines."""
    return [part["text"] if set(part) == {"text"} else part for part in parts]


def _whole(activity, right="feedback"):
    told = {right: activity.message_right, "wrong_feedback": activity.message_wrong}
    return {name: said for name, said in told.items() if said}


def _option(value):
    return {"text": value["text"], "correct": bool(value["is_right"]), "feedback": value["feedback"]}


def _choice(activity, reference):
    return {"options": _parts(_values(activity.options), _values(reference.options), _option)}


def _several(activity, reference):
    return _choice(activity, reference) | _whole(activity, "right_feedback")


def _ordering(activity, reference):
    def step(value):
        return {"text": value["text"]} | ({"feedback": value["feedback"]} if value["feedback"] else {})

    items = _lines(_parts(_values(activity.items), _values(reference.items), step))
    return {"items": items} | _whole(activity)


def _sorting(activity, reference):
    groups, originals = _values(activity.groups), _values(reference.groups)
    labels = {group["key"]: group["label"] for group in groups}

    def thing(value):
        return {"text": value["text"], "group": labels.get(value["group"], ""), "feedback": value["feedback"]}

    named = _parts(groups, originals, lambda value: {"text": value["label"]}, words="label")
    items = _parts(_values(activity.items), _values(reference.items), thing)
    return {"groups": _lines(named), "items": items} | _whole(activity)


def _matching(activity, reference):
    def pair(value):
        return {name: value[name] for name in ("text", "partner", "feedback")}

    pairs = _parts(_values(activity.pairs), _values(reference.pairs), pair)
    extras = [
        value["text"] if value["key"] == f"extra-{number}" else {"key": value["key"], "text": value["text"]}
        for number, value in enumerate(_values(activity.extras), start=1)
    ]
    return {"pairs": pairs} | ({"extras": extras} if extras else {}) | _whole(activity)


def _fill_in(activity, reference):
    def gap(value):
        mistakes = [
            {"answers": list(one["answers"]), "feedback": one["feedback"]} for one in value["mistakes"]
        ]
        said = {"text": value["text"], "accepted": list(value["accepted"]), "feedback": value["feedback"]}
        return (
            said | ({"mistakes": mistakes} if mistakes else {}) | {"wrong_feedback": value["feedback_other"]}
        )

    return {"gaps": _parts(_values(activity.gaps), _values(reference.gaps), gap)} | _whole(activity)


def _hot_spots(activity, reference):
    def spot(value):
        place = {name: value[name] for name in ("text", "column", "row")}
        return place | {"correct": bool(value["is_right"]), "feedback": value["feedback"]}

    drawing = {"drawing": activity.drawing} if activity.drawing else {}
    spots = _parts(_values(activity.spots), _values(reference.spots), spot)
    return drawing | {"alt": activity.alt, "spots": spots}


def _story(activity, reference):
    def way(value):
        said = {"text": value["text"], "next": value["next"], "correct": bool(value["is_right"])}
        return said | {"feedback": value["feedback"]}

    originals = {scene["key"]: scene for scene in _values(reference.scenes)}
    scenes = []
    for scene in _values(activity.scenes):
        original = originals.get(scene["key"], scene)
        ways = _parts(scene["options"], original["options"], way)
        scenes.append({"scene": scene["key"], "text": scene["text"]} | ({"ways": ways} if ways else {}))
    return {"scenes": scenes}


def _flash_cards(activity, reference):
    def card(value):
        return {"front": value["front"], "back": value["back"]}

    cards = _parts(_values(activity.cards), _values(reference.cards), card, words="front")
    return {"cards": cards, "feedback": activity.message}


def _reflection(activity, reference):
    return {}


def _try_it(activity, reference):
    return {"scenario": activity.scenario, "intro": activity.prompt}


_SAID = {
    "choice": _choice,
    "several": _several,
    "ordering": _ordering,
    "sorting": _sorting,
    "matching": _matching,
    "fill-in": _fill_in,
    "hot-spots": _hot_spots,
    "story": _story,
    "flash-cards": _flash_cards,
    "reflection": _reflection,
    "try-it": _try_it,
}
