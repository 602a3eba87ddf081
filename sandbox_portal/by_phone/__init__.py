"""For those who will not go online: calls to practise aloud, with a card for each of the two who speak."""
