#!/usr/bin/env python3
"""Make `extractors/data/nl_griffier`: the recipe of docs/entities.md, from real texts, marks and made-up sentences.

usage: python training/train.py SHARED [--out DIR] [--epochs N] [--dev]

The same inputs and seed give the same model on the same machine. `--dev` keeps a fifth of the marked sentences apart
and tells how the model does on them after each epoch; it writes nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / ".dev"), str(HERE)]

from labelling import OPEN, Known, labelled  # noqa: E402
from made_sentences import Names, made  # noqa: E402
from real_texts import Entity, marked, unmarked  # noqa: E402

from griffier.extractors.dutch import nlp  # noqa: E402

SEED = 13
LABELS = ("PERSON", "PARTY", "ORGANIZATION", "LOCATION", "LAW")
Labelled = tuple[str, list[Entity]]

MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG"],
            "rows": [5000, 1000, 2500, 1500, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "window_size": 1,
            "maxout_pieces": 3,
            "depth": 4,
        },
    },
}


def renamed(text: str, entities: list[Entity], rng: random.Random, share: float) -> Labelled:
    """The text with some names put in the place of others of the same kind: the same sentence about other people."""
    drawn, out, found, at = Names(rng), "", [], 0
    for start, end, label in entities:
        out += text[at:start]
        old, new = text[start:end], text[start:end]
        if label != OPEN and rng.random() < share:
            new = _another(old, label, drawn, rng)
        found.append((len(out), len(out) + len(new), label))
        out += new
        at = end
    return out + text[at:], found


def _another(old: str, label: str, drawn: Names, rng: random.Random) -> str:
    if label == "PERSON":
        if old.isupper():
            return drawn.pc()
        return (
            drawn.pi()
            if "." in old
            else drawn.pf()
            if " " in old and old[0].isupper() and rng.random() < 0.7
            else drawn.ps()
        )
    if label == "PARTY":
        return drawn.a()
    if label == "ORGANIZATION":
        return drawn.oa() if old.isupper() or " " not in old else drawn.o()
    if label == "LAW":
        return drawn.wo() if "verordening" in old.lower() else drawn.w()
    if old.endswith(("straat", "weg", "laan", "kade", "plein", "gracht")):
        return drawn.s()
    return rng.choice((drawn.m, drawn.v))()


class Data:
    """All that the model learns from. `hand`: what readers marked."""

    def __init__(self, shared: Path, dev: bool) -> None:
        gold = marked(shared, ROOT / "tests/gold_ner/sentences.jsonl")
        hand = marked(shared, HERE / "annotations.jsonl")
        refused = {one.key for one in gold}
        hand = [one for one in hand if one.key not in refused]
        order = list(hand)
        random.Random(SEED).shuffle(order)
        self.dev = order[: len(order) // 5] if dev else []
        self.hand = order[len(self.dev) :]
        kept = frozenset(refused | {one.key for one in hand})
        rest = list(unmarked(shared, kept))
        known = Known.of(self.hand, [one.text for one in rest])
        by_vote = ((one.text, labelled(one, known)) for one in rest)
        silver = [(text, found) for text, found in by_vote if found is not None]
        named = [pair for pair in silver if pair[1]]
        plain = [pair for pair in silver if not pair[1]]
        rng = random.Random(SEED)
        rng.shuffle(plain)
        self.voted = named + plain[: len(named) // 3]
        self.made = made(7000, SEED)

    def epoch(self, rng: random.Random) -> Iterator[Labelled]:
        """The sentences of one round, in an order of its own."""
        found: list[Labelled] = []
        for one in self.hand:
            found.append((one.text, list(one.entities)))
            found.append(renamed(one.text, list(one.entities), rng, 0.6))
        found += [renamed(t, e, rng, 0.25) for t, e in rng.sample(self.voted, min(1200, len(self.voted)))]
        found += rng.sample(self.made, 900)
        rng.shuffle(found)
        yield from found


def example(language: Any, text: str, entities: list[Entity], rng: random.Random) -> Any:
    """A spaCy example: tokens with their tags (some left out, so that the words around are learnt too), and labels;
    open ranges say nothing."""
    from spacy.training import Example, offsets_to_biluo_tags

    doc = language.make_doc(text)
    blind = rng.random() < 0.3
    for token in doc if blind else ():
        if token.tag_ != "WORD":
            token.tag_ = "-"
    sure = [entity for entity in entities if entity[2] != OPEN]
    tags = offsets_to_biluo_tags(doc, sure)
    for start, end, label in entities:
        inside = [token for token in doc if start < token.idx + len(token) and token.idx < end]
        cut = any(token.is_sent_start for token in inside[1:])  # no name goes over the end of a sentence
        if label == OPEN or cut or not inside or inside[0].is_space or inside[-1].is_space:
            for token in inside:
                tags[token.i] = "-"
    return Example.from_dict(doc, {"entities": tags})


def scores(language: Any, gold: list[Any]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by label, whole spans."""
    right, said, there = Counter[str](), Counter[str](), Counter[str]()
    for one, doc in zip(gold, language.pipe([one.text for one in gold]), strict=True):
        expected = set(one.entities)
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        right.update(label for *_, label in found & expected)
        said.update(label for *_, label in found)
        there.update(label for *_, label in expected)
    out = {}
    for label in LABELS:
        p, r = right[label] / max(1, said[label]), right[label] / max(1, there[label])
        out[label] = (p, r, 2 * p * r / max(1e-9, p + r))
    return out


