"""What can be wrong with a statement before it is stored."""


class RecordingError(ValueError):
    """A caller of the recorder named something that may not stand in a statement."""


class UnknownVerbError(RecordingError):
    """The verb is not in the vocabulary."""


class UnknownActivityTypeError(RecordingError):
    """The activity type is not in the vocabulary."""


class UnknownSkillError(RecordingError):
    """The skill is not one of the portal skills."""


class FreeTextError(RecordingError):
    """A value could be somebody's own words; only keys and enumerated answers are recorded."""


class BadStatementError(RecordingError):
    """The statement breaks a rule of xAPI; says where and which."""

    def __init__(self, path: str, rule: str):
        super().__init__(f"{path}: {rule}")
        self.path = path
        self.rule = rule
