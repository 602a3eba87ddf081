"""The only definition of the measures. In words: docs/adr/0012-measures.md and 0162-insights-measures.md.

Every screen, table, figure, file and the read API show numbers made here, so that all give the same.
"""

from analytics.metrics.gaps import (
    HELD,
    HIDDEN,
    NO_TASK,
    Finding,
    GapMatrix,
    Share,
    SkillGap,
    gap_matrix,
    where_people_are_stuck,
)
from analytics.metrics.views import SAYS_YES_FROM, SMALLEST_GROUP, Window

__all__ = [
    "HELD",
    "HIDDEN",
    "NO_TASK",
    "SAYS_YES_FROM",
    "SMALLEST_GROUP",
    "Finding",
    "GapMatrix",
    "Share",
    "SkillGap",
    "Window",
    "gap_matrix",
    "where_people_are_stuck",
]
