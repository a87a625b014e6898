"""What each code of a finding means: what it finds, why it matters, what to do. `perfdocs explain` prints it.

The codes of reading, schemas, packs and templates are explained here; those of the checks in files of their
own (`checks/cases/<code>.yaml`), with the cases that are their examples and their tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class Rule:
    """The explanation of a code, for the person who reads the finding."""

    title: str
    why: str
    mend: str
    source: str = ""
    """Where the rule comes from, and whether that text has been seen; empty where it is a matter of course."""
    bad: str = ""
    good: str = ""
    """An example in YAML that is found, and one that is not."""


FAMILIES = {
    "Y": "读文件",
    "S": "字段",
    "W": "目录和文件",
    "M": "各项金额",
    "I": "指标",
    "G": "目标",
    "D": "年份和日期",
    "B": "分值和标准",
    "L": "文字",
    "F": "填写齐全",
    "C": "与上年比",
    "V": "豁免的问题",
    "P": "版式的文件",
    "T": "Word 模板",
    "R": "生成的文件",
}

_OWN = {
    "Y100": Rule("文件打不开", "没有读到内容，这个部门的表不能生成。", "检查文件的权限，或关闭正在使用它的程序。"),
    "Y101": Rule(
        "YAML 的笔误",
        "冒号、缩进、引号写错，内容就读不对，或者读到别的字段里去。",
        "照提示改那一行：冒号用半角、后面空一格；缩进用空格、每层两个；特殊符号开头的文字加引号。",
    ),
    "Y102": Rule("同一个字段写了两次", "不知道该用哪一个；多数软件悄悄用后一个。", "只留一个。"),
    "Y103": Rule(
        "锚点、引用或类型标记",
        "以 &、*、! 开头的文字，YAML 当成记号，文字会丢。",
        "是文字就给整段加引号；想重复内容就写全。",
    ),
    "Y104": Rule("文件太大", "一个部门的文件不会超过 1 MB，多半是放错了文件。", "检查这个文件是不是填报文件。"),
    "Y105": Rule(
        "不是 UTF-8 文字",
        "读不出来的字节如果猜着读，印出来就是错字。",
        "用编辑器打开，改好提示的那一处，另存为 UTF-8。",
    ),
    "Y106": Rule("看不见的控制字符", "Word 文件装不下，打开会报“文件已损坏”。", "删掉它，或把那一行重新打一遍。"),
    "Y107": Rule("一个文件里有两份 YAML", "中间的“---”以后是另一份，不会被读取。", "拆成两个文件，或删掉“---”。"),
    "Y108": Rule("文件是空的", "没有内容可以填到表上。", "填写内容，或删除这个文件。"),
    "Y109": Rule("嵌套太深", "表格用不到这么多层，多半是括号或缩进写错了。", "检查括号是否配对、缩进是否正确。"),
    "Y110": Rule("字段名的写法不对", "冒号左边只能是一个字段名。", "去掉括号和 &、*、! 等记号。"),
    "Y111": Rule("文件是 GBK 编码", "能读，但别的软件打开可能是乱码。", "用编辑器另存为 UTF-8。"),
    "S101": Rule(
        "没有这个字段，或写错了地方", "写错的字段名不会印到表上。", "照提示改字段名；位置不对的，移到提示的字段下面。"
    ),
    "S102": Rule("缺少必填的字段", "表上这一栏会是空的。", "补上这一行；暂时没有内容的，写上字段名，冒号后面空着。"),
    "S103": Rule(
        "填的东西种类不对",
        "该填数字的填了文字，合计就算不出来；该分项的没有分项，表上没有地方印。",
        "照提示改：金额只写数字，不带单位和千分位逗号；一组字段分行写；列表每项前面加“- ”。",
    ),
    "S104": Rule("不在可选的几项之中", "这一栏只能从规定的几项里选。", "改成提示的其中一项。"),
    "S105": Rule("写法不合规定", "日期等有规定的写法。", "照提示的样子写。"),
    "S106": Rule("数太大、太小或小数太多", "多半是单位弄错了，或者多打了一位。", "核对这个数和它的单位。"),
    "S107": Rule("太长、太短，或项数不够", "表格里放不下，或者少填了。", "照提示增减。"),
    "S108": Rule("不符合版式的其他要求", "版式对这一栏另有要求。", "看提示，或问维护表格的人。"),
    "W101": Rule(
        "目录的名称不对",
        "年度和部门代号用来与上年对照，要年年一致。",
        "年度目录写四位数字，部门代号用小写英文字母、数字和 -。",
    ),
    "W102": Rule("年度和目录不一致", "多半是从上年复制过来忘了改。", "改字段里的年度，或把文件移到对的目录。"),
    "W103": Rule("没有部门文件", "没有它就不知道是哪个部门、用哪套版式。", "补上 department.yaml，或删掉这个目录。"),
    "W104": Rule(
        "文件不会被读取", "位置或名称不是版式要的，里面的内容不会印到表上。", "移到对的目录，文件名以 .yaml 结尾。"
    ),
    "W105": Rule("新年度的目录已经有了", "结转不覆盖任何文件。", "要重新结转，先把那个目录移走。"),
    "W201": Rule("结转以后要填的", "上年的金额和算式已经清空。", "填上今年的；不想清空就加 --keep-amounts。"),
    "W202": Rule("结转以后要核对的", "文字里还有别的年份，说的是哪一年，程序不能断定。", "核对年份。"),
    "W203": Rule("新版式没有这个字段", "今年的表改了，这一栏不在原来的地方了。", "照提示移到新的地方，或者删掉。"),
    "V101": Rule("豁免过期了", "批准的期限已过，问题又算数了。", "改好问题，或者重新报批，改“截止”的日期。"),
    "V102": Rule("豁免用不着了", "这个问题在这里已经没有，留着会掩盖以后的新问题。", "删掉这一条豁免。"),
    "V103": Rule("豁免没有写全", "没有理由、批准的单位和期限的豁免不算数。", "补上提示的几项。"),
    "V104": Rule(
        "豁免的代号或位置不对",
        "不知道豁免的是什么；读不出来、缺字段一类的问题不能豁免。",
        "照 check 报的代号和位置写。",
    ),
    "P101": Rule("没有这套版式", "不知道按哪一套表生成。", "改成现有的版式名；perfdocs packs 列出现有的版式。"),
    "P102": Rule("版式说明写错了", "版式说明（pack.yaml）的字段不对，整套版式不能用。", "照提示改。"),
    "P103": Rule(
        "字段定义有问题", "字段定义文件缺了、不是 JSON，或者引用的地方不存在。", "照提示改 schema/ 下的文件。"
    ),
    "P104": Rule("没有模板文件", "版式说明里写的 Word 模板不在目录里。", "放好模板，或改版式说明里的文件名。"),
    "P105": Rule("式子写错了", "版式说明里的 Jinja 式子读不懂。", "照提示改：引号、逗号、竖线用半角。"),
    "P106": Rule("式子算不出来", "式子里的名称不存在，或者数据不合适。", "核对式子里的字段名。"),
    "P201": Rule("没有这种角色", "x-role 写错，检查和对比就不认得这个字段。", "改成提示的角色。"),
    "P202": Rule(
        "没有这种单位", "x-unit 写错，金额就不能换算。", "写元、万元、亿元，或写一个字段的名称（它填的是单位）。"
    ),
    "P203": Rule("主键不是这一行的字段", "x-key 写错，与上年对比时认不出同一行。", "改成这一行里的一个字段。"),
    "P204": Rule("字段没有名称或说明", "填报的人在编辑器里看不到这一栏是什么。", "补上 title 和 description。"),
    "P205": Rule("字段定义没有封口", "写错的字段名查不出来，内容会悄悄丢掉。", '加上 "additionalProperties": false。'),
    "P206": Rule("没有这项检查", "版式说明的 checks 里写错了代号，轻重没有改成。", "改成提示的代号。"),
    "T101": Rule("不是 Word 文件", "模板打不开，或者不是 .docx。", "用 Word 打开，另存为 .docx。"),
    "T102": Rule("标签没有写对", "标签不成对、断成两段，或者写法不对，整张表不能生成。", "照提示的格子改。"),
    "T103": Rule("没有这个名称", "标签里的字段名写错，或者字段定义里没有。", "照提示改标签，或在字段定义里加上。"),
    "T104": Rule("标签想运行程序", "模板只能取字段的值，不能调用程序。", "删掉这个标签。"),
    "T105": Rule("要印的不是一个值", "标签写的是一组字段或一张表。", "写到具体的字段，例如 甲.乙。"),
    "T106": Rule(
        "标签没有包住整行", "循环、条件的两个标签要各占一整行，否则表格会乱。", "用 {%tr … %} 和 {%tr end… %}。"
    ),
    "T107": Rule("标签算不出来", "值的种类不合适，或者会丢掉小数。", "照提示改标签。"),
    "T108": Rule(
        "合不成一个文件", "几个模板的默认样式不同，或者用了脚注、批注。", "从同一个 Word 文件另存出各个模板。"
    ),
    "T201": Rule("标签会出问题", "标签写在不该写的地方，印出来会少内容，或者报错。", "照提示的格子改。"),
    "T202": Rule("字段没有印在表上", "填了也看不到。", "在模板里加上，或在版式说明的 unprinted 里写明为什么不印。"),
    "T203": Rule("说了不印，其实印了", "unprinted 里写的字段不存在，或者已经印在表上。", "删掉这一行。"),
    "T204": Rule(
        "合并不能成立", "单元格要和上面合并，而上面没有可以合并的格子；或者没有写明按什么合并。", "照提示的格子改。"
    ),
    "T205": Rule("缺少必须印的文字", "盖章、签字的地方不能少。", "在模板里补上。"),
    "T206": Rule("表没有列宽", "Word 和 WPS 排出来会不一样。", "在表格属性里给每一列指定宽度。"),
    "T207": Rule(
        "没有指定中文字体或语言",
        "各电脑显示不一样，有的会用日文字形。",
        "在“正文”样式里选定中文字体，校对语言设为中文。",
    ),
    "R101": Rule("两张表的文件名相同", "一张会盖掉另一张。", "把其中一个的名称改得不同。"),
    "R102": Rule("不能作文件名", "名称是空的，或者太长。", "改短名称。"),
    "R103": Rule(
        "文件被改动过，没有覆盖",
        "有人直接改了 build/ 里的 Word 文件，或者放了别的文件；覆盖会丢掉他的改动。",
        "把它改名或移走，再生成；要留的改动写回填报文件。",
    ),
}


def known() -> list[str]:
    """Every code, in the order of the families."""
    every = [*_OWN, *(name.removesuffix(".yaml") for name in _case_files())]
    return sorted(every, key=lambda code: (list(FAMILIES).index(code[0]), code))


@cache
def rules() -> Mapping[str, Rule]:
    """The explanations of all codes."""
    return {code: _OWN[code] if code in _OWN else _of_check(code) for code in known()}


def cases(code: str) -> Any:
    """The text of a check and its cases, as the file has them."""
    text = resources.files("perfdocs.checks").joinpath("cases", f"{code}.yaml").read_text("utf-8")
    return yaml.load(text, yaml.CSafeLoader)


def _of_check(code: str) -> Rule:
    told = cases(code)
    return Rule(
        title=told["title"],
        why=told["why"],
        mend=told["mend"],
        source=told["source"],
        bad=example(told["failing"][0]),
        good=example(told["passing"][0]),
    )


def example(case: Any) -> str:
    """A case as an example in YAML; where it is about two years, last year's with it."""
    if isinstance(case, str):
        return case
    given = str(case["given"])
    unchanged = "# 和例子里的一样\n"
    return f"# 上年\n{case['last'] or unchanged}# 今年\n{given or unchanged}" if "last" in case else given


def _case_files() -> list[str]:
    return [path.name for path in resources.files("perfdocs.checks").joinpath("cases").iterdir()]
