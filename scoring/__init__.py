"""Pure rules of the exams: a response becomes marks, marks become a decision.

Standard library only: nothing in here reads a clock, a file, a database or the network.
"""
