"""Items from and for other systems: bytes in, values out, and a report of every single item."""
