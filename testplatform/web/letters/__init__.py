"""The letter with a result, in the candidate's language and in Dutch."""
