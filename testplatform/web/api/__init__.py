"""The JSON side: the player's protocol and the client-tracking system's door."""
