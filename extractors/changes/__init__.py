"""The grammar of changes to a text: "beslispunt 3 te wijzigen in ...", "toe te voegen", "te schrappen", was and wordt.
Knows no kind."""
