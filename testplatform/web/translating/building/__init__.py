"""Build the translators' pages from rows and values; the templates only print them."""
