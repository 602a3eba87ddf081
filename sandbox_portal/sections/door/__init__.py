"""The front door of the pretend portal: signing up, signing in, being locked out, signing out."""
