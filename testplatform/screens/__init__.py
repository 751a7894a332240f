"""The sentences of the candidate's screens, in every language that has a catalogue."""
