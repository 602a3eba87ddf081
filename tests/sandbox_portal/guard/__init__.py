"""Who looked, apps, fake messages, failures, files with a message."""