def _begin(data: Data, rng: random.Random) -> tuple[Any, Any]:
    language = nlp.blank()
    ner = language.add_pipe("ner", config={"model": MODEL})
    for label in LABELS:
        ner.add_label(label)
    first = [example(language, text, found, rng) for text, found in list(data.epoch(rng))[:500]]
    optimizer = language.initialize(lambda: first)
    optimizer.learn_rate = 0.001
    return language, optimizer


def train(data: Data, epochs: int, out: Path) -> Any:
    """The trained `Language`. `out`: where each epoch leaves what it made."""
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(SEED)
    rng = random.Random(SEED)
    language, optimizer = _begin(data, rng)
    rate = optimizer.learn_rate
    for epoch in range(epochs):
        began, losses = time.process_time(), {}
        optimizer.learn_rate = rate * (1 - 0.9 * epoch / epochs)
        examples = (example(language, text, found, rng) for text, found in data.epoch(rng))
        for batch in minibatch(examples, size=32):
            language.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        told = ""
        if data.dev:
            told = " ".join(f"{label[:3]} {f:.3f}" for label, (_, _, f) in scores(language, data.dev).items())
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}, {time.process_time() - began:.0f} s {told}", flush=True)
        if not data.dev:
            _round(language.get_pipe("ner").model)
            write(language, out)
    return language


def _round(model: Any) -> None:
    """Weights with half the digits: what float16 keeps is enough, and files compress to half."""
    import numpy as np

    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))


def write(language: Any, out: Path) -> None:
    """The model as a folder: no word of a text in it but the labels."""
    language.meta.update(
        spacy_version=">=3.8,<4",
        name="griffier",
        version="1.0.0",
        license="EUPL-1.2",
        description="Names in documents of Dutch councils",
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    language.to_disk(out, exclude=["vocab", "tokenizer"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "extractors/data" / nlp.OWN)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--dev", action="store_true")
    given = parser.parse_args()
    data = Data(given.shared, given.dev)
    print(f"{len(data.hand)} marked sentences, {len(data.voted)} by vote, {len(data.made)} made up", flush=True)
    language = train(data, given.epochs, given.out)
    if given.dev:
        for label, found in scores(language, data.dev).items():
            print(label, *(f"{x:.3f}" for x in found))


if __name__ == "__main__":
    main()
