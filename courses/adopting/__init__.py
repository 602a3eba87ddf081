"""An organisation takes courses of the open library, changes what it likes, and follows updates."""
