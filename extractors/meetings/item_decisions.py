"""What was decided on an item, and how it was voted, as far as the lines under it say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import words
from griffier.extractors.text.runs import whole
from griffier.extractors.votes.item_votes import ballot
from griffier.extractors.votes.outcomes import of_value, stands_alone
from griffier.extractors.votes.statements import Subject, is_side_line, statements, subject_of
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_LABEL = re.compile(
    r"\W{0,3}(?:(?:het |de )?(?:besluit|besloten|beslissing|conclusie|besluitvorming|uitkomst|"
    r"advies)(?: van (?:de raad|het college|de commissie))?\s*:\s*"
    r"|(?:besluit|conclusie|advies)\s{2,}(?=\S)|(?:besluit(?:en)?|besloten|beslissing)\s*$"
    r"|(?:de (?:gemeente|deel)?raad|het (?:college|dagelijks bestuur|algemeen bestuur)|de commissie|provinciale "
    r"staten)\s+"
    r"(?:besluit|heeft besloten|besloot|adviseert|concludeert)\b[^:]{0,70}:\s*"
    r"|de raad besluit [^:]{0,30}\([^)]{5,60}\)\s*$)",
    re.IGNORECASE,
)
_OWN_LABEL = re.compile(
    r"\W{0,3}(?:besluit|besloten|beslissing|conclusie|besluitvorming|uitkomst|advies)(?:\s*(?::|$)|\s{2,}(?=\S))",
    re.IGNORECASE,
)
_INSIDE = r"(?:[^.!?]|\.(?=\d)|(?<=\b[A-Z])\.|(?<=\b(?:mr|dr|nr|ir|jl|mw))\.|(?<=\b(?:drs|dhr|art|ing))\.)"
"""A character of a sentence: a stop behind an initial, a title or in a figure ends none."""
_STOPS = re.compile(
    r"\W{0,3}(?:(?:voor|tegen) (?:het|de|dit|deze) \S{4,30} stem[md]en|voor\s+tegen\b|(?:voor|tegen|blanco|onthouden"
    r"|onthouding)(?: \(?\d{1,2}\)?)?(?::| ?\d{1,3} ?%|$)|"
    r"(?:voor|tegen) stem[md]en\b|voorstemmers?\b|tegenstemmers?\b|stemuitslag|stemming|over (?:het|de) \S+ is "
    r"hoofdelijk|"
    r"toezegging(?:en)?\s*:|(?:aangenomen|verworpen|ingetrokken|aangehouden|ingediende)\s+(?:moties?|amendement(?:en)?)\s*:|"
    r"stemverklaring|vastgesteld (?:in|door)|aldus\b|"
    r"(?-i:Het college van burgemeester en wethouders\b[^.]{0,40}$)|de voorzitter sluit|actie\s*:|"
    r"(?:ingekomen stukken|moties|amendementen|toezeggingen|bijlagen|stemverklaringen|uitzending)\s*$|"
    r"de fracties? van .{2,60} (?:dient|dienen|wordt|worden) |(?:bijlagen?|documenten|stukken)\s*(?:\(?\d*\)?)\s*(?::"
    r"|$)|"
    r"\S.{0,150}\.(?:pdf|docx?|xlsx?|pptx?)\b(?:\s*\([^)\n]*\))?\s*$|\d{2}:\d{2}:\d{2}\b)",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\W{0,3}de voorzitter sluit\b", re.IGNORECASE)
_OF_COUNCIL = (
    r"De\s+(?:gemeente|deel)?raad\s+(?:stelt|stemt|neemt|benoemt|besluit|wijst|verleent|verklaart|bekrachtigt|gaat)\b"
    r"(?!\s+(?:de\s+orde|over\s+tot))"
)
_OF_COLLEGE = (
    r"(?:Burgemeester\s+en\s+wethouders|Het\s+college(?:\s+van\s+burgemeester\s+en\s+wethouders)?)\s+"
    r"(?:besluit(?:en)?|stem(?:t|men)\s+in|verkla(?:art|ren)|verle(?:ent|nen)|wij(?:st|zen)|stel(?:t|len)(?!\s+voor)"
    r"|ne(?:emt|men)\s+(?:kennis|het|de|een)|ga(?:at|an)\s+akkoord|herroep(?:t|en)|bekrachtig(?:t|en))\b"
)
_OUTCOMES = (
    r"(?:vastgesteld|aangenomen|verworpen|aangehouden|ingetrokken|goedgekeurd|bekrachtigd|aanvaard|benoemd|overgenomen"
    r"|aangewezen|ge[iï]nstalleerd|toegelaten|afgevoerd"
    r"|conform\s+(?:voorstel\s+|advies\s+)?besloten|voor\s+kennisgeving\s+aangenomen|in\s+handen\s+gesteld"
    r"|als\s+hamerstuk|bespreekstuk|hamerstuk)"
)
_SENTENCE = re.compile(
    rf"(?P<s>(?:[Zz]\.?h\.?s\.?\s|[A-Z\"“‘][^.!?\n]|\b[A-Z]){_INSIDE}{{0,220}}\b{_OUTCOMES}\b{_INSIDE}{{0,160}}[.!?]?"
    r"|De\s+voorzitter\s+(?:concludeert|constateert|stelt\s+vast)\s+dat\b(?:(?!:)[^.!?]){10,240}[.!?]?"
    rf"|{_OF_COUNCIL}(?:(?!:){_INSIDE}){{3,260}}[.!?]?)"
)


def read_outcome(part: Part, below: Sequence[Line], *, title: str = "", speeches: bool = False) -> Draft:
    """`{"decision", "votes"}` of an item.

    `speeches`: minutes, where what is announced by "Besluit:" is a motion that is read out: only the chair's closing
    formula counts.
    """
    votes = ballot(part, below, about=title, closing_only=speeches)
    if speeches:
        decision = _labelled(part, below) or _formula(part, below, title) or _counted(part, below)
        return {"decision": decision, "votes": votes}
    alone = _announced(part, below) or _alone(part, below) or _opening(part, below)
    decision = alone or _in_prose(part, below, title) or _counted(part, below)
    return {"decision": decision, "votes": votes}


def _announced(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """What stands behind "Besluit:" or "De raad besluit:" up to the vote, or what else ends it."""
    starts = [(i, m) for i, line in enumerate(below) if (m := _LABEL.match(line.text)) is not None]
    if not starts:
        return None
    # a label of its own opens the item's decision; a sentence that announces one may be about an amendement: the last
    # is the item's
    at, match = next(((i, m) for i, m in starts if _OWN_LABEL.match(below[i].text)), starts[-1])
    pieces: list[Span] = []
    if match.end() < len(below[at].text):
        pieces.append(Span(below[at].start + match.end(), below[at].end))
    for line in below[at + 1 :]:
        # the chair's closing may be all that was decided
        if _STOPS.match(line.text) and (pieces or not _CLOSES.match(line.text)):
            break
        pieces.append(Span(line.start, line.end))
    return whole(part, pieces, "rule:decision")


_OUTCOME_LABEL = re.compile(
    r"\W{0,3}(?:stemming|uitslag(?: stemming)?|stemuitslag|resultaat)\s*:\s*(?P<s>\S[^.;\n]{3,120})", re.IGNORECASE
)
LOOK_DOWN = 8
"""Lines under an item, the sides of its vote among them, in which its outcome may stand alone."""


def _alone(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """The one line near the title that says nothing but what became of it, as portals and short lists print it."""
    lines = below[:LOOK_DOWN]
    told = [
        line for at, line in enumerate(lines) if stands_alone(line.text) and not (at and _runs_on(lines[at - 1], line))
    ]
    return whole(part, [Span(told[0].start, told[0].end)], "rule:decision-alone", 0.85) if len(told) == 1 else None


def _runs_on(above: Line, line: Line) -> bool:
    """Is a line the end of a sentence that began above it?"""
    return line.text[:1].islower() and above.text.rstrip()[-1:] not in (".", ":", ";", ")", "!", "?")


_SHORT = (
    r"(?:akkoord|conform(?:\s+(?:het\s+)?(?:voorstel|advies))?|(?:on)?gewijzigd|aangehouden|ingetrokken|doorgeschoven"
    r"|verdaagd|afgevoerd|vastgesteld|verworpen|aangenomen|goedgekeurd|besloten)"
)
_OPENING = re.compile(
    rf"\W{{0,3}}(?P<s>(?:(?:{words.UNANIMOUSLY}|(?:in|met)\s+meerderheid(?:\s+van\s+stemmen)?)\s+)?{_SHORT}\b(?:\([^()\n]*\)|(?!:){_INSIDE}){{0,200}}[.!]?)"
    r"(?=\s*$|(?-i:\s+[A-Z]))",
    re.IGNORECASE,
)


_COLLEGE_OPENS = re.compile(rf"\W{{0,3}}(?P<s>{_OF_COLLEGE}(?:(?!:){_INSIDE}){{3,400}}[.!]?)(?=\s*$|\s+[A-Z])")
"""The executive's own words right under the title: "Burgemeester en wethouders stemmen in met het verslag."."""


