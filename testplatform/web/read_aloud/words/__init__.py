"""The pages about pronunciation: the lexicon of a language, and spoken forms of texts."""
