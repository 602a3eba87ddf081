"""The scam range: texts, e-mails, calls, pages and codes, half of them real, on the trainer's machinery."""
