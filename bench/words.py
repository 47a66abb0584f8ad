"""What the generated plans are made of; every name is invented."""

# ruff: noqa: SIM905 (a line of words reads better split than as a list)

FAMILY = "赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 许 何 吕 施 张 孔 曹 严 华 金 魏 陶 姜".split()
GIVEN = "明远 思齐 建国 晓峰 丽娜 志强 雨桐 文博 海燕 国栋 佳怡 永康 慧敏 振华 若溪 长青 春生 立新 素梅 一凡".split()
FIRST = "Anna Boris Clara David Elif Frank Grace Hugo Ines Jonas Karin Liam Mira Noor Oscar Petra Rafael Sofia".split()
LAST = "Albrecht Brandt Costa Dufour Eriksen Farrow Grover Hollis Ivarsson Jensen Kessler Lindqvist Moreau".split()
PLACES = "江临 云岭 海州 临川 北固 松平 青浦口 渡口 石门 南屏 Harwick Norden Valmere Kestrel Oakden Brannock".split()
TRADES = [
    ("机械", "机械厂"), ("电信", "通信分公司"), ("食品", "食品集团"), ("化工", "化工股份"), ("物流", "物流公司"),
    ("machinery", "Machine Works"), ("chemicals", "Chemicals Ltd"), ("logistics", "Freight Group"),
]  # fmt: skip
UNITS = [
    "行政处",
    "财务处",
    "车队",
    "设备科",
    "信息中心",
    "采购部",
    "Operations",
    "Finance",
    "Procurement",
    "Facilities",
]
TITLES = ["处长", "副处长", "科长", "经理", "总工", "主任", "Director", "Manager", "Engineer", "Head of Purchasing"]
OFFERS = ["终端", "维保", "平台", "培训", "备件", "sedans", "leasing", "maintenance", "analytics", "upgrade"]
RIVALS = ["豪车集团", "远桥科技", "百合系统", "Norval Group", "Tessera Systems", "Brightwell"]
SAID = [
    "见面只问每公里成本，别的都不用讲", "上次那批货出过质量事故，现在谁都不愿签字", "要先看同行的用户名单，再谈价格",
    "提出自己带队去看样板，时间由他定", "会上当着三家供应商的面肯定了试用结果", "担心停线，问了两次备用方案",
    "财务要求分两年付款，明年预算还没批", "说流程走到集采平台至少六周，催不动", "电话里答应把设备清单整理一份发过来",
    "Asked for the total cost over five years and nothing else", "Wants a reference of the same trade, no brochure",
    "Said in front of every bidder that the pilot saved fourteen percent", "Worries about the three days of changeover",
    "Offered to bring finance into the next meeting", "Told us that the deadline comes from the auditors: 31 March",
    "Read the contract line by line, and marked clause 7 twice", "Compares us with the incumbent's service times",
]  # fmt: skip
DOING = [
    "送三年总成本对比表", "约车间主任试用两周", "请服务经理带上响应记录", "安排同行用户互访", "把验收办法写成一页纸",
    "send the comparison of service times", "arrange the site visit", "write one page on the new rule",
    "ask what the last failure cost them", "bring the audited fuel report",
]  # fmt: skip
NOTES = [
    "# 九月接手，前任的记录不全",
    "# 以下按最近一次见面更新",
    "# to be confirmed with finance",
    "# 报价有效期三个月",
]
