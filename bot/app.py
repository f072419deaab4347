"""Builds the Application: the table of handlers, in order."""

import re
from collections.abc import Callable, Coroutine, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.connection import Connection
from bot.delivery import Delivery
from bot.handlers import (
    Admin,
    Buttons,
    Commands,
    Errors,
    GroupPanel,
    Guests,
    Inline,
    Membership,
    Notices,
    Questions,
)
from bot.limits import Limiter
from bot.live import LiveKnowledge
from bot.order import InOrder
from bot.patience import Patience
from bot.polling import FetchingBot
from bot.readers import Readers
from bot.settings import Settings
from bot.state import State

if TYPE_CHECKING:
    from bot.pictures import Pictures  # which needs an extra

# What Telegram is asked for; the handlers below take nothing else.
ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "chosen_inline_result",
    "guest_message",
)

_CONNECTIONS: Final = 64
# Before all other handlers, in this order.
_MEMBERSHIP: Final = -2
_GROUP_SETTINGS: Final = -1
_PACE: Final = 4
# Each letter may be a query.
_TYPING: Final = 3
_TYPING_BURST: Final = 6
_NEW: Final = filters.UpdateType.MESSAGE
_TEXT: Final = filters.TEXT | filters.CAPTION
# A forwarded command is somebody's words.
_ORDER: Final = _NEW & ~filters.FORWARDED
_ASK: Final = filters.Regex(re.compile(r"^/(?:ask|compare)(?!\w)", re.ASCII | re.IGNORECASE))

Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
App = Application[Any, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings,
    bot: FetchingBot,
    order: InOrder,
    live: LiveKnowledge,
    state: State,
    readers: Readers,
    notices: Notices,
    pictures: "Pictures | None" = None,
) -> App:
    """The bot, wired and not yet started; `pictures` draws quotations, where that is wanted."""
    application: App = ApplicationBuilder().bot(bot).concurrent_updates(order).updater(None).build()
    limiter = Limiter(settings.questions_per_minute, settings.question_burst)
    questions = Questions(bot, live, state, readers, notices, limiter, pictures is not None)
    # Commands and presses search nothing, but each is answered.
    pace = Limiter(_PACE * settings.questions_per_minute, _PACE * settings.question_burst)
    panel = GroupPanel(bot, state, readers, notices, settings.admin_ids)
    buttons = Buttons(bot, live, state, readers, questions, notices, panel, pace, pictures)
    commands = Commands(
        bot, live, state, readers, questions, settings.keep_days, settings.admin_ids
    )
    admin = Admin(bot, live, state, readers, settings.admin_ids, version("chuchu"))
    membership = Membership(bot, state, readers, settings.allowed_chats, settings.admin_ids)
    application.add_handler(TypeHandler(Update, membership.guard), group=_MEMBERSHIP)
    application.add_handler(TypeHandler(Update, panel.guard), group=_GROUP_SETTINGS)
    application.add_handlers(
        _handlers(questions, buttons, commands, admin, membership, panel, pace)
    )
    typing = Limiter(
        _TYPING * settings.questions_per_minute, _TYPING_BURST * settings.question_burst
    )
    inline = Inline(bot, live, state, readers, membership, typing)
    application.add_handlers(_elsewhere(inline, Guests(bot, live, readers, questions)))
    application.add_error_handler(Errors(bot, readers, notices).on_error)
    return application


def _handlers(
    questions: Questions,
    buttons: Buttons,
    commands: Commands,
    admin: Admin,
    membership: Membership,
    panel: GroupPanel,
    pace: Limiter,
) -> Sequence[BaseHandler[Any, Any, Any]]:
    """The first one that takes an update has it."""

    def paced(handler: Handler) -> Handler:
        async def at_a_pace(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            user = update.effective_user
            if user is None or pace.take(user.id) == "go":
                await handler(update, context)

        return at_a_pace

    return [
        MessageHandler(_ORDER & _ASK, questions.on_message),
        CommandHandler("start", paced(commands.start), _ORDER),
        CommandHandler("help", paced(commands.help), _ORDER),
        CommandHandler("sources", paced(commands.sources), _ORDER),
        CommandHandler("topics", paced(commands.topics), _ORDER),
        CommandHandler("language", paced(commands.language), _ORDER),
        CommandHandler("privacy", paced(commands.privacy), _ORDER),
        CommandHandler("id", paced(commands.id), _ORDER),
        CommandHandler("settings", paced(panel.show), _ORDER),
        CommandHandler("reload", admin.reload, _ORDER),
        CommandHandler("status", admin.status, _ORDER),
        MessageHandler(_ORDER & filters.COMMAND, paced(commands.unknown)),
        MessageHandler(_NEW & _TEXT, questions.on_message),
        MessageHandler(
            _NEW & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, questions.on_other
        ),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & _TEXT, questions.on_edit),
        CallbackQueryHandler(buttons.on_press),
        ChatMemberHandler(membership.on_change, ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def _elsewhere(inline: Inline, guests: Guests) -> Sequence[BaseHandler[Any, Any, Any]]:
    """What comes from chats that the bot needn't be in."""
    return [
        InlineQueryHandler(inline.on_query),
        ChosenInlineResultHandler(inline.on_choice),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, guests.on_message),
    ]


def build_bot(settings: Settings, token: str, state: State, patience: Patience) -> FetchingBot:
    """What speaks with Telegram, as the settings say."""
    return FetchingBot(
        token,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=_connection(settings, _CONNECTIONS, patience),
        get_updates_request=_connection(settings, 1, patience),
        rate_limiter=Delivery(
            settings.sends_per_second,
            settings.group_sends_per_minute,
            on_unclear=lambda: state.count("unclear"),
            retries=patience.retries,
        ),
    )


def _connection(settings: Settings, limit: int, patience: Patience) -> Connection:
    return Connection(limit, settings.any_proxy, patience.connect, patience.read)