def _opening(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """ "Akkoord.", "Aangehouden tot de vergadering van september": a first line that begins with what was decided."""
    if not below:
        return None
    behind_title = part.doc.text[: below[0].start].rstrip()[-1:] in (":", "–", "-")
    if below[0].text[:1].islower() and not behind_title:
        return None
    told = _OPENING.match(part.doc.text, below[0].start, below[-1].end if behind_title else below[0].end)
    told = told or _COLLEGE_OPENS.match(part.doc.text, below[0].start, below[-1].end)
    return whole(part, [Span(*told.span("s"))], "rule:decision-alone", 0.82) if told else None


def _counted(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """ "Stemming: aangenomen (30-8)" where nothing else tells the decision, once."""
    told = [m for line in below if (m := _OUTCOME_LABEL.match(part.doc.text, line.start, line.end))]
    if len(told) != 1 or of_value(part.doc.text, *told[0].span("s")) is None:
        return None
    return whole(part, [Span(*told[0].span("s"))], "rule:decision-counted", 0.82)


_VERBATIM = re.compile(
    r"\bVOORZITTER\b|\b(?:heer|[Mm]evrouw)\s+[A-Z]{3,}|eer\s+(?:voor\s+te\s+stellen|het\s+volgende)|\bvoorgelezen\b"
)
MAX_REPORTED = 60
"""Lines of an item of a report that is summed up; in what is said word for word, "Besluit:" stands in motions that are
read out."""
_RECITAL = re.compile(
    r"\W{0,3}(?:constaterende?|overwegende?|gehoord|gelezen|van mening|verzoekt|indachtig)\b", re.IGNORECASE
)


_DICTUM = re.compile(r"\b(?:op\s+te\s+(?:dragen|roepen)|te\s+verzoeken)\b", re.IGNORECASE)
_SPEAKER = re.compile(r"\W{0,3}(?:de heer|mevrouw|mw\.|dhr\.|wethouder)\s[^.:\n]{2,50}\([^)\n]{2,30}\)", re.IGNORECASE)


def _ends_it(text: str) -> bool:
    """Does a line under a label say something else than what was decided?"""
    return bool(_STOPS.match(text) or _SPEAKER.match(text))


def _is_dictum(text: str, pieces: Sequence[Span]) -> bool:
    """Does a motion that is read out go on here, its recitals or what it asks for, or nothing at all?"""
    return not pieces or bool(_RECITAL.match(text, pieces[0].start) or _DICTUM.search(text, *pieces[0]))


def _labelled(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """ "Besluit: de agenda is vastgesteld" under an item of a report; not the dictum of a motion that is read out above
    it."""
    if len(below) > MAX_REPORTED or any(_VERBATIM.search(line.text) for line in below):
        return None
    for at, line in enumerate(below):
        if _RECITAL.match(line.text):
            return None
        match = _OWN_LABEL.match(line.text)
        if match is None or line.text.lower().lstrip().startswith("advies"):
            continue
        pieces = [Span(line.start + match.end(), line.end)] if match.end() < len(line.text) else []
        for later in below[at + 1 : at + 12]:
            if _ends_it(later.text) or (pieces and later.index > below[at].index + len(pieces) + 1):
                break
            pieces.append(Span(later.start, later.end))
        return None if _is_dictum(part.doc.text, pieces) else whole(part, pieces, "rule:decision", 0.82)
    return None


_WHAT = (
    r"(?:stukken|voordracht|voorstel|initiatiefvoorstel|raadsvoorstel|agenda|notulen|verslag|besluitenlijst|motie|stuk"
    r"|brief|\w{0,20}nota|\w{0,20}begroting|jaarrekening|jaarstukken|\w{0,20}verordening|\w{0,20}visie|\w{0,20}plan)"
)
_CHANGED = r"(?:aldus\s+)?(?:nader\s+)?(?:geamendeerde|gewijzigde|ingekomen|voorliggende|aangepaste)"
_BECOMES = r"(?:wordt|worden|is|zijn)"
_DONE = r"(?:goedgekeurd|aangenomen|vastgesteld|verworpen|aangehouden|ingetrokken)"
_THEN = r"(?:Dan|Daarmee|Hiermee|Aldus|Daarbij|Vervolgens|Hierna|Daarna|Hierop|Overigens|Voorts)"
_AS_PROPOSED = r"(?:aldus|(?:conform|overeenkomstig)(?:\s+(?:het|de))?(?:\s+(?:voorstel(?:len)?|advie(?:s|zen)))?)"
_SAID = (
    rf"(?:De|Het)\s+(?:{_CHANGED}\s+)?{_WHAT}\b[^.:;?!]{{0,160}}?\b{_BECOMES}\s[^.:;?!]{{0,120}}?\b{_DONE}\b"
    r"(?:,?\s+met\s+\d{1,2}\s+stem[^.:;?!]{3,200}(?=\.))?",
    r"(?:De|Het)\s+(?:raad|commissie|college|algemeen\s+bestuur)\s+(?:heeft|besluit|besloot)\s+(?:hieromtrent"
    r"|dienovereenkomstig|overeenkomstig|aldus|conform)\b[^.:;?!]{0,140}\.",
    r"De\s+voorzitter\s+(?:constateert|concludeert|stelt\s+vast)\s+dat\s+de\s+raad\s[^.:;?!]{0,120}?"
    r"\b(?:instemt|akkoord\s+gaat|besluit)\b[^.:;?!]{0,120}\.",
    r"De\s+raad\s+(?:gaat\s+(?:\w+\s+)?akkoord|stemt\s+(?:\w+\s+)?in)\s+met\s[^.:;?!]{3,140}\.",
    rf"{_THEN}\s+{_BECOMES}\s+{_AS_PROPOSED}\s+besloten\b",
    rf"(?:Zonder\s+(?:hoofdelijke\s+)?stemming|(?:Met|Bij)\s+algemene\s+stemmen|Unaniem)\s+{_BECOMES}\s[^.:;?!]{{0,120}}?"
    rf"\b(?:besloten|{_DONE})\b",
    rf"{_THEN}\s+{_BECOMES}\s+(?:het|de|dit|deze)\s+(?:\w+\s+)?{_WHAT}\b[^.:;?!]{{0,120}}?\b{_DONE}\b",
)
_FORMULA = re.compile(rf"(?P<s>\b(?:{'|'.join(_SAID)}))")
_OF_PAPERS = re.compile(r".{0,40}\b(?:notulen|verslag(?:en)?|besluitenlijst(?:en)?|agenda)\b", re.IGNORECASE)
_THESE = re.compile(rf"(?P<s>(?:Deze|Dit|Zij)\s+{_BECOMES}\s[^.:;?!]{{0,80}}?\b(?:vastgesteld|goedgekeurd)\b)")
"""Under "Vaststelling van de notulen": "Deze worden ongewijzigd vastgesteld"."""


def _formula(part: Part, below: Sequence[Line], title: str) -> Found[str] | None:
    """The last sentence by which the chair says what became of the item; that of a motion only where it is the item."""
    if not below:
        return None
    start, end = below[0].start, below[-1].end
    own = (subject_of(title) or ("item", ""))[0]
    last: re.Match[str] | None = None
    for match in _FORMULA.finditer(part.doc.text, max(start, end - 20_000), end):
        about = (subject_of(match["s"]) or (own, ""))[0]
        if "\f" not in match["s"] and "motie-" not in match["s"] and about in (own, "item"):
            last = match
    if last is None and _OF_PAPERS.match(title):
        last = _THESE.match(part.doc.text, start, end)
    return whole(part, [Span(last.start("s"), last.end("s"))], "rule:decision-formula", 0.85) if last else None


def _in_prose(part: Part, below: Sequence[Line], title: str) -> Found[str] | None:
    """ "Het voorstel wordt met algemene stemmen aangenomen." in an item of a few lines; None in a speech."""
    if not below or len(below) > 14:
        return None
    told = statements(part, below)
    matches = [m for lo, hi in told for m in _SENTENCE.finditer(part.doc.text, lo, hi)]
    ours = _of_item([(m, subject_of(m["s"])) for m in matches], (subject_of(title) or ("item", ""))[0])
    if not ours:
        return None
    start, end = ours[-1].span("s")
    sides = [line for line in below if start <= line.start < end and is_side_line(line.text)]
    if sides:  # the list of another vote, with no stop behind it
        start = next((line.start for line in below if line.start > sides[-1].start), end)
    return whole(part, [Span(start, end)], "rule:decision-in-prose", 0.8) if start < end else None


def _of_item(told: Sequence[tuple[re.Match[str], Subject | None]], own: str) -> list[re.Match[str]]:
    """The sentences about the item itself. Where they speak of several motions, each with its own outcome, only those
    that name the item; none where the item is a motion."""
    named = [(match, subject) for match, subject in told if subject is not None]
    if len({subject for _, subject in named if subject[1]}) > 1:
        return [match for match, subject in named if own == "item" == subject[0]]
    return [match for match, subject in told if subject is None or subject[0] == own]
