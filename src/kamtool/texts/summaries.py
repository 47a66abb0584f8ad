"""The words of ``kam --help``, as Python so that they load without a parser: for each command English and Chinese."""

GROUPS = {
    "plans": ("Plans", "计划"),
    "analyse": ("Analyse", "分析"),
    "meet": ("Meet", "见面"),
    "lead": ("Lead", "管理"),
    "team": ("Team", "团队"),
}

SUMMARIES = {
    "plan new": ("scaffold a plan for an account", "新建一份客户计划"),
    "plan list": ("all plans: tier, stage, freshness, findings", "全部计划：等级、阶段、新鲜度、问题"),
    "plan show": ("one account on a page", "一页看完一个客户"),
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
    "visits": ("the visit history, who moves next, whom to see again", "访问履历，谁提下一步，该回访谁"),
    "promises": ("promises both ways, aged like receivables", "双方的承诺，按应收账款看账龄"),
    "issues": ("our failures: how fast answered, mended, made good", "客户问题：多快答复、修好、补上"),
    "next": ("what to do next, over all plans, worst first", "下一步做什么：全部计划，最要紧的在前"),
    "playbook": ("what each role, attitude, need and stage asks of us", "对策手册：各种角色、态度、需要怎么应对"),
    "check": ("validate and lint plans, for people and for CI", "检查计划，给人看，也给 CI 用"),
    "rule": ("the rules of check; one rule explained", "检查规则目录；单条规则详解"),
}

EXAMPLES = (
    ("kam plan new 红旗机械厂 --type soe", "kam check", "kam stakeholders 红旗机械厂"),
    ("kam plan new 红旗机械厂 --type 国企", "kam check", "kam stakeholders 红旗机械厂"),
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
    "near": ("did you mean `{near}`?", "是不是 `{near}`？"),
    "no_output": ("the answer could not be written ({reason})", "结果没能写出去（{reason}）"),
    "no_lang": ("kam speaks en and zh, not `{given}`", "kam 会 en 和 zh 两种语言，不会 `{given}`"),
}
