"""What figures say about tests and cut scores; exact wherever the question allows it."""
