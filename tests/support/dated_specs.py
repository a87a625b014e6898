"""Specs full of dates, made at random: of both packs, in many forms, mixed with clauses that must stay."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from typing import NamedTuple

from tests.support.period_texts import written_period


class Clause(NamedTuple):
    """A clause as it stands in the old year and as it would be a year on; `moves` is False where it must stay."""

    old: str
    new: str
    moves: bool = True


class DatedSpecs(NamedTuple):
    pack: str
    directory: str
    """The name of the directory of its projects or funds."""
    files: dict[str, bytes]
    clauses: list[Clause]


def dated_specs(number: int, year: int) -> DatedSpecs:
    """A department's files of the year, by their names in its directory."""
    chance = random.Random(number)
    maker = _Maker(chance, year)
    pack, make = chance.choice([("shifeng-2023", _shifeng), ("putuo-2026", _putuo)])
    texts = make(maker)
    line_end = chance.choice(["\n", "\r\n"])
    mark = chance.choice([b"", b"\xef\xbb\xbf"])
    files = {name: mark + text.replace("\n", line_end).encode() for name, text in texts.items()}
    return DatedSpecs(pack, "funds" if pack == "shifeng-2023" else "projects", files, maker.clauses)


class _Maker:
    def __init__(self, chance: random.Random, year: int) -> None:
        self.chance = chance
        self.year = year
        self.clauses: list[Clause] = []

    def clause(self) -> str:
        """One of the clauses, noted."""
        made = self.chance.choice([_period, _period, _deadline, _looking_back, _number, _long])(self.chance, self.year)
        self.clauses.append(made)
        return made.old

    def text(self) -> str:
        """A goal of some clauses, on one line."""
        clauses = [self.clause() for _ in range(self.chance.randint(1, 4))]
        return self.chance.choice("，；。").join(clauses)

    def period(self) -> str:
        seed = self.chance.random()
        old, new = (written_period(random.Random(seed), year) for year in (self.year, self.year + 1))
        self.clauses.append(Clause(old.text, new.text))
        return old.text


def _period(chance: random.Random, year: int) -> Clause:
    seed, frame = chance.random(), chance.choice(["{}完成养护30公里", "于{}培训3期", "服务期{}", "养护（{}）30公里"])
    old, new = (written_period(random.Random(seed), at).text for at in (year, year + 1))
    return Clause(frame.format(old), frame.format(new))


def _deadline(chance: random.Random, year: int) -> Clause:
    month = chance.randint(1, 12)
    forms: list[Callable[[int], str]] = [
        lambda at: f"{at}年{month}月底前完成30个",
        lambda at: f"{at}年底前验收合格率达95%",
        lambda at: f"{at}年{month}月20号前发放到位",
        lambda at: f"{at}.{month}.15前完成",
        lambda at: f"{at}年全年发放12次",
        lambda at: f"1.{at}年新建30个",
        lambda at: f"{at}年6月、12月底前各检查一次",
    ]
    form = chance.choice(forms)
    return Clause(form(year), form(year + 1))


def _looking_back(chance: random.Random, year: int) -> Clause:
    clause = chance.choice(
        [
            f"比{year - 1}年增长5%",
            f"{year - 1}年引进未履约项目14个",
            f"{year}年未完成的路段继续养护",
            f"按石政发〔{year}〕8号文件发放",
            f"按《{year}年招商方案》执行",
            f"{year - 1}、{year}年两年补发",
        ]
    )
    return Clause(clause, clause, False)


def _number(chance: random.Random, year: int) -> Clause:
    clause = chance.choice([f"新增就业{year}人", f"{year % 100}年底前建成", f"参加{year}招商大会", f"投入{year}.5万元"])
    return Clause(clause, clause, False)


def _long(chance: random.Random, year: int) -> Clause:
    if chance.random() < 0.2:  # it moves where the project reaches as far
        return Clause(f"{year + 1}年3月底前审计", f"{year + 2}年3月底前审计")
    clause = chance.choice(
        [
            f"{year}-{year + 2}年分三年实施",
            f"{year}年至{year + 1}年建成",
            f"{year}年起长期坚持",
            f"{year}.07至今免费开放",
            f"{year - 1}.09-{year}.08资助学生",
            f"三年（{year - 1}-{year + 1}）行动",
        ]
    )
    return Clause(clause, clause, False)


def _shifeng(maker: _Maker) -> dict[str, str]:
    year, chance = maker.year, maker.chance
    department = f"""# 示范县交通运输局 {year} 年的表
版式: shifeng-2023
年度: {year}
部门名称: 示范县交通运输局
部门职责概述: {maker.text()}
年度重点工作计划:
  - 事项: 养护
    责任单位: 公路股
    工作目标: {maker.text()}
年度绩效指标:
  产出指标:
    时效指标:
      - {{三级指标: 完成时间, 指标值: {maker.period()}}}  # {chance.choice(["去年晚了一个月", "看合同", "12.5 万元"])}
"""
    fund = f"""专项名称: 养护经费
支出方向:
  - 名称: 养护{maker.chance.randint(1, 9)}
    金额: 30
    项目实施期: {maker.period()}
    实施期绩效目标: {maker.text()}
    年度绩效目标: {maker.text()}
    年度绩效指标:
      产出指标:
        数量指标:
          - {{三级指标: 里程, 指标值: 30公里, 绩效标准: {year - 1}年实际数}}
          - 三级指标: 说明
            指标值: {maker.text()}
    支出明细:
      单位: 万元
      项目:
        - {{支出内容: 用工, 支出明细: {maker.clause()}, 金额: 30, 测算依据: 50人*6000元}}
"""
    return {"department.yaml": department, "funds/yanghu.yaml": fund}


def _putuo(maker: _Maker) -> dict[str, str]:
    year, chance = maker.year, maker.chance
    start = datetime.date(year - chance.choice([0, 0, 0, 1]), chance.randint(1, 12), 1)
    end = start + datetime.timedelta(days=chance.choice([60, 180, 300, 360, 500, 1000]))
    style = chance.choice(["%Y-%m-%d", "%Y/%m/%d"])
    project = f"""项目名称: 养护项目
实施单位: 示范区公路中心
计划开始日期: {start.strftime(style)}
计划完成日期: {end.strftime(style)}
项目绩效目标:
  期间: {maker.period()}
  项目总体目标: {maker.text()}
  年度总体目标: {maker.text()}
绩效指标:
  产出指标:
    数量指标:
      # {year} 年的数还没有核
      - {{三级指标: 养护里程, 指标值: {{符号: ≥, 数值: 30, 单位: 公里}}}}
    时效指标:
      - {{三级指标: 完成时间, 指标值: {maker.clause()}}}
      - 三级指标: {maker.period()}
        指标值: {maker.text()}
"""
    department = f"版式: putuo-2026\n年度: {year}\n部门名称: 示范区公路局\n"
    return {"department.yaml": department, "projects/yanghu.yaml": project}
