"""Says on what the bench ran, without names or paths of the machine."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("numpy", "rjieba", "bm25s", "tantivy", "rapidfuzz")


def describe() -> tuple[str, ...]:
    """One line each on the processor, the system and the packages."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory()}",
        f"{_system()}, {platform.machine()}, {platform.python_implementation()} "
        f"{platform.python_version()}",
        ", ".join(f"{package} {version(package)}" for package in _PACKAGES),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or "unknown processor"


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return "unknown memory"
    return f"{size / 2**30:.0f} GiB"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
