"""Words as the search compares them: without accents, endings and small words, in both languages."""
