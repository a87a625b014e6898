"""Quantities read out of prose: a table of real phrases, and the ways of writing that they do not show."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from perfdocs.prose.quantities import quantities, targets
from tests.support.quantity_text import quantity_text
from tests.support.workspaces import EXAMPLES

PHRASES = yaml.safe_load((EXAMPLES / "quantities.yaml").read_text("utf-8"))


@pytest.mark.parametrize("phrase", PHRASES, ids=[phrase["text"][:40] for phrase in PHRASES])
def test_real_phrase(phrase: dict[str, object]) -> None:
    read = [quantity_text(quantity) for quantity in quantities(str(phrase["text"]))]
    assert (read == phrase["read"]) is ("missed" not in phrase), read


def test_the_table_is_large_enough() -> None:
    assert len(PHRASES) >= 150


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("不低于700万美元", ["≥700万美元"]),
        ("培训三期，每期五十人", ["3期 | 培训", "50人 | 每期"]),
        ("完成二十个以上", ["≥20个 | 完成"]),
        ("办理一百二十件", ["120件 | 办理"]),
        ("至少一次", ["≥1次"]),
        ("开展一次性补助", []),
        ("百分之九十五以上", ["≥95%"]),
        ("覆盖率八成以上", ["≥8成 | 覆盖率"]),
        ("新增企业3-5家", ["3~5家 | 新增企业"]),
        ("合格率80%至90%", ["80~90% | 合格率"]),
        ("整改40余个问题", [">40个 | 整改问题"]),
        ("引进40个以上项目", ["≥40个 | 引进项目"]),
        ("新增企业5家和项目8个", ["5家 | 新增企业", "8个 | 项目"]),
        ("新增40个项目、30家企业", ["40个 | 新增项目", "30家 | 企业"]),
        ("二级以上医院3家", ["3家 | 二级以上医院"]),
        ("同比增长8%左右", ["≈8% | 同比增长"]),
        ("投入１００万元", ["100万元 | 投入"]),
        ("受理时间≤5个工作日", ["≤5个工作日 | 受理时间"]),
        ("补助标准28.40/株", ["28.40/株 | 补助标准"]),
        ("在“十四五”期间完成", []),
        ("《办法》（湘政发〔2012〕33号）第三条", []),
        ("2025年1月1日-12月31日", []),
        ("G60沪昆高速5A级景区", []),
        ("第二届、第3期", []),
        ("营商环境进入全省前10名", ["10名 | 营商环境进入全省前"]),
        ("1,000.5万元", ["1000.5万元"]),
        ("", []),
        ("整治三百五十处，安置两千三百余户", ["350处 | 整治", ">2300户 | 安置"]),
        ("投入资金三百五万元", ["350万元 | 投入资金"]),
        ("覆盖率百分之九十五点五以上，死亡率千分之三", ["≥95.5% | 覆盖率", "3‰ | 死亡率"]),
        ("慰问老党员十余名，上百家企业参加", [">10名 | 慰问老党员", "≥100家 | 企业参加"]),
        ("收购价每斤不低于一元二角", ["≥1.2元 | 收购价每斤"]),
        ("废品率不能低于2%，投诉件不得多于3件", ["≥2% | 废品率", "≤3件 | 投诉件"]),
        ("浊度不应超过1NTU，负氧离子大于等于1200个/立方厘米", ["≤1NTU | 浊度", "≥1200个/立方厘米 | 负氧离子"]),
        ("每年至少组织培训2期", ["≥2期 | 每年组织培训"]),
        ("新签约20个项目", ["20个 | 新签约项目"]),
        ("办理时限由15个工作日缩短为7个工作日", ["15个工作日 | 办理时限", "7个工作日 | 办理时限"]),
        ("开设讲座5个/10个", ["5个 | 开设讲座", "10个"]),
        ("粮食产量1.3万亿斤，补助1200元/人·月", ["1.3万亿斤 | 粮食产量", "1200元/人·月 | 补助"]),
        ("孕产妇死亡率18/10万以下", ["≤18/10万 | 孕产妇死亡率"]),
        ("栽植绿篱300垄", ["300垄 | 栽植绿篱"]),
        ("合格率（%）≥95", ["≥95% | 合格率"]),
        ("完成时限（月）10", ["10月 | 完成时限"]),
        ("报告数量168", ["168 | 报告数量"]),
        ("生猪、羊死亡率分别控制在4%、3%以下", ["≤4% | 生猪死亡率", "≤3% | 羊死亡率"]),
        ("20件民生实事累计完成投资7亿元", ["20件 | 民生实事", "7亿元 | 累计完成投资"]),
        ("65周岁以上老年人免费体检5万人", ["5万人 | 65周岁以上老年人免费体检"]),
        ("新建35千伏线路18千米", ["18千米 | 新建35千伏线路"]),
        ("目标3:持续改善", []),
        ("落实三个一号工程", []),
        ("7*24小时值守", []),
        ("每千人口医师数", []),
        ("15分钟生活圈", []),
        ("5人×2000元=1万元，车补1040*12=12480", []),
        ("补助1万-2万元", ["1~2万元 | 补助"]),
        ("室温18℃-22℃", ["18~22℃ | 室温"]),
        ("投资3000万元建设5个站点", ["3000万元 | 投资", "5个 | 建设站点"]),
        ("5个村各500元", ["5个 | 村", "500元"]),
        ("3万元以上设备6台，6个月以上婴儿免费体检", ["6台 | 3万元以上设备"]),
        ("二次供水改造30处", ["30处 | 二次供水改造"]),
        ("8时30分前到岗，10:30结束，电话0731-8888", []),
        ("B超200例", ["200例 | B超"]),
        ("落实中央八项规定精神，增强四个意识，压实两个责任", []),
        ("3·15活动、3+2学制、360度评价、12·4宣传", []),
        ("推广5G、2.0版平台，12345热线全天受理", []),
        ("连续三年、近五年、上一个五年", []),
        ("“335”工程和“三项重点工作”", []),
        ("规格0.6*0.6，φ200管", []),
        ("占地5000吨稻谷、500吨成品粮储备到位率", []),
    ],
)
def test_ways_of_writing(text: str, read: list[str]) -> None:
    assert [quantity_text(quantity) for quantity in quantities(text)] == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6万人", "60000人"),
        ("2.5亿元", "25000万元"),
        ("3公里", "3000米"),
        ("5吨", "5000公斤"),
        ("20名", "20人"),
        ("九成以上", "90%"),
        ("30分钟", "0.5小时"),
        ("200亩/人·年", "200亩/人年"),
        ("3元/km", "3元/公里"),
    ],
)
def test_one_measure_for_what_is_the_same(one: str, other: str) -> None:
    assert quantities(one)[0].in_plain_unit == quantities(other)[0].in_plain_unit


def test_where_something_starts_is_no_target() -> None:
    text = "办结率从90%提高到95%"
    assert [quantity.number for quantity in quantities(text)] == [90, 95]
    assert [quantity.number for quantity in targets(text)] == [95]


def test_the_span_is_where_the_number_stands() -> None:
    text = "其中园区引进10亿元以上项目1个，履约率达50%以上"
    assert [text[q.start : q.end] for q in quantities(text)] == ["1个", "50%以上"]
    assert quantities(text)[1].number == Decimal(50)
