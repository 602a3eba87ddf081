"""YAML that people type or send: without anchors and aliases, as a few lines of those unfold without end."""

import yaml
from django.utils.translation import gettext as _


def check(text):
    """Raises yaml.MarkedYAMLError at the first anchor or alias; other faults are yaml.YAMLError as ever."""
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            raise yaml.MarkedYAMLError(
                problem=_("write it without anchors (& and *)"), problem_mark=token.start_mark
            )


def load(text):
    """Returns what the text says. Raises yaml.YAMLError."""
    check(text)
    return yaml.load(text, Loader=yaml.CSafeLoader)
