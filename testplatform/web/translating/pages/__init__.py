"""What the translators' pages print, one module per concept."""
