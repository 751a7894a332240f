"""Read-aloud: from a text and its language to levelled, checked audio on disk; no web, no rows."""
