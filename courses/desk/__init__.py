"""The authors' desk: how fact cards, words and activities are listed and edited in the Wagtail admin."""
