"""Named arrays in one file, checked when it is opened, and mapped."""

import json
import mmap
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

Array = npt.NDArray[Any]

_MAGIC = b"chuchu\r\n"
# XXH3-128 of all behind the first two; the lengths of the table of contents and of the file.
_HEADER = Struct("<8s16sQQ24x")
_UNCHECKED = 24
_ALIGNED = 64
_CHUNK = 1 << 20
_KINDS = ("|u1", "|i1", "<u2", "<i2", "<f2", "<i4", "<u4", "<f4", "<i8", "<u8")


class ArraysError(Exception):
    """Why a file can't be used: one sentence that names it."""


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays, under a temporary name first: the file is there whole, or not at all."""
    contents, at = {}, 0
    for name, array in arrays.items():
        contents[name] = (_kind(array), array.shape, at)
        at += _padded(array.nbytes)
    table = json.dumps(contents).encode()
    table += b" " * (_padded(len(table)) - len(table))
    # Others may write the same file at the same time.
    unfinished = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    try:
        with unfinished.open("xb") as file:
            file.write(bytes(_HEADER.size))
            size = _HEADER.size + len(table) + at
            checksum = xxhash.xxh3_128(_HEADER.pack(b"", b"", len(table), size)[_UNCHECKED:])
            for piece in _pieces(table, arrays):
                checksum.update(piece)
                file.write(piece)
            file.seek(0)
            file.write(_HEADER.pack(_MAGIC, checksum.digest(), len(table), size))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink()


def read_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a file, mapped and not to be changed. Raises ArraysError."""
    try:
        with path.open("rb") as file:
            length = _checked(path, file)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise ArraysError(f"{path}: the file can't be read: {error.strerror or error}") from error
    table: dict[str, tuple[str, list[int], int]] = json.loads(
        mapped[_HEADER.size : _HEADER.size + length]
    )
    begin = _HEADER.size + length
    return {
        name: np.frombuffer(mapped, kind, int(np.prod(shape)), begin + at).reshape(shape)
        for name, (kind, shape, at) in table.items()
    }


def _checked(path: Path, file: Any) -> int:
    """The length of the table of contents. Raises ArraysError unless the file is as written."""
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_MAGIC):
        raise ArraysError(f"{path}: this is neither a folder nor a file of Chuchu's")
    _, digest, length, size = _HEADER.unpack(header)
    checksum = xxhash.xxh3_128(header[_UNCHECKED:])
    # Read, not mapped: what is read once needn't stay in memory.
    while chunk := file.read(_CHUNK):
        checksum.update(chunk)
    if file.tell() != size or checksum.digest() != digest:
        raise ArraysError(f"{path}: the file is damaged or cut short")
    return int(length)


def _pieces(table: bytes, arrays: Mapping[str, Array]) -> Iterator[bytes | memoryview]:
    yield table
    for array in arrays.values():
        whole = np.ascontiguousarray(array, _kind(array))
        yield whole.data.cast("B") if whole.size else b""
        yield bytes(_padded(whole.nbytes) - whole.nbytes)


def _kind(array: Array) -> str:
    kind = array.dtype.newbyteorder("<").str
    if kind not in _KINDS:
        raise ValueError(f"no array of {array.dtype} goes into a file")
    return kind


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
