"""What agendas, decision lists and minutes have of their own."""
