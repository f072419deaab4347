"""How long the bot waits, and for what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds."""

    connect: float = 10.0
    read: float = 15.0  # for an answer of Telegram's; a message has mostly arrived by then
    retries: tuple[float, ...] = (0.5, 2.0, 5.0)  # before each further try of what may be repeated
    start: float = 18.0  # until Telegram has said who the bot is
    poll: int = 25
    first_pause: float = 1.0  # after the first fetch that failed; then longer and longer
    longest_pause: float = 30.0
    conflict: float = 300.0  # while another process fetches the same updates
    # Two pollers take turns: a fetch that succeeds doesn't mean that the other one has gone.
    conflict_over: float = 90.0
    said_again: float = 60.0
    finish: float = 25.0  # for what is in hand at the end
