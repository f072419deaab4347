"""What the bot does: one module a kind of update, one coroutine a user action."""

from .admin import Admin
from .buttons import Buttons
from .commands import Commands
from .errors import Errors
from .guests import Guests
from .inline import Inline
from .membership import Membership
from .questions import Questions

__all__ = ["Admin", "Buttons", "Commands", "Errors", "Guests", "Inline", "Membership", "Questions"]
