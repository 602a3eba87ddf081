"""What the demo loads, step by step. Each app registers its own; none is named here."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Step:
    """One app's demo content.

    `run(progress)` loads it and may be run again without harm; `progress(done, of)` says how far it is.
    A step in the background is run chunk by chunk by the worker: its `run` returns (done, of) after
    each chunk and is called again until both are equal.
    """

    order: int
    name: str
    run: Callable = field(compare=False)
    is_background: bool = field(default=False, compare=False)


_steps = {}


def register(name, *, order, step, is_background=False):
    """Adds a step under a name; a second step of the same name is refused."""
    if name in _steps and _steps[name].run is not step:
        raise ValueError(f"Two demo steps are called {name}.")
    _steps[name] = Step(order=order, name=name, run=step, is_background=is_background)


def at_once():
    """Returns the steps that the demo runs before it starts, in their order."""
    return [step for step in sorted(_steps.values()) if not step.is_background]


def in_background():
    """Returns the steps that the worker goes on with, in their order."""
    return [step for step in sorted(_steps.values()) if step.is_background]
