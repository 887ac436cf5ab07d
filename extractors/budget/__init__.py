"""What a budget report says beside its tables: its type and year, programmes, goals and explanations."""
