"""When the portal says no: a catalogue of failure screens, and the way to meet one and get out again."""
