"""Numbered texts: questions with their answers, decision points."""
