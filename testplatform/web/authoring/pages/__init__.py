"""What the pages of the item bank print: frozen values without rules."""
