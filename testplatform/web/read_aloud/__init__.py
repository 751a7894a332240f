"""The staff pages of read-aloud."""
