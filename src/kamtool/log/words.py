"""The closed list of words that a line is read by, in both languages; patterns for folded text."""

from __future__ import annotations

import re

from kamtool.model.values import Channel, Party, YesNo

US = r"(?:我们|我方|咱们|我|we|i|us)"
THEM = r"(?:客户方|客户|对方|甲方|他们|她们|她|他|the customer|customer|they|she|he|them)"
HERS = r"(?:her|his|their|the customer's|customer's)"

# How we were in touch, and who began where the word says so. Longer words first.
CHANNELS: tuple[tuple[re.Pattern[str], Channel, Party | None], ...] = tuple(
    (re.compile(rf"(?:{pattern})(?![a-z])", re.ASCII), channel, party)
    for pattern, channel, party in (
        ("来访|来公司|来我司|来我们这|visited us|came to see us", Channel.VISIT, Party.CUSTOMER),
        ("登门拜访|上门拜访|拜访了?|拜会了?|走访了?|登门|上门|去见了?", Channel.VISIT, None),
        ("见到了?|见了|见面|碰到了?|碰见了?|遇到了?|见", Channel.VISIT, None),
        ("paid a visit to|visited|visit with|visit to|visit|met up with|met with|met|saw|meet", Channel.VISIT, None),
        ("来电|打来电话|打电话来|打电话过来|incoming call from|call from", Channel.CALL, Party.CUSTOMER),
        ("打电话给|致电|去电", Channel.CALL, Party.US),
        ("打过?了?个?电话|电话联系|通过?了?个?电话|电话沟通|电话|通话", Channel.CALL, None),
        ("(?:(?:teams|zoom|video|phone|conference) )?call with|call to|call|on the phone with", Channel.CALL, None),
        ("called|phoned|rang", Channel.CALL, None),
        ("开会|开了个?会|开?视频会议?|线上会议?|腾讯会议|会议|会谈|座谈", Channel.MEETING, None),
        ("meeting with|had a meeting with|meeting", Channel.MEETING, None),
        ("来信|来邮件|发来邮件|发来微信|发来消息|来微信", Channel.MESSAGE, Party.CUSTOMER),
        ("incoming message from|message from|email from", Channel.MESSAGE, Party.CUSTOMER),
        ("发邮件给|发微信给|发短信给|发消息给", Channel.MESSAGE, Party.US),
        ("发了?邮件|发了?微信|发了?短信|发了?消息|微信|邮件|短信|消息", Channel.MESSAGE, None),
        ("emailed|e-mailed|texted|messaged|wrote to|wrote", Channel.MESSAGE, None),
        ("email to|email|e-mail|wechat|message to|message", Channel.MESSAGE, None),
        ("展会|活动|trade fair|fair|event", Channel.EVENT, None),
    )
)  # fmt: skip
# Behind whom the word stands, the caller is; before whom, the called: ``song called``, ``called song``, 宋处打电话.
DIRECTED = re.compile(
    r"(?:打了?个?电话|发了?(?:邮件|微信|短信|消息)"
    r"|called|phoned|rang|emailed|e-mailed|texted|messaged|wrote(?: to)?)\Z"
)
# What may stand in the opening without saying anything that is kept.
FILLER = re.compile(
    r"(?:我们|我方|咱们|我|一起|一同|刚刚|刚才|刚|又|再|去|了|办公室|那里|那儿|那边|单位|上午|下午|中午|早上|晚上|傍晚"
    r"|(?:we|i|just|spoke|talked|chatted|on|at|in the|this|the|morning|afternoon|evening|noon|again|together)"
    r"(?![a-z'-]))",
    re.ASCII,
)
TOWARD = re.compile(r"(?:给|和|跟|与|同|陪|w/|(?:with|to)(?![a-z]))", re.ASCII)
# What ends the opening: a colon, or a dash that stands free.
COLON = re.compile(r":|——|[-–—]{1,9}+(?=[ \u3400-\u9fff])")
AND = re.compile(r" ?(?:、|&|\+|和|跟|与|及|以及|同|(?<= )(?:and|with|together with)(?= ))", re.ASCII)
# What a report may go on with right behind a name. Anything else might be the rest of a longer name.
SAID = re.compile(
    r"(?:问|说|谈|聊|要|提|讲|看|想(?=[要问看让])|来(?=[了问说要看找])|去(?=[了问说看])"
    r"|反馈|表示|关心|确认|同意|拒绝|希望|认为|觉得|介绍|抱怨|投诉|担心|不|没|还|也|对|关于|已|在场|吃饭|参观|参加|交流|沟通|汇报|演示|试驾|一起"
    r"|(?:she|he|they|who|asked|said|says|wants?|wanted|about|on|re|regarding|to|for|at|in|is|was|has|had|and|again)(?![a-z]))",
    re.ASCII,
)
UNANSWERED = re.compile(
    r"(?:没接|没有接|未接|没人接|没接通|没打通|没回|没有回复|未回复|没回复|没回音|占线"
    r"|没见到人?|没见着人?|没碰到人?|没碰上|没遇上|没遇到|没找到人|人不在|不在|没在|扑了?个?空|白跑了?一趟"
    r"|(?:was |were )?not (?:in|there)|wasn't (?:in|there)|weren't (?:in|there)|was out|nobody (?:in|there)"
    r"|no answer|no reply|not answered"
    r"|didn't answer|did not answer|didn't reply|did not reply|didn't pick up|unanswered|voicemail)[。.]?\Z"
)

