"""Pages in their order, though some take long: those wait in threads for the OCR engine while the pages after them are
prepared.

An engine is a program of its own, so threads are enough. Drawing pages is not: pdfium may be used by one thread, which
is the caller's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from griffier.pipeline.layout.page_words import PageWords

Later = Callable[[], PageWords]
"""What is left to do for a page: OCR of a picture that is drawn already. Touches nothing that other pages use."""


def in_order(pages: Iterable[PageWords | Later], threads: int) -> Iterator[PageWords]:
    """The pages, finished, in the order in which they come, whatever the number of threads.

    At most `threads` + 1 pictures of pages are held at a time. What one page raises is raised in its turn; the pages
    after it are given up.
    """
    if threads <= 1:
        for page in pages:
            yield page if isinstance(page, PageWords) else page()
        return
    waiting: deque[PageWords | Future[PageWords]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="griffier-ocr")
    pending = 0
    try:
        for page in pages:
            if isinstance(page, PageWords):
                waiting.append(page)
            else:
                waiting.append(pool.submit(page))
                pending += 1
            while waiting and (pending > threads or isinstance(waiting[0], PageWords) or waiting[0].done()):
                first = waiting.popleft()
                pending -= isinstance(first, Future)
                yield first.result() if isinstance(first, Future) else first
        for left in waiting:
            yield left.result() if isinstance(left, Future) else left
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
