"""Items, forms, translations and spoken texts of the bank as QTI 3."""
