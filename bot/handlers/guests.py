"""Guest messages: the bot is called by name in a chat that it hasn't joined."""

from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.live import LiveKnowledge
from bot.manners import Manner, manner_of
from bot.readers import Readers
from bot.replies import Reply, Talk

from .addressed import asker_of, said_by_guest
from .questions import Questions
from .sending import answer_guest


class Guests:
    """Answers each guest message once: there is no second word in such a chat."""

    def __init__(
        self, bot: Bot, live: LiveKnowledge, readers: Readers, questions: Questions
    ) -> None:
        self._bot = bot
        self._live = live
        self._readers = readers
        self._questions = questions

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A question, or a call in reply to a message whose source is wanted."""
        if message := update.guest_message:
            await answer_guest(message, await self._reply(message))

    async def _reply(self, message: Message) -> Reply:
        said, user = said_by_guest(message, self._bot.bot), asker_of(message)
        talk = Talk(await self._readers.words(user, said.text))
        if said.own and not said.compares and (manner := manner_of(said.text)):
            return self._kindly(talk, manner)
        if not said.text and said.compares:
            return talk.line("compare.how")
        if not said.text:
            examples = self._live.current.examples.of(talk.words.language)
            return talk.how_to_ask(examples, "guest.how", self._bot.username)
        if self._questions.may_ask(user, message) != "go":
            return talk.line("talk.too_many")
        return await self._questions.answer_alone(message, user, said)

    def _kindly(self, talk: Talk, manner: Manner) -> Reply:
        if manner in ("greeting", "how"):
            return talk.in_group("guest.greeting", self._bot.username)
        return talk.line(f"talk.{manner}")
