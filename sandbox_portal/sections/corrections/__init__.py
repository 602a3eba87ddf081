"""Asking the clinic to correct the record, with the clock of the law."""
