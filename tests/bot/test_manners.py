"""What is a greeting, a thank-you or a call for help, and what is a question all the same."""

import json

import pytest
import yaml

from bot.manners import manner_of
from tests.bot.bot_house import SEEDS

GREETINGS = """
你好 | 您好 | 妳好 | 您好呀～ | 你好啊！！！ | 你好你好你好 | 你好，你好 | 你好吗？ | 你好嗎
你们好 | 大家好 | 大家早安 | 老師好 | 各位早 | 哈喽 | 哈囉 | 哈囉～～ | 哈罗 | 嗨 | 嗨嗨嗨 | 嘿
喂 | 喂，在嗎？ | 安安 | 在 | 在？ | 在吗 | 在嗎 | 在不在 | 你在吗 | 有人吗 | 有人嗎
有人在吗？？ | 早 | 早啊 | 早早早 | 你早 | 早安 | 早晨 | 早上好 | 早上好呀☀️ | 上午好 | 下午好
晚上好 | 午安 | 好久不见 | 好久不見 | 新年快樂！ | 中秋节快乐 | 恭喜發財 | 你好，谢谢
hello 在吗 | 嗨，早上好，有人吗 | 請問有人在嗎 | 机器人你好 | 機器人你好 | 你好机器人
出处，你好 | 出處你好 | chuchu 你好 | @chuchu_bot 你好 | 你好 @chuchu_bot | 你好👋🏻 | 👋 | 👋🏽
你好😀 | 你好！😀👍 | hi | Hi! | hiiii | HELLO | hello! | helloooooo | ｈｅｌｌｏ | hey | hi bot
hi there | Hello, Chuchu! | hi hi | hello everyone | good morning | Good Morning! | good-morning
goodmorning | good evening, everyone | morning | what's up | What’s up? | how are you
how are you doing? | is anyone there? | Nice to meet you | nihao | ni hao | Ni Hao! | nǐ hǎo
nihao ma | zai ma | zaima | zao an | zaoshang hao | dajia hao
"""
THANKS = """
谢谢 | 謝謝 | 谢谢谢谢 | 谢谢你 | 謝謝您！ | 谢谢啦～ | 謝啦 | 谢了 | 多谢 | 多謝 | 感谢
感謝你的回答 | 感恩 | 唔該 | 非常感谢！ | 辛苦了 | 辛苦啦 | 谢谢，辛苦了 | 太棒了 | 真棒 | 好厉害
太好了！ | 很有用 | 讚 | 赞！ | 不错 | 给力 | 好 | 好的 | 好吧 | 好喔 | 好的谢谢 | 好的，謝謝～
行 | 可以 | 嗯 | 嗯嗯 | 嗯嗯嗯 | 哦 | 喔 | 收到 | 收到！ | 明白了 | 了解 | 瞭解 | 懂了 | 我知道了
知道了，谢谢 | 原来如此 | 原來如此啊 | 沒問題 | 没事了 | 不用了 | 算了吧 | 对 | 是的 | 不好意思
哈哈 | 哈哈哈 | 哈哈哈哈哈哈 | 呵呵 | 666 | 66666 | 233333 | 笑死 | 谢谢机器人 | 出处，谢谢
那好吧 | 我爱你 | thx | Thanks! | thank you | Thank you so much!!! | thankyou | thank u
thanks a lot | many thanks | 3q | 3Q | thanks bot | ok | OK | Ok. | okkkk | okay | OK啦
ok, thanks | got it | I see | no problem | yes | great! | cool | lol | LOL | haha | hahahaha
hehe | hhhhh | xiexie | xie xie | xièxie | xie xie ni | duoxie | hao de | 👍 | 👍🏻 | 👍👍👍 | 👌
🙏 | ❤️ | ❤ | 😂😂 | 🎉 | 谢谢🙏 | 👍 谢谢 | :) | ^_^ | _thanks_
"""
GOODBYES = """
再见 | 再見 | 再见！👋 | 拜拜 | 拜拜～ | 掰掰 | 拜 | 回头见 | 明天見 | 晚安 | 晚安喔 | 好梦 | 88
886 | 先走啦 | 谢谢，再见 | 好的，拜拜 | 謝謝晚安 | 老师再见 | 机器人晚安 | bye | Bye! | byeeee
bye bye | byebye | bye-bye | byebyebye | goodbye | good bye | see you | see ya later | good night
Goodnight! | thanks, bye | zaijian | zai jian | baibai | wan an | 你好，晚安
"""
CALLS_FOR_HELP = """
怎么用 | 怎么用？ | 怎麼用呀 | 怎么使用 | 如何使用 | 咋用 | 使用說明 | 用法 | 说明书 | 帮助
幫助 | 菜单 | 怎么提问 | 怎么问 | 請問怎麼用 | 这个机器人怎么用 | 這個機器人怎麼用？ | 出处怎么用
怎么用这个机器人 | 教我怎么用 | 你好，怎么用 | 谢谢，怎么用🙏 | 你是谁 | 妳是誰 | 您是哪位？
你是啥 | 你是什麼 | 你是干嘛的 | 你是做什么的 | 你叫什么名字 | 你好，你是谁呀 | 你是机器人吗
你是真人嗎 | 你是不是机器人 | 你是AI吗 | 你会什么 | 你會什麼？ | 你會甚麼 | 你会做什么
你能做什么 | 你能幹嘛 | 你可以做什麼 | 你能帮我做什么呢 | 你能回答哪些问题 | 你有什么功能
能问什么 | 可以问你什么 | 可以問你問題嗎 | 我有个问题 | 我想问一下 | 请问 | 請問一下
介绍一下你自己 | 自我介紹一下 | 你好，请问你能帮我做什么呢？ | help | HELP! | help me
please help | help me please | /help | how to use | how to use this bot | how do I use this?
how to ask | How do I ask you? | how does this work | what can you do | What can you do?
what can you do for me | what can I ask | who are you | what are you | hi, who are you?
what's your name | What is this bot? | are you a bot | are you an AI? | tell me about yourself
menu | start | ni shi shei | nǐ shì shuí | zenme yong | ni hui shenme | ? | ??? | ？？？ | 。。。
…… | ! | 🤔 | 😭 | 👎 | 🇹🇼 | 啊？ | @chuchu_bot | @chuchu_bot ?
"""
QUESTIONS = """
你好，可灵是什么 | 您好請問可靈是什麼 | 谢谢，那收入呢 | 謝謝，那收入呢？ | hi-fi是什么 | hi-fi
早期电影有哪些 | 拜拜是什么意思 | 感谢信怎么写 | 感謝信怎麼寫 | Sora | sora? | AI | AI是什么
可灵 | 可靈 | help me find Netflix | help me with Sora | hello kitty | Hello Kitty是什么
thank you for smoking | 好的电影有哪些 | 好莱坞 | 好萊塢 | 早餐 | 在线教育 | 嗨翻天 | 哈利波特
哈哈镜 | 谢晋 | 谢霆锋 | 对话 | 行业 | 可以免费用吗 | 懂车帝 | 没有AI会怎样 | 明白纸 | 拜占庭
晚安故事 | 再见爱人 | 你好李焕英 | 早安电影 | 辛苦费多少 | 收到多少投资 | 666亿 | 88年的电影
3q大战 | 6.6% | 是什么 | 那怎么用 | 那么，怎么用它 | 它怎么用 | Sora怎么用 | AI怎么用
怎么用AI拍电影 | 如何使用可灵 | 什么是Sora | 谁是导演 | 你能做什么样的视频 | 你知道可灵吗
你会拍电影吗 | 你觉得谁会赢 | 你是谁的粉丝 | 机器人 | 机器人会做什么 | 机器人是什么 | 机器人电影
出处 | 出处？ | 大家 | 老师 | chuchu | 好吗 | 是吗 | 可以吗 | 有人用AI吗 | 有人吗哪里 | 在哪里
在哪 | 多少 | 为什么 | 谁 | 然后呢 | 收入呢 | 《再见》 | 「你好」 | “谢谢” | "hello" | 『早安』
《你好》怎么样 | 谢谢《你好》 | how does Sora work | how to use Sora | how does it work
what is this | what can it do | who are they | what are you talking about | who made Sora | why
high | hit | shi | okra | thanksgiving | Bye Bye Birdie
byebug | Goodall | hibot
start-up | Start Netflix
good movies | good morning vietnam | la la land | 1 | 1️⃣ | 2025 | 👍是什么 | Sora👍 | 可灵 🙏
asdfgh | c++ | ㈱ | ω | 한국어 | ありがとう | T_T
"""


