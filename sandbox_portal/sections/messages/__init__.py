"""Messages: the inbox, writing to the clinic, and what the clinic writes back."""
