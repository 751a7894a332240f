"""The pages of panels, one module per page."""
