"""Read-aloud for staff: one folder per kind of work."""
