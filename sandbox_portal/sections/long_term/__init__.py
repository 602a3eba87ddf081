"""The portal for a long-term condition: readings, goals, doses, plan, devices."""
