"""E-mail that waits in the database for the worker, and the way to the mail server."""
