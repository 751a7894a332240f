"""The invigilator's pages: today's sittings, who is in them, and their codes."""
