"""Runs a command in a fresh process and says what it cost; stands alone, so that it stays small.

A child's peak memory counts what its parent had when it was started (Linux keeps the greater of
the two at exec). So the bench, large by now, starts this file, and this starts the command.
"""

import json
import resource
import subprocess
import sys
from time import perf_counter


def main(command: list[str]) -> None:
    """Print as JSON: seconds to the first line and to the end, peak bytes, exit code."""
    start = perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout  # a pipe was asked for
        first_line = process.stdout.readline()
        answered = perf_counter() - start
        process.stdout.read()
        process.wait()
        ended = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    cost = {
        "answered": answered,
        "ended": ended,
        "peak": peak if sys.platform == "darwin" else peak * 1024,
        "failed": process.returncode != 0 or not first_line,
    }
    print(json.dumps(cost))


if __name__ == "__main__":
    main(sys.argv[1:])
