"""The staff pages of read-aloud, one package per task."""
