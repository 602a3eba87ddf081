"""The same practice and pages as for the record."""

from tests.sandbox_portal.record.conftest import day, events, key, now, page, practice, skip

__all__ = ["day", "events", "key", "now", "page", "practice", "skip"]
