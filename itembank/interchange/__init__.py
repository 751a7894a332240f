"""Content as files of other systems and people: bytes in, values out, and a report on each item."""
