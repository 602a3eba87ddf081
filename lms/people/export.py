"""'Download my data': each app says what it holds of a learner."""

_parts = {}


def register(name, part):
    """Adds `part`, a function from a Learner to JSON-able data, under a name. Refuses a name twice."""
    if name in _parts and _parts[name] is not part:
        raise ValueError(f"Two parts of the export are called {name}.")
    _parts[name] = part


def of(learner):
    """Returns everything the product holds of a learner, as a dict by part name."""
    return {name: part(learner) for name, part in sorted(_parts.items())}
