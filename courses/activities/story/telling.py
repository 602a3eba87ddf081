"""Walks through a story: which scene follows which answer. A path is {scene: answer} in the order taken."""

from dataclasses import dataclass

from courses.activities.models import Line


@dataclass(frozen=True)
class Walk:
    """How far a path leads: the lines so far, and the scene it has come to."""

    lines: tuple[Line, ...]
    scene: dict

    @property
    def is_over(self):
        """True where the scene asks nothing more."""
        return not self.scene["options"]


def walk(scenes, path):
    """Returns the Walk of a path; `scenes` have key, text and options (key, text, next, is_right, feedback).

    Raises KeyError where the path is not one of this story's.
    """
    by_key = {scene["key"]: scene for scene in scenes}
    scene = scenes[0]
    lines = []
    for key, answer in path.items():
        if key != scene["key"]:
            raise KeyError(key)
        option = {option["key"]: option for option in scene["options"]}[answer]
        lines.append(
            Line(f"{scene['text']} → {option['text']}", bool(option["is_right"]), option["feedback"])
        )
        scene = by_key[option["next"]]
    return Walk(tuple(lines), scene)


def faults(scenes):
    """Returns what keeps a story from being told, as (kind, scene): lost, endless or unreached.

    A scene may only lead to scenes that stand below it: so every path ends.
    """
    order = {scene["key"]: number for number, scene in enumerate(scenes)}
    reached = {scenes[0]["key"]} if scenes else set()
    found = []
    for scene in scenes:
        for option in scene["options"]:
            following = option["next"]
            if following not in order:
                found.append(("lost", following))
            elif order[following] <= order[scene["key"]]:
                found.append(("endless", following))
            reached.add(following)
    return found + [("unreached", key) for key in order if key not in reached]


def best_path(scenes, *, choose=None):
    """Returns the path of right answers, or the one that `choose(options)` makes, to an end."""
    by_key = {scene["key"]: scene for scene in scenes}
    scene, path = scenes[0], {}
    while scene["options"]:
        options = scene["options"]
        taken = choose(options) if choose else next((one for one in options if one["is_right"]), options[0])
        path[scene["key"]] = taken["key"]
        scene = by_key[taken["next"]]
    return path
