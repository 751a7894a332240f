"""What all staff pages share: frame, Dutch words, Belgian dates, and who may see which centre."""
