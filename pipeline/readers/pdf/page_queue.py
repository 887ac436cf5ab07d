"""Pages in their order, though some take long: those wait in threads for the OCR engine while the pages after them are
prepared.

An engine is a program of its own, so threads are enough. Drawing pages is not: pdfium may be used by one thread, which
is the caller's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from griffier.pipeline.layout.page_words import PageWords

Later = Callable[[], PageWords]
"""What is left to do for a page: OCR of a picture that is drawn already. Touches nothing that other pages use."""


_MOST = 64
"""Threads that a file may ever have; as many are made as there are pages at work at a time."""


def in_order(pages: Iterable[PageWords | Later], threads: Callable[[], int]) -> Iterator[PageWords]:
    """The pages, finished, in the order in which they come, whatever the number of threads.

    `threads` is asked before each page that waits for the engine: others may have ended meanwhile, and leave their
    cores. At most that number + 1 pictures of pages are held at a time. What one page raises is raised in its turn; the
    pages after it are given up.
    """
    waiting: deque[PageWords | Future[PageWords]] = deque()
    at_work: set[Future[PageWords]] = set()
    pool = ThreadPoolExecutor(_MOST, thread_name_prefix="griffier-ocr")
    try:
        for page in pages:
            if isinstance(page, PageWords):
                waiting.append(page)
            elif (allowed := min(_MOST, threads())) <= 1 and not waiting:
                yield page()
            else:
                while len(at_work) >= allowed:
                    at_work = wait(at_work, return_when=FIRST_COMPLETED).not_done
                at_work.add(future := pool.submit(page))
                waiting.append(future)
            while waiting and _finished(waiting[0]):
                yield _words(waiting.popleft())
        for left in waiting:
            yield _words(left)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finished(page: PageWords | Future[PageWords]) -> bool:
    return isinstance(page, PageWords) or page.done()


def _words(page: PageWords | Future[PageWords]) -> PageWords:
    return page if isinstance(page, PageWords) else page.result()
