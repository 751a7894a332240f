"""What the administrator's pages print, one module per concept."""
