"""Thirty departments of a district over two years, for whoever looks at many of them: `overview`, `notes`, `site`.

`python -m tests.support.thirty_departments DIR` makes a workspace with the project's packs. The departments are the
seed's (`specs/2023/commerce`) with amounts thrown by dice that always fall alike; no bureau, figure or person of them
is real, and every file says so. In 2024 two have not handed in, three have begun, eight have an error each of its own.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from tests.support.workspaces import ROOT

SEED = ROOT / "specs/2023/commerce"
HEAD, PAY, WORK = "department.yaml", "funds/retiree-staff.yaml", "funds/commerce-promotion.yaml"
CHANCE = "perfdocs"
"""What the dice start from."""

SAYS_SO = "# 演示数据：由石峰区商务局 当年的申报改成，单位和数字都是为演示编的，不是真实的申报。\n"

BUREAUS = {
    "agriculture": "农业农村局",
    "archives": "档案局",
    "audit": "审计局",
    "civil-affairs": "民政局",
    "commerce": "商务局",
    "culture": "文化旅游体育局",
    "data": "数据局",
    "ecology": "生态环境局",
    "education": "教育局",
    "emergency": "应急管理局",
    "finance": "财政局",
    "forestry": "林业局",
    "health": "卫生健康局",
    "healthcare": "医疗保障局",
    "housing": "住房和城乡建设局",
    "human-resources": "人力资源和社会保障局",
    "industry": "工业和信息化局",
    "justice": "司法局",
    "letters": "信访局",
    "library": "图书馆",
    "market": "市场监督管理局",
    "office": "机关事务服务中心",
    "resources": "自然资源局",
    "science": "科学技术局",
    "statistics": "统计局",
    "transport": "交通运输局",
    "urban": "城市管理局",
    "veterans": "退役军人事务局",
    "water": "水利局",
    "works": "重点工程事务中心",
}
"""The thirty by directory."""

ABSENT = ("archives", "letters")
BEGUN = ("data", "forestry", "statistics")
NEW = ("data",)
RENAMED = {"human-resources": "labour"}
"""Directories that had another name the year before."""
AS_FILED = ("agriculture", "commerce")
"""Whose indicators are the seed's, with all their faults; those of the others were mended."""


class Year(NamedTuple):
    """A department's figures of a year, in 万元."""

    running: Decimal
    pay: Decimal
    work: int
    visits: int
    rate: int
    """Two of its targets."""

    @property
    def projects(self) -> Decimal:
        return self.pay + self.work


def figures(department: str) -> tuple[Year, Year]:
    """Those of 2023 and of 2024."""
    dice = random.Random(f"{CHANCE} {department}")

    def hundredths(least: int, most: int) -> Decimal:
        return Decimal(dice.randint(least, most)) / 100

    old = Year(hundredths(9000, 90000), hundredths(1600, 6000), dice.randint(27, 60), dice.randint(20, 60), 90)
    running = old.running + hundredths(50, 3000)
    pay, work = old.pay + hundredths(10, 300), old.work + dice.randint(1, 5)
    new = Year(running, pay, work, old.visits + dice.randint(1, 9), old.rate)
    if department == "industry":
        return old, new._replace(running=old.running * 2)
    if department == "ecology":
        return old, new._replace(running=(old.running / 2).quantize(Decimal("0.01")))
    if department == "market":
        return old, new._replace(visits=old.visits - 5, rate=old.rate - 10)
    return old, new


def texts(department: str, year: int, numbers: Year) -> dict[str, str]:
    """The files of a sound department by their names in its directory."""
    files = {name: (SEED / name).read_text("utf-8") for name in (HEAD, PAY, WORK)}
    for name in files:
        text = _without_remarks(files[name]).replace("2022", str(year - 1))
        files[name] = re.sub("(?<!-)2023", str(year), text)
    bureau = f"演示区{BUREAUS.get(department, '')}"
    head = _replaced(
        files[HEAD],
        {
            f"年度: {year}\n": f"演示: true\n年度: {year}\n",
            "部门名称: 株洲市石峰区商务局": f"部门名称: {bureau}",
            "资金总额: 226.26": f"资金总额: {numbers.running + numbers.projects:f}",
            "一般公共预算拨款: 226.26": f"一般公共预算拨款: {numbers.running + numbers.projects:f}",
            "基本支出: 175.11": f"基本支出: {numbers.running:f}",
            "项目支出: 51.15": f"项目支出: {numbers.projects:f}",
        },
    )
    wages = int(numbers.pay * 10000) - (16728 + 17000 + 12480 + 32000)
    pay = _replaced(files[PAY], {"金额: 21.15": f"金额: {numbers.pay:f}", "金额: 133292": f"金额: {wages}"})
    fair = numbers.work - 26
    work = _replaced(
        files[WORK],
        {
            "    金额: 30\n": f"    金额: {numbers.work}\n",
            "湘商恳谈会、集中签约\n          金额: 10\n": f"湘商恳谈会、集中签约\n          金额: {fair + 6}\n",
            "港洽周：4万": f"港洽周：{fair}万",
        },
    )
    if department in AS_FILED:
        pay = pay.replace("目标: 21.15", f"目标: {numbers.pay:f}")
        work = work.replace("目标: 30", f"目标: {numbers.work}")
        return {HEAD: head, PAY: pay, WORK: work}
    return {
        HEAD: _mended_head(head, year, numbers),
        PAY: _mended_pay(pay, year),
        WORK: _mended_work(work, year, numbers),
    }


