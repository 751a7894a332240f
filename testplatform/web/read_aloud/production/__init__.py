"""Making the voices of forms, how far they are, and the releases of exams."""
