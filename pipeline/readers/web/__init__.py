"""Web pages and e-mails."""
