"""Message or call: 40 short cases, each with how sure one is. Misses and needless calls are counted apart."""
