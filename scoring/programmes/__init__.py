"""How each programme of tests comes to its decision."""
