"""Meetings: which body met when, what was on the agenda, what was decided, who was there."""
