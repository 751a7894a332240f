"""Use cases: load, decide, store. They flush and never commit; the edge owns the transaction."""
