"""Which chats the bot reaches, and what it may do in them."""

from tests.telegram.refusal import bad_request, forbidden
from tests.telegram.world import Chat, World


def reachable(world: World, chat_id: int | str) -> Chat:
    """The chat, if the bot may call methods on it at all."""
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None or (chat.is_private and not chat.started):
        if isinstance(chat_id, int) and world.knows(chat_id):
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    _refuse_outsider(chat)
    return chat


def writable(world: World, chat_id: int | str) -> Chat:
    chat = reachable(world, chat_id)
    if not chat.writable or (chat.kind == "channel" and chat.bot_status != "administrator"):
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def _refuse_outsider(chat: Chat) -> None:
    if chat.bot_status is None:
        raise bad_request("chat not found")
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
