"""The oral tests of a placement: who waits, which test comes next, and the module."""
