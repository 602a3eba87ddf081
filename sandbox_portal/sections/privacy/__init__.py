"""Who looked at the record, which devices are signed in, and what to do about something strange."""
