"""What `chuchu eval` found, as a table."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bot.printable import one_line
from knowledge import TypeResult

_SHARES = ("Answer@1", "Answer@3", "Coverage", "Precision", "Abstention")


def print_results(results: Iterable[TypeResult]) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("Type", no_wrap=True)
    table.add_column("Count", justify="right")
    for share in _SHARES:
        table.add_column(share, justify="right")
    for result in results:
        if result.type == "all":
            table.add_section()
        table.add_row(one_line(result.type), str(result.count), *_shares(result))
    Console(markup=False, emoji=False, highlight=False).print(table)


def _shares(result: TypeResult) -> list[str]:
    shares = (
        result.answer_at_1,
        result.answer_at_3,
        result.coverage,
        result.precision,
        result.abstention,
    )
    return ["–" if share is None else f"{share:.1%}" for share in shares]
