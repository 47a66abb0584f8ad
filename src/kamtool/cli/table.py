"""Every command, as data: its name, its group, and the module whose ``run`` it is.

``kam --help``, completion and docs/cli.md are made from this table; no command is imported for them.
"""

COMMANDS = (
    ("plan new", "plans", "plan_new"),
    ("plan list", "plans", "plan_list"),
    ("plan show", "plans", "plan_show"),
    ("schema", "plans", "schema"),
    ("stakeholders", "analyse", "stakeholders"),
    ("quadrant", "analyse", "quadrant"),
    ("needs", "analyse", "needs"),
    ("swot", "analyse", "swot"),
    ("radar", "analyse", "radar"),
    ("fishbone", "analyse", "fishbone"),
    ("qualify", "analyse", "qualify"),
    ("chain", "analyse", "chain"),
    ("funnel", "analyse", "funnel"),
    ("coverage", "analyse", "coverage"),
    ("whitespace", "analyse", "whitespace"),
    ("brief", "meet", "brief"),
    ("questions", "meet", "questions"),
    ("visits", "meet", "visits"),
    ("promises", "meet", "promises"),
    ("issues", "meet", "issues"),
    ("next", "lead", "next"),
    ("playbook", "team", "playbook"),
    ("check", "team", "check"),
    ("rule", "team", "rule"),
)
