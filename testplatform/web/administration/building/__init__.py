"""Build the administrator's pages from rows; the templates only print them."""
