"""What every kind of a base class has to say for itself, checked when the class is made."""


def demand(kind, *names):
    """Raises TypeError, with what to write, where a class lacks one of these methods.

    Call it in `__init_subclass__`: a kind that was forgotten half stops the start, not a learner.
    """
    missing = [name for name in names if not callable(getattr(kind, name, None))]
    if missing:
        raise TypeError(f"{kind.__module__}.{kind.__qualname__} has to define {', '.join(missing)}().")
