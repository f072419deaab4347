"""Failures on order: what goes wrong between a bot and Telegram."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Literal

from tests.telegram.refusal import Refused, bad_request, conflict, unauthorized

FaultKind = Literal[
    "too_many",
    "server_error",
    "bad_gateway",
    "drop_before",
    "drop_after",
    "slow",
    "refuse",
    "conflict",
    "unauthorized",
    "garbage",
]


@dataclass(frozen=True, slots=True)
class Fault:
    kind: FaultKind
    retry_after: int = 1
    seconds: float = 1.0
    description: str = "Bad Request: refused by order"
    body: str = "no JSON at all"

    def refusal(self) -> Refused | None:
        """What Telegram would say, for the kinds where it says something."""
        if self.kind == "too_many":
            text = f"Too Many Requests: retry after {self.retry_after}"
            return Refused(429, text, retry_after=self.retry_after)
        if self.kind == "server_error":
            return Refused(500, "Internal Server Error")
        if self.kind == "refuse":
            return bad_request(self.description.removeprefix("Bad Request: "))
        plain = {"conflict": conflict, "unauthorized": unauthorized}
        return plain[self.kind]() if self.kind in plain else None


@dataclass(slots=True)
class Faults:
    _ordered: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def order(self, method: str, fault: Fault, times: int) -> None:
        self._ordered[method].extend([fault] * times)

    def next(self, method: str) -> Fault | None:
        waiting = self._ordered.get(method)
        return waiting.popleft() if waiting else None