def each(texts: str) -> list[str]:
    return [text.strip() for line in texts.strip().splitlines() for text in line.split(" | ")]


@pytest.mark.parametrize("text", each(GREETINGS))
def test_a_greeting_is_no_question(text: str) -> None:
    assert manner_of(text) == "greeting"


@pytest.mark.parametrize("text", each(THANKS))
def test_a_kind_word_is_thanks(text: str) -> None:
    assert manner_of(text) == "thanks"


@pytest.mark.parametrize("text", each(GOODBYES))
def test_a_goodbye_is_one_with_thanks_before_it_too(text: str) -> None:
    assert manner_of(text) == "goodbye"


@pytest.mark.parametrize("text", each(CALLS_FOR_HELP))
def test_who_asks_about_the_bot_or_is_lost_is_told_how(text: str) -> None:
    assert manner_of(text) == "how"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\u3000", "\ufe0f"])
def test_a_message_without_a_word_is_told_how(text: str) -> None:
    assert manner_of(text) == "how"


@pytest.mark.parametrize("text", each(QUESTIONS))
def test_what_may_be_asked_of_articles_is_searched(text: str) -> None:
    assert manner_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["你好\n谢谢\n可灵是什么", "你好\u200b，可灵", "谢谢" * 2000 + "可灵", "hi " * 1400 + "fi"],
)
def test_a_question_behind_kind_words_is_found(text: str) -> None:
    assert manner_of(text) is None


def test_lines_and_invisible_signs_between_kind_words_change_nothing() -> None:
    assert manner_of("谢谢\n\n晚\u200b安\u2063") == "goodbye"


def test_no_name_of_the_field_is_a_kind_word() -> None:
    lexicon = yaml.safe_load((SEEDS / "lexicon.yaml").read_text("utf-8"))
    names = [name for entry in lexicon for name in (entry["name"], *entry["aliases"])]
    assert len(names) > 100
    assert [name for name in names if manner_of(name)] == []


def test_of_the_golden_questions_only_small_talk_is_a_manner() -> None:
    lines = (SEEDS / "questions.jsonl").read_text("utf-8").splitlines()
    golden = [json.loads(line) for line in lines]
    assert {one["type"] for one in golden if manner_of(one["question"])} <= {"chitchat"}
