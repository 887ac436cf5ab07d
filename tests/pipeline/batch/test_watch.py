"""The limits of a document, on made-up signs: no clock, no process."""

from griffier.pipeline.batch.watch import Signs, Watch

MB = 1024 * 1024


def verdicts(signs: list[Signs], every: float, timeout: float = 10.0, memory: int = 100) -> list[str | None]:
    watch = Watch(timeout, memory)
    return [error.code if (error := watch.judge(s, n * every)) else None for n, s in enumerate(signs)]


def test_memory_is_judged_before_time() -> None:
    assert verdicts([Signs(99.0, 99.0, 101 * MB, True)], 1.0) == ["memory"]
    assert verdicts([Signs(99.0, 99.0, 99 * MB, True)], 1.0) == ["deadline"]


def test_a_standstill_is_one_of_the_document() -> None:
    asleep, starved = Signs(1.0, 1.0, MB, False), Signs(1.0, 1.0, MB, True)
    assert verdicts([asleep] * 15, 1.0)[-1] == "deadline"
    assert verdicts([starved] * 100, 1.0)[-1] is None, "it waits for a core: the machine is busy"
    assert verdicts([asleep, Signs(1.0, 1.2, MB, False)] * 50, 1.0)[-1] is None, "a child works"
    assert verdicts([asleep] * 10, 3600.0)[-1] is None, "nobody looked for an hour: the run itself was asleep"
