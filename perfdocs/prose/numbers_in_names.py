"""Numbers that belong to a name, a date or a mark, and count nothing: 500强, 〔2017〕8号, 三季度, “335”工程."""

from __future__ import annotations

from perfdocs.prose.units_and_operators import SIGN_OF_ENDING, UNITS, alternatives

_BLANK = r"\s{0,3}"
_CHINESE = "[一二三四五六七八九十百千万]"
_UNIT_ALONE = (
    rf"[余多]?[百千万亿]{{0,2}}(?:{alternatives(UNITS)})\s*(?:$|[，,、；;。！!？?\n(（]|{alternatives(SIGN_OF_ENDING)})"
)
"""What makes a quantity of a number at the beginning of a clause, though a blank follows: 15 所, 5 万元以内."""

_NAMES = (
    r"“[^”，,；;。！!？?\n≥≤]{0,40}”|「[^」，,；;。\n]{0,40}」|《[^》\n]{0,80}》",
    r"[(（\[【](?:[^()（）\[\]【】\d≥≤]{0,80}|\d{1,6})[)）\]】]",  # (改), (120)
    r"[(（][^()（）*]{0,20}\*\*[^()（）]{0,20}[)）][。:：]?",  # a hint that was left in: (≥**株)
    rf"(?:^|(?<=[\n；;。！])){_BLANK}(?:目标)?[(（]?\d{{1,2}}"  # 1. and 目标3:
    rf"(?:[.．、)）:：](?!\d)|\s+(?=[^\d\s])(?!{_UNIT_ALONE}))",
    rf"\d{{1,2}}{_BLANK}(?:-|—|~|～|至){_BLANK}\d{{1,2}}{_BLANK}月(?:份)?(?!息)",
    rf"\d{{1,2}}{_BLANK}月(?!息)(?:{_BLANK}\d{{1,2}}{_BLANK}[日号]|份|[底末前初中])?",
    rf"\d{{1,2}}{_BLANK}[:：]{_BLANK}\d{{2}}(?!\d)",  # 8:30
    r"\d{1,2}[:：/]\d{1,2}(?![\d.一-龥%％A-Za-z])|\d[:：]\d(?=分[成担摊]|配套)|\d/\d(?=以[上下]|的)",  # 2:8, 1/2以上
    rf"\d{{1,2}}{_BLANK}[时点](?:{_BLANK}\d{{1,2}}{_BLANK}分|(?=[前后起止至]))",
    r"(?<!\d)0\d[\d-]*(?![\d.])|\d{3,4}-\d{7,8}|\d+(?:\.\d+)?\s?±\s?\d+(?:\.\d+)?",  # a telephone, 18±2
    rf"[〔﹝\[［(（](?:19|20)\d{{2}}[〕﹞\]］)）]{_BLANK}\d*{_BLANK}号?",
    r"(?:十[一二三四五]|[一二三四])五(?=[”\"'’」规时期末初以来]|$)",  # 十四五
    rf"第{_BLANK}(?:\d+|{_CHINESE}{{1,8}})",
    rf"\d+(?:\.\d+)?{_BLANK}(?:号|届|强|楼|\#|幼|版|型|中(?!心)|小(?!时)|年级|部队|[国省县]道)",
    r"\d+(?:\.\d+)?(?:\s?[*×xX]\s?\d+(?:\.\d+)?)+(?:小时)?",  # a size, a calculation, 7*24小时
    r"[2-6]G(?![A-Za-z])|360度|\d{1,2}[·•]\d{1,2}|\d+(?:\+[\dNnXx]+)+(?![\d.万亿元])",  # 3·15, 3+2
    "八项规定|[两三四五六]个(?:意识|自信|维护|确立|责任|代表|统一|统筹|必须|全面|一批)",
    r"[A-Za-zφΦ]{1,12}\d[\d.]*(?![%％])",  # G60, C25, φ200
    rf"[每同某统唯任](?:[两\d]|{_CHINESE}){{1,8}}(?:人口|人)?",  # 每万人口
    rf"[一二三四]季度|一次性|一把手|一站式|{_CHINESE}{{1,4}}[类级等流]",
    rf"(?![百千]分之)(?:\d|{_CHINESE}){{1,8}}分之(?:\d|{_CHINESE}){{1,8}}",  # 三分之二 is no decimal number
)
PASSED_OVER = "|".join(_NAMES)
"""A pattern of them, to be tried before a number is read."""

BEGINNINGS = r"“「《(（\[【\s目\d〔﹝［十一二三四五六七八九百千万第A-Za-zφΦ每同某统唯任"
"""What they begin with, for a class of characters."""
