"""PDF documents with tags, so that a screen reader finds headings and paragraphs in them."""
