"""Records against gold: which values were found, missed and invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from griffier.pipeline.evaluation.budget_reports import compare_budget
from griffier.pipeline.evaluation.council_papers import compare_meeting, compare_proposal, compare_questions
from griffier.pipeline.evaluation.general import compare_general
from griffier.pipeline.evaluation.gold import Gold
from griffier.pipeline.evaluation.letters import compare_letter
from griffier.pipeline.evaluation.motions import compare_changes, compare_dictum, compare_motion, compare_submitters
from griffier.pipeline.evaluation.tally import Comparison, Data, Evaluation, Judgement

WAYS = {
    "motion": (compare_submitters, compare_motion, compare_dictum),
    "amendment": (compare_submitters, compare_motion, compare_dictum, compare_changes),
    "written_questions": (compare_submitters, compare_questions),
    "council_proposal": (compare_proposal,),
    "council_decision": (compare_proposal,),
    "decision_list": (compare_meeting,),
    "agenda": (compare_meeting,),
    "minutes": (compare_meeting,),
    "letter": (compare_dictum, compare_letter),
    "budget_report": (compare_budget,),
}
"""Kind of the gold -> what is compared beside the general fields."""


def evaluate(gold: Iterable[Gold], records: Mapping[str, list[Data]]) -> Evaluation:
    """Compare all documents. A file without records is missed as a whole; files that no gold speaks of do not count."""
    result = Evaluation()
    for one in gold:
        found = records.get(one.name, [])
        wanted, got = len(one.records), len(found)
        result.documents += wanted
        result.judgements.append(
            Judgement(
                one.name,
                str(one.records[0].get("kind")),
                "documents",
                min(wanted, got),
                max(0, got - wanted),
                max(0, wanted - got),
            )
        )
        for position, record in enumerate(one.records):
            other = found[position] if position < got else {}
            result.take(compare(one, record, other))
    return result


def compare(gold: Gold, record: Data, found: Data) -> Comparison:
    """One record beside its gold."""
    comparison = Comparison(gold.name, record, found, gold.accept, gold.unscored)
    compare_general(comparison)
    for way in WAYS.get(comparison.kind, ()):
        way(comparison)
    return comparison
