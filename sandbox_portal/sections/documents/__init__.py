"""Taking the record along: download, print, share, upload, ask for a letter."""
