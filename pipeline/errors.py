"""Errors that say what to do: each carries a code for `errors.jsonl`, an exit code and a remedy."""

from __future__ import annotations

from typing import ClassVar


class GriffierError(Exception):
    """Base of all errors of our own. `stage` is where in the way of a document it happened."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    stage: ClassVar[str] = "process"
    remedy: str = "Report it with the file, if it may be shared."

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        if remedy is not None:
            self.remedy = remedy


class UsageError(GriffierError):
    """The command line asks for what cannot be."""

    code = "usage"
    exit_code = 2


class MissingProgramError(GriffierError):
    """A program that the job needs is not installed."""

    code = "program.missing"
    exit_code = 3
    stage = "ocr"
    remedy = "Install it: sudo apt-get install tesseract-ocr tesseract-ocr-nld"


class MissingPackageError(GriffierError):
    """A Python package that only some formats need is not installed."""

    code = "package.missing"
    exit_code = 3
    stage = "write"
    remedy = "Install what exports and plots need: pip install 'griffier[export,stats]' (in a clone: make dev)"


class NoInputError(GriffierError):
    """Nothing to read."""

    code = "input.none"
    exit_code = 4
    stage = "find"
    remedy = "Give a file, or a folder that holds files."


class StorageError(GriffierError):
    """What a run writes cannot be written: its files, its memory, or what it needs for a moment."""

    code = "storage"
    exit_code = 5
    stage = "write"
    remedy = (
        "Make room on the disk (of --out, and of TMPDIR), then give the same command again: it goes on where it "
        "stopped."
    )
    rights: ClassVar[str] = "Look at the rights on the folder and at the disk; then give the same command again."


class ClusterError(GriffierError):
    """The scheduler that tasks were sent to is gone."""

    code = "cluster"
    exit_code = 6
    remedy = "Start the scheduler and its workers again, then give the same command: it goes on where it stopped."


class UnreadableError(GriffierError):
    """A file that cannot be read at all."""

    code = "file.unreadable"
    stage = "read"
    remedy = "Open the file in a viewer; if it opens there, report it."


class EmptyFileError(UnreadableError):
    """A file of no bytes, or of blanks only."""

    code = "file.empty"
    remedy = "Fetch the file again: it holds nothing."


class EncryptedError(UnreadableError):
    """A file behind a password."""

    code = "file.encrypted"
    remedy = "Remove the password (for example: qpdf --decrypt --password=... IN OUT) and run again."


class DamagedError(UnreadableError):
    """A file that breaks off or does not follow its own format."""

    code = "file.damaged"
    remedy = "Fetch the file again: it breaks off or was changed on its way."


class UnsupportedError(UnreadableError):
    """A format that is not read."""

    code = "file.unsupported"
    remedy = "Convert it to PDF, DOCX, ODT, HTML, an image, an e-mail (.eml) or text."


class MismatchError(UnreadableError):
    """A file whose bytes are not what its name says, and no document either: most often an error page that was saved as
    a PDF."""

    code = "file.mismatch"
    remedy = (
        "Fetch the file again, and look whether its address asks for a login; if it is what you want, give "
        "it the right extension."
    )


class TooLargeError(UnreadableError):
    """A file over the limits for size, pages, pixels or nesting."""

    code = "file.too_large"
    stage = "limits"
    remedy = "Split the file."

    @staticmethod
    def unless(option: str) -> str:
        """The remedy where an option of `griffier run` sets the limit."""
        return f"Split the file; or, if you trust it, run it alone with a higher {option}."


class DeadlineError(GriffierError):
    """A document that took too long."""

    code = "deadline"
    stage = "process"
    remedy = "Run the file alone with a higher --timeout."


class MemoryLimitError(GriffierError):
    """A document that took too much memory."""

    code = "memory"
    stage = "process"
    remedy = "Split the file; or, if you trust it, run it alone with a higher --memory."


class CrashedError(GriffierError):
    """The worker died while it read the document."""

    code = "worker.crashed"
    remedy = "Run the file alone; if it fails again, report it."


class InternalError(GriffierError):
    """A mistake of our own, met while one document was processed."""

    code = "internal"
    remedy = "This is a fault in griffier: report it with this line, and with the file if it may be shared."


class InaccessibleError(UnreadableError):
    """A path that is no file, or a file that may not be opened."""

    code = "file.inaccessible"
    exit_code = 4
    stage = "find"
    remedy = "Check the path and the rights on the file; a link may point nowhere."
