"""Pure content of the exams: what is asked, in which languages, in which form.

Knows `scoring` and nothing of the web, the database or speech engines.
"""
