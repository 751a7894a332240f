"""How read-aloud is used: what was played, how often, in which language."""
