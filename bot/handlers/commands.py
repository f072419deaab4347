"""Commands that everyone may use."""

import re
from typing import Final

from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.aside import aside
from bot.live import LiveKnowledge
from bot.readers import Readers
from bot.replies import Cards, Pages, Place, Reply, Talk, fitting
from bot.state import State
from bot.words import Words

from .addressed import asker_of, in_private
from .questions import Questions
from .sending import reply_to

_ARTICLE: Final = re.compile(r"a_([a-z0-9-]{1,40})(?:_(\d{1,9}))?", re.ASCII)


class Commands:
    """What the bot says of itself and of its articles."""

    def __init__(
        self,
        bot: Bot,
        live: LiveKnowledge,
        state: State,
        readers: Readers,
        questions: Questions,
        keep_days: int,
        admins: frozenset[int],
    ) -> None:
        self._bot = bot
        self._live = live
        self._state = state
        self._readers = readers
        self._questions = questions
        self._keep_days = keep_days
        self._admins = admins
        self._delete = [[readers.of(each)("privacy.word")] for each in readers.languages]

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A greeting, or what a deep link brings: an article, or a question to answer."""
        if (message := update.message) is None:
            return
        words = await self._words(message)
        if not in_private(message):
            await reply_to(message, Talk(words).in_group("group.greeting", self._bot.username))
            return
        payload = " ".join(context.args or ())
        if not await self._questions.ask_by_link(message, payload, update.update_id):
            await reply_to(message, self._article(payload, words) or self._greeting(words))

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if (message := update.message) is None:
            return
        user, private = asker_of(message), in_private(message)
        admin = private and user is not None and user.id in self._admins
        words = await self._words(message)
        await reply_to(message, Talk(words).help(self._bot.username, private, admin))

    async def sources(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """All articles; with words behind the command, those that are named so."""
        if (message := update.message) is None:
            return
        place = Place(text=fitting(" ".join(context.args or ())))
        knowledge = self._live.current.knowledge
        found = await aside(knowledge.articles_named, place.text)
        pages = Pages(await self._words(message), self._bot.username)
        await reply_to(message, pages.sources(found, len(knowledge.articles), place))

    async def topics(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if message := update.message:
            pages = Pages(await self._words(message), self._bot.username)
            await reply_to(message, pages.kinds(self._live.current.knowledge.topics))

    async def language(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if message := update.message:
            talk, group = Talk(await self._words(message)), await self._state.group(message.chat_id)
            choice = talk.languages(self._readers.languages, group.own_language)
            await reply_to(message, choice)

    async def privacy(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What is kept; with the word `delete`, it is kept no longer."""
        if (message := update.message) is None:
            return
        talk, user = Talk(await self._words(message)), asker_of(message)
        if [word.lower() for word in context.args or ()] not in self._delete:
            await reply_to(message, talk.privacy(self._keep_days))
        elif user is None:
            await reply_to(message, talk.line("privacy.anonymous"))
        elif count := await self._state.forget(user.id):
            await reply_to(message, talk.deleted(count))
        else:
            await reply_to(message, talk.line("privacy.nothing"))

    async def id(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """One's own id and the chat's: an owner needs them for the settings."""
        if message := update.message:
            user, talk = asker_of(message), Talk(await self._words(message))
            await reply_to(message, talk.ids(user.id if user else None, message.chat_id))

    async def unknown(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """In groups a command may be meant for another bot; with a bot's name it is."""
        message = update.message
        if message and in_private(message) and not self._names_another(message):
            await reply_to(message, Talk(await self._words(message)).line("talk.unknown_command"))

    def _names_another(self, message: Message) -> bool:
        name = (message.text or "").split()[0].partition("@")[2]
        return name.lower() not in ("", self._bot.username.lower())

    async def _words(self, message: Message) -> Words:
        return await self._readers.words(asker_of(message), chat_id=message.chat_id)

    def _greeting(self, words: Words) -> Reply:
        return Talk(words).kindly("talk.greeting", self._live.current.examples.of(words.language))

    def _article(self, payload: str, words: Words) -> Reply | None:
        if not (named := _ARTICLE.fullmatch(payload)):
            return None
        knowledge, bot = self._live.current.knowledge, self._bot.username
        if not named[2]:
            card = knowledge.card(named[1])
            return Cards(words, bot).article(card, Place()) if card else None
        page = knowledge.page(named[1], int(named[2]))
        return Pages(words, bot).article(page, Place()) if page else None
