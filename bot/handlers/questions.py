"""Messages: questions are answered, greetings returned, everything else is left alone."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from telegram import Bot, Message, Update, User
from telegram.error import NetworkError
from telegram.ext import ContextTypes

from bot.groups import LENGTHS
from bot.limits import Limiter, Once, Verdict
from bot.live import LiveKnowledge
from bot.manners import Manner, is_question, manner_of
from bot.readers import Readers
from bot.replies import Answers, Comparisons, Reply, Talk, fits, is_answer, kept_in, question_in
from bot.snapshots import Snapshot
from bot.state import Asked, State, Way, new_id
from knowledge import Answer, Comparison

from .addressed import Said, asked_of_all, asker_of, in_private, replies_to, said_in
from .ephemeral import id_of, is_ephemeral
from .notices import Notices
from .sending import edit, edit_in_place, reply_to

log = logging.getLogger(__name__)

_EDITABLE: Final = timedelta(minutes=10)
_NOT_TEXT_SECONDS: Final = 60
_UNKNOWN: Final = 0  # no message has this id
_NOTHING: Final = ("nothing",)
_UNCERTAIN: Final = ("nothing", "related")


class Questions:
    """Answers what is asked in messages, and what buttons ask."""

    def __init__(
        self,
        bot: Bot,
        live: LiveKnowledge,
        state: State,
        readers: Readers,
        notices: Notices,
        limiter: Limiter,
        pictures: bool = False,
    ) -> None:
        """`pictures`: whether quotations can be had as such."""
        self._bot = bot
        self._live = live
        self._state = state
        self._readers = readers
        self._notices = notices
        self._limiter = limiter
        self._pictures = pictures
        self._not_text = Once(_NOT_TEXT_SECONDS)
        self._albums = Once(_NOT_TEXT_SECONDS)

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A text or a caption that may speak to the bot."""
        message = update.message
        if message is None:
            return
        self._is_new_album(message)
        if said := await self._said(message):
            await self._hear(message, said, update.update_id)

    async def on_edit(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An edited question has its answer edited; what was no question before may be one now."""
        message = update.edited_message
        if message is None or not _lately_sent(message):
            return
        said = await self._said(message)
        # A question that became a kind word keeps its answer.
        if said is None or not said.text or (said.own and manner_of(said.text)):
            return
        found = await self._state.answer_to(message.chat_id, message.message_id)
        if found is None:
            await self._hear(message, said, update.update_id)
        elif (said.text, _way(said)) != (found[0].question, found[0].way) and found[1] != _UNKNOWN:
            await self._answer_anew(message, said, *found, update.update_id)

    async def on_other(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A sticker, a voice message and the like, in private: one kind line now and then."""
        message = update.message
        if message is None or not (_shows_something(message) and self._is_new_album(message)):
            return
        if self._not_text.due(message.chat_id):
            words = await self._readers.words(message.from_user)
            await reply_to(message, Talk(words).line("talk.not_text"))

    async def ask(self, message: Message, user: User, question: str) -> None:
        """Answer what somebody asks by a button of this message, in a message of its own."""
        asked = await self._asked(message, user, question, "pressed")
        await self._answer(message, user, asked)

    async def ask_by_link(self, message: Message, payload: str, update_id: int) -> bool:
        """Answer the question that a link brought here from an inline query; False: it has none."""
        user, question = message.from_user, question_in(payload)
        if user is None:
            return False
        if asked_id := kept_in(payload):
            kept = await self._state.asked(asked_id)
            question = kept.question if kept and kept.asker == self._state.person(user.id) else None
        if question is None:
            return False
        asked = await self._asked(message, user, question, "pressed")
        if await self._is_within_limit(message, user, Talk(self._readers.of(asked.language))):
            await self._answer(message, user, asked, update_id)
        return True

    async def answer_alone(self, message: Message, user: User | None, said: Said) -> Reply:
        """The answer as a message that stands by itself, as in a chat that the bot isn't in."""
        self._state.count("questions")
        asked = await self._asked(message, user, said.text, _way(said))
        try:
            snapshot = self._live.current
            if asked.way == "compared" and (compared := self._compared(asked, snapshot, True)):
                return compared[1]
            answer, asked = _found(asked, snapshot)
        except Exception:
            log.exception("A question couldn't be answered")
            return Talk(self._readers.of(asked.language)).line("talk.trouble")
        return self._answers(asked, private=False).posted(answer, asked, 0, snapshot)

    def answer(
        self, asked: Asked, position: int, private: bool, length: int = LENGTHS["normal"]
    ) -> tuple[Answer, Reply]:
        """The answer to this from what is served now, and how it reads.

        `length`: that of its excerpts, at most, in characters.
        """
        snapshot = self._live.current
        if compared := self._compared(asked, snapshot, length=length):
            return compared
        answer, asked = _found(asked, snapshot, length)
        return answer, self._answers(asked, private).reply(answer, asked, position, snapshot)

    def _answers(self, asked: Asked, private: bool) -> Answers:
        words, inline = self._readers.of(asked.language), self._bot.supports_inline_queries
        return Answers(words, self._bot.username, private, inline, self._pictures)

    def _compared(
        self,
        asked: Asked,
        snapshot: Snapshot,
        alone: bool = False,
        length: int = LENGTHS["normal"],
    ) -> tuple[Answer, Reply] | None:
        """Things side by side, where that is what is asked for.

        `alone`: as a message that stands by itself. `length` as for `answer`.
        """
        question, words = asked.question, self._readers.of(asked.language)
        if comparison := _comparison(asked, snapshot, length):
            inline = self._bot.supports_inline_queries
            comparisons = Comparisons(words, self._bot.username, inline)
            show = comparisons.posted if alone else comparisons.reply
            reply = show(comparison, asked)
            findings = comparison.findings
            return Answer(question, "answered" if findings else "nothing", findings), reply
        if asked.way == "compared" and not asked.literal and snapshot.knowledge.articles:
            return Answer(question, "nothing", ()), Talk(words).line("compare.how")
        return None

    def may_ask(self, user: User | None, message: Message) -> Verdict:
        """Whether one more question is within the limit of who asks."""
        asker = user or message.sender_chat or message.chat
        return self._limiter.take(asker.id)

    async def _hear(self, message: Message, said: Said, update_id: int) -> None:
        replied = message.reply_to_message if replies_to(message, self._bot.bot) else None
        before = replied and await self._asked_in(message, replied)
        if replied and not (before or said.called or is_answer(replied)):
            return
        if said.own and said.text and not said.compares and (manner := manner_of(said.text)):
            await self._return(message, manner, said)
            return
        user = asker_of(message)
        talk = Talk(await self._readers.words(user, said.text, message.chat_id))
        if not said.text:
            how = talk.line("compare.how") if said.compares else None
            await self._notices.tell(message, user, how or talk.how_to_ask(self._examples(talk)))
            return
        # People also talk about an answer below it, to each other.
        quiet = said.to_all or not (said.called or is_question(said.text))
        if await self._is_within_limit(message, user, talk, quiet):
            previous = self._followed_by(before) if before else None
            asked = await self._asked(message, user, said.text, _way(said), previous)
            unsaid = _UNCERTAIN if said.to_all else _NOTHING if quiet else ()
            await self._answer(message, user, asked, update_id, unsaid)

    async def _said(self, message: Message) -> Said | None:
        """What is said to the bot, or asked of all where the group wants that answered."""
        said = said_in(message, self._bot.bot)
        if said is None and not in_private(message):
            group = await self._state.group(message.chat_id)
            return asked_of_all(message) if group.answering == "questions" else None
        return said

    async def _asked_in(self, message: Message, replied: Message) -> Asked | None:
        """What the answer that is replied to answers."""
        asked = await self._state.asked_in(message.chat_id, id_of(replied))
        user = asker_of(message)
        # Ephemeral messages of several members may have the same number.
        another = asked and user and asked.asker != self._state.person(user.id)
        return None if is_ephemeral(replied) and another else asked

    async def _return(self, message: Message, manner: Manner, said: Said) -> None:
        """A kind word for a kind word; in groups only for a greeting by name."""
        user = asker_of(message)
        talk = Talk(await self._readers.words(user, said.text, message.chat_id))
        if not in_private(message):
            if said.called and manner in ("greeting", "how"):
                await reply_to(message, talk.in_group("group.greeting", self._bot.username))
        elif manner == "how":
            await reply_to(message, talk.help(self._bot.username, private=True, admin=False))
        else:
            examples = () if manner == "goodbye" else self._examples(talk)
            await reply_to(message, talk.kindly(f"talk.{manner}", examples))

    def _followed_by(self, asked: Asked) -> str:
        """What the next question follows: a name taken over stays with the conversation."""
        if comparison := _comparison(asked, self._live.current):
            return comparison.followed_by
        carried = self.answer(asked, 0, private=True)[0].carried if asked.previous else None
        return f"{carried} {asked.question}" if carried else asked.question

    def _examples(self, talk: Talk) -> tuple[str, ...]:
        return self._live.current.examples.of(talk.words.language)

    async def _asked(
        self,
        message: Message,
        user: User | None,
        question: str,
        way: Way,
        previous: str | None = None,
    ) -> Asked:
        words = await self._readers.words(user, question, message.chat_id)
        asker = self._state.person(user.id) if user else None
        return Asked(new_id(), question, previous, False, words.language, asker, way)

    async def _answer(
        self,
        message: Message,
        user: User | None,
        asked: Asked,
        update_id: int | None = None,
        unsaid: Sequence[str] = (),
    ) -> None:
        """Answer below the message; what comes to one of the outcomes `unsaid` isn't said."""
        group = await self._state.group(message.chat_id)
        try:
            answer, reply = self.answer(asked, 0, in_private(message), group.excerpt_length)
        except Exception:
            log.exception("A question couldn't be answered")
            trouble = Talk(self._readers.of(asked.language)).line("talk.trouble")
            await self._notices.tell(message, user, trouble)
            return
        if answer.outcome in unsaid:
            return
        self._state.count("questions")
        # Without an update it was a button that asked: editing its message changes nothing.
        own = message.message_id if update_id is not None and not is_ephemeral(message) else None
        try:
            shown = await self._show(message, user, answer, reply)
        except NetworkError:
            # It may have arrived: neither an edit nor the same update is to be answered anew.
            self._state.remember(asked, message.chat_id, own, _UNKNOWN, update_id)
            raise
        if shown:
            self._state.remember(asked, shown.chat_id, own, id_of(shown), update_id)

    async def _show(
        self, message: Message, user: User | None, answer: Answer, reply: Reply
    ) -> Message | None:
        """The message that shows it now; None where it couldn't be sent."""
        if is_ephemeral(message) and message.from_user == self._bot.bot:
            # One of its buttons asks, and Telegram lets no bot reply to itself there.
            await edit_in_place(message, reply)
            return message
        if answer.outcome == "nothing":
            return await self._notices.tell(message, user, reply)
        return await reply_to(message, reply)

    async def _answer_anew(
        self, message: Message, said: Said, asked: Asked, shown: int, update_id: int
    ) -> None:
        """Put the answer to the edited question in the place of the one before."""
        user = asker_of(message)
        words = await self._readers.words(user, said.text, message.chat_id)
        if not await self._is_within_limit(message, user, Talk(words)):
            return
        again = replace(
            asked, question=said.text, literal=False, language=words.language, way=_way(said)
        )
        if await self._is_for_asker_alone(message, (asked, again), shown):
            # A notice may be gone, and in an answer's place it would stay; all see an answer.
            await self._notices.withdraw(message.chat_id, shown, user)
            await self._answer(message, user, again, update_id)
            return
        group = await self._state.group(message.chat_id)
        reply = self.answer(again, 0, in_private(message), group.excerpt_length)[1]
        self._state.change(again)
        self._state.count("questions")
        await edit(self._bot, message.chat_id, shown, reply)

    async def _is_for_asker_alone(
        self, message: Message, both: Iterable[Asked], shown: int
    ) -> bool:
        """Whether one of both, what was asked and what is asked now, is answered by a notice."""
        group = await self._state.group(message.chat_id)
        if shown < 0 or in_private(message) or not self._notices.are_passing(group):
            return shown < 0
        length = group.excerpt_length
        answers = (self.answer(each, 0, private=False, length=length)[0] for each in both)
        return any(answer.outcome == "nothing" for answer in answers)

    async def _is_within_limit(
        self, message: Message, user: User | None, talk: Talk, quiet: bool = False
    ) -> bool:
        verdict = self.may_ask(user, message)
        if verdict == "refuse" and not quiet:
            await self._notices.tell(message, user, talk.line("talk.too_many"))
        return verdict == "go"

    def _is_new_album(self, message: Message) -> bool:
        """False for what belongs to an album of which something has come before."""
        album = message.media_group_id
        return album is None or self._albums.due((message.chat_id, album))


def _comparison(
    asked: Asked, snapshot: Snapshot, length: int = LENGTHS["normal"]
) -> Comparison | None:
    """What is compared, where that is what is asked for: to all, only what is sure."""
    knowledge, to_compare = snapshot.knowledge, asked.way == "compared"
    if asked.literal or asked.way == "passed-on" or not knowledge.articles:
        return None
    found = knowledge.compare(asked.question, to_compare, length, asked.previous)
    if found and not fits(found):
        found = knowledge.compare(asked.question, to_compare, LENGTHS["normal"], asked.previous)
    return found if found and (asked.way != "to-all" or found.is_sure) else None


def _found(
    asked: Asked, snapshot: Snapshot, length: int = LENGTHS["normal"]
) -> tuple[Answer, Asked]:
    """The answer, and to what: words passed on may be a question."""
    knowledge = snapshot.knowledge
    if asked.way == "passed-on":
        answer = knowledge.trace(asked.question, excerpt_length=length)
        if answer.outcome == "answered" or not is_question(asked.question):
            return answer, asked
        asked = replace(asked, way="typed")
    answer = knowledge.ask(
        asked.question,
        literal=asked.literal,
        previous=asked.previous,
        excerpt_length=length,
    )
    return answer, asked


def _way(said: Said) -> Way:
    if said.compares:
        return "compared"
    if said.to_all:
        return "to-all"
    return "typed" if said.own else "passed-on"


def _shows_something(message: Message) -> bool:
    """Whether somebody sent it, rather than that it says what has happened in the chat."""
    rich = "rich_message" in message.api_kwargs  # of a Bot API later than the library's
    return bool(message.effective_attachment or message.checklist or rich)


def _lately_sent(message: Message) -> bool:
    return message.edit_date is not None and message.edit_date - message.date <= _EDITABLE
