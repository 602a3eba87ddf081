"""How each mission is played: to a pass, and to each of its named mistakes.

A module in this folder is found by itself. A play is a function of a `playing.Player`; it uses the
sections' own actions, as their pages do:

    @passes("refill-in-time")
    def in_time(player):
        player.ask("lisinopril", pharmacy="corner")

    @makes("refill-in-time", "closed-pharmacy")
    def at_the_closed_one(player): ...

`tests/sandbox_portal/scenarios/test_every_mission.py` plays them all.
"""

import pkgutil
from importlib import import_module

PASSES = {}  # {mission: [play, …]}: each is a right way and makes no mistake
MISTAKES = {}  # {(mission, mistake): [play, …]}


def passes(mission):
    """Registers a right way through a mission."""

    def register(play):
        PASSES.setdefault(mission, []).append(play)
        return play

    return register


def makes(mission, mistake):
    """Registers a way to make one named mistake of a mission."""

    def register(play):
        MISTAKES.setdefault((mission, mistake), []).append(play)
        return play

    return register


def find():
    """Imports every module of this folder once."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
