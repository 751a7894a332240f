"""Where assessors rate, and where administrators see how it goes."""
