"""Visits: booked, moved, canceled, waited for, checked in to and prepared."""
