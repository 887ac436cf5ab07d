"""Financial tables: from words, rules, grids or bare lines to columns, rows and figures in euro. Knows no kind of
document."""
