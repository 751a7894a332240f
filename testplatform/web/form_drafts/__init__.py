"""Forms in the making: blueprint, chosen items, publication."""
