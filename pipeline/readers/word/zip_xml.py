"""Zip containers of XML (Word, OpenDocument) from strangers: size caps, no entities, no network."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from griffier.pipeline.errors import DamagedError, EncryptedError, TooLargeError
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.sniff import ZIP_DAMAGE

_RATIO = 200
"""Unpacked bytes per packed byte over which a large member is a bomb; deflated XML reaches 20 to 40."""

_FREE = 8 * 1024 * 1024
"""Bytes up to which a member's ratio does not matter."""


class Package:
    """A container that was checked before anything of it was unpacked."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except ZIP_DAMAGE as error:
            raise DamagedError(f"the container breaks off or is damaged: {error}") from error
        infos = self._zip.infolist()
        if len(infos) > 20_000 or sum(info.file_size for info in infos) > limits.unpacked_bytes:
            raise TooLargeError(f"the container unpacks to more than {limits.unpacked_bytes:,} bytes or 20,000 members")
        if any(info.flag_bits & 1 for info in infos):
            raise EncryptedError(
                "the document is behind a password", remedy="Open it, remove the password, save it and run again."
            )
        self._names = {info.filename for info in infos}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> list[str]:
        """The members' names, sorted."""
        return sorted(self._names)

    def bytes(self, name: str) -> bytes:
        """One member. Raises DamagedError where it is absent or broken, TooLargeError for a bomb."""
        try:
            info = self._zip.getinfo(name)
            if info.file_size > _FREE and info.file_size > _RATIO * max(1, info.compress_size):
                raise TooLargeError(f"{name} unpacks to {info.file_size:,} bytes from {info.compress_size:,}")
            # A header that lies about its size cannot make more than this come out.
            with self._zip.open(info) as member:
                data = member.read(info.file_size + 1)
        except KeyError as error:
            raise DamagedError(f"the container has no {name}") from error
        except ZIP_DAMAGE as error:
            raise DamagedError(f"{name} in the container is damaged: {error}") from error
        return data

    def xml(self, name: str) -> etree._Element:
        """One member, parsed: no entity is expanded, no DTD loaded, nothing fetched. Raises DamagedError."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.bytes(name), parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise TooLargeError(f"{name} nests too deep") from error
            if "huge" in str(error).lower() or "too long" in str(error).lower():
                raise TooLargeError(f"{name} holds a text node that is too long") from error
            raise DamagedError(f"{name} is no proper XML: {error}") from error
        return root
