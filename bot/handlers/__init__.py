"""What the bot does: one module a kind of update, one coroutine a user action."""

from .admin import Admin
from .buttons import Buttons
from .commands import Commands
from .errors import Errors
from .group_settings import GroupPanel
from .guests import Guests
from .inline import Inline
from .membership import Membership
from .notices import Notices
from .questions import Questions

__all__ = [
    "Admin",
    "Buttons",
    "Commands",
    "Errors",
    "GroupPanel",
    "Guests",
    "Inline",
    "Membership",
    "Notices",
    "Questions",
]
