"""QTI packages and items: read with their own scoring rules, written with ours."""
