"""The codes of findings and what each says: what summaries and the documentation show to who does not know the
codes."""

from __future__ import annotations

MEANINGS: dict[str, str] = {
    "amount.uncertain": "a sum of money that can be read in two ways: it is left out of the amounts",
    "confidence.low": "a value that is less sure than the run asked for: it was left out",
    "date.conflict": "two dates that disagree",
    "date.implausible": "a printed date that cannot be right",
    "dossier.ambiguous": "a paper that may belong to one of several dossiers: it was kept apart",
    "dossier.outcome_conflict": "two documents say that something else became of a matter",
    "dossier.text_differs": "the adopted paper asks something else than the one that was submitted",
    "dossier.votes_conflict": "two documents count the votes on a matter differently",
    "fields.missing": "a field is absent that this kind always has",
    "items.numbered_twice": "two items bear the same number: one of them is misprinted",
    "items.skipped": "the items skip a number: look whether one was missed there",
    "kind.uncertain": "the kind of document is in doubt",
    "municipality.ambiguous": "the municipality has namesakes, and the text does not say which it is",
    "municipality.in_passing": "the only municipality that the text names, and only in passing: likely its own, not "
    "proven",
    "ocr.low_confidence": "a page that OCR read badly: check it against the image",
    "ocr.repaired": "words and figures that OCR misread were put right where that is proven; the evidence quotes what "
    "was read",
    "ocr.unproven": "a value of a recognised page that cannot be right as it was read, and was left out: check it "
    "against the image",
    "private.in_path": "the name of the file holds that of a private writer: masks do not reach it",
    "private.writer_unknown": "a letter from outside in which no writer was found to mask: look whether one is named",
    "part.failed": "a document of a bundle could not be read into fields; its text is kept",
    "party.unknown_in_council": "a party that is not known in this council",
    "source.name_mismatch": "the file's name says another format than its content",
    "submitters.uncertain": "a name and a party side by side, and nothing tells which is which: neither is taken",
    "table.balance_mismatch": "income and expenses do not make the printed balance",
    "table.budget_neutral_mismatch": "rows that should cancel out do not",
    "table.cell_unreadable": "a figure read optically that its row contradicts: check it against the image",
    "table.chain_mismatch": "opening figure and changes do not make the closing figure",
    "table.difference_mismatch": "two columns do not make the printed difference",
    "table.figure_repaired": "a figure that OCR read in two ways: the one with which the table adds up is taken",
    "table.head_unreadable": "heads of columns that could not be read",
    "table.left_out": "figures in columns that are in no table: look whether a table or a column was missed there",
    "table.narrative_confirmed": "the prose and the table agree",
    "table.narrative_mismatch": "the prose and the table give other figures",
    "table.number_unreadable": "a figure that could not be read: check it against the page",
    "table.repeat_mismatch": "two tables of the report print the same figure differently",
    "table.sign_conflict": "a figure whose sign is turned: its total, or another table, has it the other way round",
    "table.sign_repaired": "a minus that OCR lost, put back because the row adds up only with it",
    "table.total_mismatch": "rows do not add up to the printed total",
    "table.unit_unknown": "the table does not say whether it counts in euro, thousands or millions",
    "text.empty": "no text was found",
    "text.garbled": "the text is damaged: check it against the page",
    "text.glyphs_unsure": "characters that the file's fonts do not name and that could not be learnt: check the page",
    "text.incomplete": "print or handwriting on a scan that its text layer does not hold: check it against the image",
    "text.struck": "words that are struck through: they are left out of the values",
    "text.unread": "lines that could hold a value and are in none: look whether something was missed there",
    "text.unseen": "characters that nobody can see on the page were left out: a bar over them, or a cell that cuts "
    "off its figure",
    "votes.confirmed_by_seats": "the seats of the parties make the printed total",
    "votes.exceeds_council": "more votes than the council has seats",
    "votes.status_mismatch": "the votes and the outcome disagree",
    "votes.total_mismatch": "the seats of the parties do not add up to the printed total",
}
"""Code -> what it says. A test holds that every code in use stands here."""

FOR_INFORMATION = frozenset(
    {
        "dossier.text_differs",
        "municipality.in_passing",
        "ocr.repaired",
        "party.unknown_in_council",
        "source.name_mismatch",
        "table.figure_repaired",
        "table.narrative_confirmed",
        "table.sign_repaired",
        "text.struck",
        "text.unseen",
        "votes.confirmed_by_seats",
    }
)
"""Codes that say what was done, or what agrees: nobody needs to look."""