NEXT = re.compile(
    r"(?:下一步|下步|下次(?!再[说谈聊看议])|next steps?(?![a-z])|next(?![a-z])(?! to ))[ :]*(?:是|is(?![a-z]))?[ :]*",
    re.ASCII,
)
PROMISED = r"(?:也|还|已经|已)?(?:答应过?了?|承诺(?![书函])过?了?|(?: ?(?:also |has |have )?promised?(?![a-z])))"
PROMISE = re.compile(rf"(?:(?P<us>{US})|(?P<them>{THEM}))? ?(?P<word>{PROMISED})[ :]*", re.ASCII)
SOUNDS_PROMISED = re.compile(r"答应|承诺|promised")
SOUNDS_NEXT = re.compile(r"下一步|下次|next step")

# A next step that says there is none.
NO_STEP = re.compile(
    r"(?:还?(?:待定|未定|没定|没有|没说|不明)|再[说议看约]|暂?无"
    r"|(?:is |are )?(?:tb[dca]|to be (?:decided|confirmed|agreed)|none|nothing|n/a"
    r"|not (?:agreed|set|decided)(?: yet)?))"
    r"[。.]?\Z"
)
# The time of day, behind a date.
CLOCK = re.compile(
    r" ?(?:早上|上午|中午|下午|傍晚|晚上|一早|(?:in the )?(?:morning|afternoon|evening))?"
    r"(?: ?(?:at )?(?:\d{1,2}(?::\d\d)?(?: ?[ap]m)?(?![\d.,])(?:点(?:半|钟|\d\d分?)?|时)?"
    r"|[一二三四五六七八九十两]{1,3}点半?钟?))?\Z",
    re.ASCII,
)

BEFORE_DATE = re.compile(r"(?:(?:by|on|before|until|due(?: on| by)?)(?![a-z])|在|于|定在|约在|约好|约|到)? ?", re.ASCII)
AFTER_DATE = re.compile(r" ?(?:之前|以前|前|以内|内)? ?[,:]? ?")
RECIPIENT = re.compile(r"(?:给|向|to (?=.)|(?=.))")
# Behind a promise of ours: those just met. 她 may as well begin 她老板, and ``her`` ``her boss``: behind such a word
# comes a space, a sign, a day, or what is to be done.
MET = re.compile(r"(?:她们|他们|她|他|(?:him|them|her(?= (?:to|the|an?|that|by|on|before) ))(?![a-z]))", re.ASCII)
DOING = re.compile(r"[ ,:]|[给发送回报出把做找安准][^的]", re.ASCII)

PROPOSED = r"(?:提出的?|提议的?|主动提出的?|主动提的?|提的|提|建议的?|定的| ?(?:proposed|suggested)(?: it)?)"
AGREED = r"(?:已经|已|也)?(?: ?(?:同意|接受|确认|答应|认可)了?| ?(?:agreed|accepted|confirmed|said yes)(?: to it)?)"
REFUSED = (
    r"(?:没有|没|不|未)(?:同意|接受|答应)|(?: ?(?:refused|declined|said no|did not agree|didn't agree)(?: it)?)|拒绝了?"
)
OPEN = r"(?:待定|待确认|还没确认|没确认|未确认|还没定|tbc|to be confirmed|not confirmed|not yet agreed|not agreed yet)"
HER_IDEA = rf"{HERS} (?:proposal|idea|suggestion)|(?:proposed|suggested) by {THEM}"
OUR_IDEA = rf"(?:our|my) (?:proposal|idea|suggestion)|(?:proposed|suggested) by {US}"

# What may follow a next step, and the field and value it gives.
MODIFIERS: tuple[tuple[re.Pattern[str], str, Party | YesNo], ...] = tuple(
    (re.compile(rf"(?:{pattern})[。.]?\Z", re.ASCII), field, value)
    for pattern, field, value in (
        (rf"{THEM}{PROPOSED}|{HER_IDEA}", "proposed_by", Party.CUSTOMER),
        (rf"{US}{PROPOSED}|{OUR_IDEA}", "proposed_by", Party.US),
        (rf"{THEM}?(?:{REFUSED})", "accepted", YesNo.NO),
        (rf"{THEM}?{AGREED}", "accepted", YesNo.YES),
        (OPEN, "accepted", YesNo.UNKNOWN),
    )
)
# The same behind a name instead of a pronoun.
NAMED_MODIFIERS: tuple[tuple[re.Pattern[str], str, YesNo | None], ...] = tuple(
    (re.compile(rf"(?:{pattern})[。.]?\Z", re.ASCII), field, value)
    for pattern, field, value in (
        (rf"{PROPOSED}|'s (?:proposal|idea|suggestion)", "proposed_by", None),
        (REFUSED, "accepted", YesNo.NO),
        (AGREED, "accepted", YesNo.YES),
    )
)