def _without_remarks(text: str) -> str:
    """The text with one comment, that it is made up."""
    lines = [re.sub(r"\s+# .*", "", line) for line in text.splitlines() if not line.lstrip().startswith("#")]
    return SAYS_SO + "\n".join(lines) + "\n"


def _replaced(text: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def _mended_head(text: str, year: int, numbers: Year) -> str:
    begun = text.index("部门职责概述:")
    return text[:begun] + (
        "部门职责概述: 负责全区有关工作的组织、协调和服务。\n\n"
        "年度重点工作计划:\n"
        "  - 事项: 走访服务\n    责任单位: 综合股\n"
        f"    工作目标: 全年走访{numbers.visits}家\n\n"
        "年度绩效指标:\n"
        "  产出指标:\n"
        f"    数量指标:\n      - {{三级指标: 走访服务对象, 指标值: {numbers.visits}家}}\n"
        f"    质量指标:\n      - {{三级指标: 事项按期办结率, 指标值: ≥{numbers.rate}%}}\n"
        f"    时效指标:\n      - {{三级指标: 年度任务完成时间, 指标值: {year}年12月底前}}\n"
        "    成本指标:\n      - {三级指标: 公用经费人均费用, 指标值: ≤2万元/人}\n"
        "  效益指标:\n"
        "    社会效益指标:\n      - {三级指标: 办事环节减少数, 指标值: ≥2个}\n"
        "    社会公众及服务对象满意度指标:\n"
        f"      - {{三级指标: 办事群众满意度, 指标值: ≥{numbers.rate}%}}\n"
    )


def _mended_pay(text: str, year: int) -> str:
    text = _replaced(text, {"单位: 元": "单位: 万元", "住房公积金1394*12": "1394元*12", "车补1040*12": "1040元*12"})
    text = re.sub(r"(?<=金额: )([0-9]{5,6})$", lambda yuan: f"{Decimal(yuan[1]) / 10000:f}", text, flags=re.MULTILINE)
    rows = (
        "      产出指标:\n"
        "        数量指标:\n          - {三级指标: 保障退休返聘人员, 指标值: 4人, 绩效标准: 40}\n"
        "        时效指标:\n"
        f"          - {{三级指标: 工资发放时间, 指标值: {year}年每月20日前, 绩效标准: 30}}\n"
        "      效益指标:\n"
        "        社会公众及服务对象满意度指标:\n"
        "          - {三级指标: 返聘人员满意度, 指标值: ≥90%, 绩效标准: 30}\n"
    )
    return _with_targets(text, "保障返聘人员的待遇。", "保障退休返聘人员4人的工资、公积金和保险。", rows)


def _mended_work(text: str, year: int, numbers: Year) -> str:
    rows = (
        "      产出指标:\n"
        "        数量指标:\n"
        "          - {三级指标: 外出考察, 指标值: 8次, 绩效标准: 30}\n"
        "          - {三级指标: 参加集中活动, 指标值: 4场, 绩效标准: 20}\n"
        "        质量指标:\n"
        f"          - {{三级指标: 考察成果转化率, 指标值: ≥{numbers.rate - 40}%, 绩效标准: 20}}\n"
        "      效益指标:\n"
        "        经济效益指标:\n"
        "          - {三级指标: 新增签约项目, 指标值: ≥3个, 绩效标准: 20}\n"
        "        社会公众及服务对象满意度指标:\n"
        "          - {三级指标: 参会企业满意度, 指标值: ≥90%, 绩效标准: 10}\n"
    )
    return _with_targets(text, "扩大对外合作。", f"{year}年外出考察8次，参加集中活动4场。", rows)


def _with_targets(text: str, of_period: str, of_year: str, rows: str) -> str:
    text = re.sub(r"(?<=实施期绩效目标: ).*", of_period, text, count=1)
    text = re.sub(r"(?<= 年度绩效目标: ).*", of_year, text, count=1)
    begun, end = text.index("      产出指标:"), text.index("    支出明细:")
    return text[:begun] + rows + text[end:]


Files = dict[str, str]


def _edited(name: str, old: str, new: str) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        files[name] = _replaced(files[name], {old: new})

    return edit


def _emptied(files: Files) -> None:
    """As `rollover` leaves them: no amounts, no goals."""
    for name, text in files.items():
        text = re.sub(r"(?m)^( *(?:- )?(?:资金总额|一般公共预算拨款|基本支出|项目支出|金额)): [0-9.]+$", r"\1:", text)
        files[name] = re.sub(r"(?m)^( *(?:实施期绩效目标|年度绩效目标)): .*$", r"\1:", text)


def _half_emptied(files: Files) -> None:
    files[PAY] = re.sub(r"(?m)^( *金额): [0-9.]+$", r"\1:", files[PAY])


def _conflict(files: Files) -> None:
    text = files[WORK]
    files[WORK] = f"<<<<<<< HEAD\n{text}=======\n{text.replace('排序: 2', '排序: 3')}>>>>>>> other\n"


def _misplaced(files: Files) -> None:
    files["fund/retiree-staff.yaml"] = files.pop(PAY)


def _copied(files: Files) -> None:
    files["funds/copy.yaml"] = files[WORK]


def _waived(files: Files) -> None:
    files[HEAD] = _replaced(files[HEAD], {"指标值: ≥2个": "指标值: 明显减少"})
    files[HEAD] += "豁免:\n  - {代号: I107, 理由: 由上级部门评定, 批准: 区财政局绩效股, 截止: 2030-12-31}\n"


def _dropped(files: Files) -> None:
    files[WORK] = re.sub(r" +- \{三级指标: 新增签约项目.*\n", "", files[WORK])
    files[WORK] = _replaced(
        files[WORK],
        {
            "        经济效益指标:\n": "",
            "指标值: ≥90%, 绩效标准: 10": "指标值: ≥90%, 绩效标准: 30",
        },
    )


FAULTS: dict[str, Callable[[Files], None]] = {
    "forestry": _emptied,
    "statistics": _half_emptied,
    "data": _emptied,
    "audit": _copied,
    "culture": _edited(WORK, "          金额: 10\n", "          金额: 10万元\n"),
    "education": _edited(HEAD, "  资金总额: ", "  资金总额: 1"),
    "emergency": _misplaced,
    "health": _edited(PAY, "绩效标准: 40", "绩效标准: 30"),
    "science": _edited(HEAD, "部门职责概述: ", "部门职责概述："),
    "transport": _edited(PAY, "项目实施期:", "项目实施时期:"),
    "water": _conflict,
    "veterans": _waived,
    "housing": _dropped,
}
"""What is the matter with a department in 2024."""

NOT_SURE = (*BEGUN, "education", "water", "culture", "emergency")
"""Who has a directory and has not handed in."""


def list_text() -> str:
    """The list of departments of 2024, in which those that have handed in have a day."""
    text = "# yaml-language-server: $schema=../../perfdocs/overview/departments.schema.json\n"
    text += "# 演示数据：单位是为演示编的。\n部门:\n"
    for number, (department, name) in enumerate(BUREAUS.items()):
        text += f"  - 代号: {department}\n    名称: 演示区{name}\n"
        if department not in (*ABSENT, *NOT_SURE):
            text += f"    报送: 2024-01-{number % 20 + 5:02}\n"
    return text


def thirty_departments(directory: Path, with_list: bool = True) -> Path:
    """Makes the workspace in a directory that is empty or not there yet, and gives it back."""
    for name in ("templates", "schema"):
        shutil.copytree(ROOT / name, directory / name)
    for department in BUREAUS:
        old, new = figures(department)
        if department not in NEW:
            _write(directory / "specs/2023" / RENAMED.get(department, department), texts(department, 2023, old))
        if department not in ABSENT:
            files = texts(department, 2024, new)
            if department in FAULTS:
                FAULTS[department](files)
            _write(directory / "specs/2024" / department, files)
    if with_list:
        (directory / "specs/2024/departments.yaml").write_text(list_text(), "utf-8")
    return directory


def _write(directory: Path, files: Files) -> None:
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    print(f"写在 {thirty_departments(Path(sys.argv[1]))}")
