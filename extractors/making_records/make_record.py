"""One part of a document to one record: the kind's own fields, the general ones, the checks."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any

import griffier.extractors.checks as checks_package
import griffier.extractors.general as general_package
from griffier.extractors.confidence.chances import weigh
from griffier.extractors.confidence.withholding import withheld
from griffier.extractors.coverage.ledger import coverage, ledger, unread
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import Draft, evidence_of, findings_of, settle
from griffier.extractors.drafting.registry import extractor
from griffier.extractors.general.asked_places import name_places_in_requests
from griffier.extractors.general.policy_areas import name_in_requests
from griffier.extractors.mending.mend import garbled, repaired
from griffier.extractors.mending.withdrawal import without_unproven
from griffier.schemas.document import Layer, Part
from griffier.schemas.evidence import Found
from griffier.schemas.kinds import record_types
from griffier.schemas.record import Finding, Producer, Record, Source

GeneralExtractor = Callable[[Part, Context, str], Any]
Check = Callable[[Record, Part, Context], list[Finding]]


@cache
def general_extractors() -> dict[str, GeneralExtractor]:
    """Field -> `extract(part, context, kind)`: the modules of `extractors/general` whose name is a field of every
    record."""
    names = sorted(m.name for m in pkgutil.iter_modules(general_package.__path__))
    return {
        name: importlib.import_module(f"{general_package.__name__}.{name}").extract
        for name in names
        if name in Record.model_fields
    }


@cache
def checks() -> tuple[Check, ...]:
    """`check(record, part, context)` of every module of `extractors/checks` that has one, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(checks_package.__path__))
    modules = (importlib.import_module(f"{checks_package.__name__}.{name}") for name in names)
    return tuple(m.check for m in modules if hasattr(m, "check"))


def make_record(
    part: Part,
    kind: str,
    context: Context,
    *,
    id: str,
    producer: Producer,
    source: Source,
    kind_confidence: float,
    kind_evidence: tuple[Found[str], ...] = (),
    findings: tuple[Finding, ...] = (),
) -> Record:
    """The record of one part. A draft may carry `findings` of its own: a list of `Finding`."""
    if getattr(extractor(kind), "READS_STRUCK", False):
        part = part.reading(Layer.STRUCK)
    draft: Draft = {}
    own = extractor(kind).extract(part, context)
    told = findings_of(own)
    for name, extract in general_extractors().items():
        draft[name] = own.pop(name) if name in own else extract(part, context, kind)
    draft.update((name, node) for name, node in own.items() if name != "findings")
    name_in_requests(part, draft["policy_areas"], draft.get("requests"))
    name_places_in_requests(part, draft["entities"], draft.get("requests"))
    values, evidence = settle(draft, part.doc)
    evidence = [entry for found in kind_evidence for entry in evidence_of(found, "/kind", part.doc)] + evidence
    values = {k: v for k, v in values.items() if v is not None}
    record = record_types()[kind](
        producer=producer,
        id=id,
        kind=kind,
        kind_confidence=round(kind_confidence, 2),
        source=source,
        evidence=evidence,
        **values,
    )
    for check in checks():
        told.extend(check(record, part, context))
    record.findings = [*findings, *told]
    record = without_unproven(record, part.doc)
    lines = ledger(record, part)
    record.coverage = coverage(lines)
    record.findings = [*record.findings, *garbled(part), *repaired(part)]
    for finding, span in unread(record, lines, part):
        if span:  # a reviewer is led to the lines
            place = Found(finding.code, (span,), "rule:line-ledger", 1.0)
            record.evidence += evidence_of(place, f"/findings/{len(record.findings)}", part.doc)
        record.findings.append(finding)
    if not context.raw_confidence:
        weigh(record, part.doc.read)
    return record if context.settings.min_confidence is None else withheld(record, context.settings.min_confidence)


def bare_record(*, id: str, producer: Producer, source: Source, findings: tuple[Finding, ...]) -> Record:
    """A record of kind `other` that says nothing but where it stands and what is wrong: of a part whose reading
    failed."""
    return record_types()["other"](
        producer=producer, id=id, kind="other", kind_confidence=0.0, source=source, findings=list(findings)
    )
