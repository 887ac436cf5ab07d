"""The grammar of a vote: totals, seats, members by name, unanimity, exceptions.

Knows no kind: motions, decision lists and minutes use it.
"""
