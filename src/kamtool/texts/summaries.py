"""The words of ``kam --help``, as Python so that they load without a parser: for each command English and Chinese."""

GROUPS = {
    "plans": ("Plans", "计划"),
    "analyse": ("Analyse", "分析"),
    "meet": ("Meet", "见面"),
    "lead": ("Lead", "管理"),
    "team": ("Team", "团队"),
}

# Families of long names, which the overview lists below their first word.
FAMILIES = {
    "portfolio": ("all accounts together: kam portfolio tiers, …", "全部客户放在一起看：kam portfolio tiers、…"),
}

SUMMARIES = {
    "plan new": ("scaffold a plan for an account", "新建一份客户计划"),
    "plan list": ("all plans: tier, stage, freshness, findings", "全部计划：等级、阶段、新鲜度、问题"),
    "plan show": ("one account on a page", "一页看完一个客户"),
    "plan set": ("change one value; a judgement keeps what it was", "改一个值；判断的旧值留在历史里"),
    "plan add": ("add somebody, or an item to a list", "加一个人，或给清单加一条"),
    "plan remove": ("take something out, unless it is still named", "去掉一处；还有地方用着就不去"),
    "plan rename": ("give an id another name, wherever it stands", "改编号，用到的地方一起改"),
    "plan fmt": ("canonical order and words, where you ask for it", "理顺次序和用词，只理指定的"),
    "plan edit": ("open a plan in your editor, checked when saved", "用编辑器打开，存了就查"),
    "undo": ("take back the last change", "退回最后一次改动"),
    "schema": ("the JSON Schema of a plan, for editors", "计划的 JSON Schema，供编辑器使用"),
    "stakeholders": ("the influence map and the way to the decider", "影响力图，以及到决策人的路"),
    "quadrant": ("who wins what: partner, friend, rival, stranger", "伙伴、朋友、对手、陌路人四格"),
    "needs": ("what they need, layer by layer, and what they choose by", "客户要什么：三层需要、购买因素、往下怎么问"),
    "swot": ("SWOT with evidence and actions, TOWS pairs, triangle", "SWOT 与证据、行动，TOWS 对策，三角分析"),
    "radar": ("seven factors, us and the rivals, weighed by the customer", "七个因素，我方与对手，按客户权重比"),
    "fishbone": ("why we may lose, by cause, owner and evidence", "鱼骨图：我们会输在哪里，谁管，凭什么"),
    "qualify": ("pursue, develop or drop, and how to compete; other schools", "追、培育还是放下，怎么打；可换别家方法"),
    "chain": ("who decides what and when, broken links, what is confirmed", "决策链断在哪里，哪些已证实，该过哪一关"),
    "funnel": ("conversion rates, the bottleneck, the way back from a target", "转化率、瓶颈，由目标倒推"),
    "coverage": ("who of ours looks after whom, now and wanted", "我们谁对接谁，现在与想要"),
    "whitespace": ("what each unit buys, from whom, and what we do not know", "各部门买什么、买谁的、哪些不知道"),
    "brief": ("one page to read before a meeting", "会前一页：见谁、带什么、问什么、别提什么"),
    "questions": ("what to ask before a visit: whom, and in which words", "拜访前该问什么、问谁、怎么问"),
    "log": ("write down a visit, call or message in one line", "一行记下一次拜访、电话或微信"),
    "review": ("go through what is old or unknown, one by one", "旧判断、没弄清的，一条条过"),
    "visits": ("the visit history, who moves next, whom to see again", "访问履历，谁提下一步，该回访谁"),
    "promises": ("promises both ways, aged like receivables", "双方的承诺，按应收账款看账龄"),
    "issues": ("our failures: how fast answered, mended, made good", "客户问题：多快答复、修好、补上"),
    "next": ("what to do next, over all plans, worst first", "下一步做什么：全部计划，最要紧的在前"),
    "diff": ("what changed since a revision or a day, in the trade's words", "跟哪一版、哪一天比，人和项目变了什么"),
    "history": ("attitude, relationship, scores and findings over time", "态度、关系、打分和检查结果的走势"),
    "export": ("all facts of all plans as tables: Parquet, DuckDB, CSV", "全部计划的事实导成表：Parquet、DuckDB、CSV"),
    "query": ("ask the facts of all plans in SQL", "用 SQL 查全部计划"),
    "portfolio concentration": ("who brings the money, who takes it away", "钱是谁带来的，谁在往回亏：二八曲线"),
    "portfolio tiers": ("who should be A, B, C or delegated, and why", "谁该是 A、B、C，谁该分流，凭什么"),
    "portfolio capacity": ("hours asked against hours there are; what to delegate", "子弹够不够：工时对客户，先分流谁"),
    "portfolio team": ("four competencies, promises, coverage; for their owner", "四项能力、承诺、对接，只给本人看"),
    "portfolio registrations": ("whose registration goes first, conflicts, expiry", "报备谁优先，哪里撞单，哪天到期"),
    "portfolio health": (
        "how complete, fresh and kept each plan is; which are dead",
        "计划全不全、新不新、做没做，哪些死了",
    ),
    "portfolio pipeline": (
        "deals by stage, value, slips, wins and losses, forecast",
        "各阶段的项目和钱、延期、输赢、准不准",
    ),
    "portfolio calendar": ("returns, renewals, ends and reviews, by day", "回访、续约、到期、复核，按日子排"),
    "playbook": ("what each role, attitude, need and stage asks of us", "对策手册：各种角色、态度、需要怎么应对"),
    "check": ("validate and lint plans, for people and for CI", "检查计划，给人看，也给 CI 用"),
    "rule": ("the rules of check; one rule explained", "检查规则目录；单条规则详解"),
    "redact": ("plans under pseudonyms, to show or to send", "换成化名的计划，可以拿给别人看"),
    "person list": ("whose data we keep, on which ground, until when", "保存着谁的资料、凭什么、到哪天"),
    "person export": ("everything the plans say about one person, for them", "计划里关于一个人的全部内容，交给本人"),
    "person erase": ("remove a person's data, keep the structure", "删掉一个人的资料，结构留下"),
    "setup git": ("merge plans by facts in this repository", "让这个仓库按事实合并计划"),
    "merge-driver": ("what git calls to merge two changes of a plan", "git 合并同一份计划时调用的程序"),
}

EXAMPLES = (
    ("kam plan new 新星轴承厂 --type soe", "kam check", "kam stakeholders 新星轴承厂"),
    ("kam plan new 新星轴承厂 --type 国企", "kam check", "kam stakeholders 新星轴承厂"),
)

HELP = {
    "about": ("account plans as code", "客户计划即代码"),
    "usage": ("Usage: kam COMMAND [OPTIONS]", "用法：kam 命令 [选项]"),
    "start": ("Start", "上手"),
    "more": (
        "kam COMMAND --help tells more · 语言: kam --lang zh",
        "kam 命令 --help 看详细说明 · Language: kam --lang en",
    ),
    "unknown": ("kam has no command `{given}`", "kam 没有 `{given}` 这个命令"),
    "behind": ("options stand behind the command: kam COMMAND {given}", "选项写在命令后面：kam 命令 {given}"),
    "near": ("did you mean `{near}`?", "是不是 `{near}`？"),
    "no_output": ("the answer could not be written ({reason})", "结果没能写出去（{reason}）"),
    "no_lang": ("kam speaks en and zh, not `{given}`", "kam 会 en 和 zh 两种语言，不会 `{given}`"),
}
