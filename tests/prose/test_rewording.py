"""Two wordings that say the same, and those that only look so."""

from __future__ import annotations

from perfdocs.prose.rewording import is_year_moved, says_the_same
from tests.support.for_each import for_each


@for_each(
    ("old", "new", "same"),
    [
        ("≥90%", "90%以上", True),
        ("不低于90%", "≥90%", True),
        ("20万元", "200000元", True),
        ("30分钟", "0.5小时", True),
        ("1.2万人", "12000人", True),
        ("四十场", "40场", True),
        ("4个", "4家", True),
        ("40场*0.5万元", "40场*5000元", True),
        ("印刷10万", "印刷100000元", True),
        ("满意度达到90%以上", "满意度≥90%", True),
        ("免费孕检3000人", "免费孕检3000人。", True),
        ("合格", "合格　", True),
        ("40个以上", "不少于45个", False),
        ("≥90%", "≤90%", False),
        ("≥90%", "90%左右", False),
        ("完成讲座40场", "组织讲座40场", False),
        ("储备粮300吨", "储备粮300立方米", False),
        ("培训3期，每期50人", "培训50期，每期3人", False),
        ("合格", "优秀", False),
    ],
)
def test_says_the_same(old: str, new: str, same: bool) -> None:
    assert says_the_same(old, new) is same
    assert says_the_same(new, old) is same


@for_each(
    ("old", "new", "moved"),
    [
        ("2023年12月前", "2024年12月前", True),
        ("2023年全年", "2024年全年", True),
        ("2023-01-01", "2024-01-01", True),
        ("2023.1-2023.12", "2024.1-2024.12", True),
        ("2022年引进14个", "2023年引进14家", True),
        ("2035年远景，2023年完成", "2035年远景，2024年完成", True),
        ("2023年12月前", "2024年11月前", False),
        ("2023年12月前", "2025年12月前", False),
        ("2023年12月前", "2022年12月前", False),
        ("2023年引进14个", "2024年引进15个", False),
        ("2023.5万元", "2024.5万元", False),
        ("2023人", "2024人", False),
        ("2023年", "2023年", False),
    ],
)
def test_year_moved(old: str, new: str, moved: bool) -> None:
    assert is_year_moved(old, new, 1) is moved
    assert is_year_moved(new, old, -1) is moved
    assert not is_year_moved(old, new, 0)
