"""Answers made of several parts: a key, and what was said to it. Joined as one response."""

JOINT = "[,]"
INTO = "--"


def pack(answers):
    """Returns {key: answer's key} as one response."""
    return JOINT.join(f"{key}{INTO}{answer}" for key, answer in answers.items())


def unpack(response):
    """Returns a response as {key: answer's key}. Raises ValueError where a part has no answer."""
    return dict(part.split(INTO) for part in response.split(JOINT)) if response else {}
