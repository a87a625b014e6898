"""What Jinja says of a tag that it cannot read, in Chinese."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError

_SYNTAX = (
    (r"^太难算：(.*)", "{0}"),
    (r"Unexpected end of template.*needs to be closed is '(\w+)'", "“{0}”没有收尾，少了 {{% end{0} %}}"),
    (
        r"Encountered unknown tag '(\w+)'\. Jinja was looking for.*innermost block that needs to be closed is '(\w+)'",
        "标签没有成对：“{1}”还没有收尾，就遇到了“{0}”",
    ),
    (r"Encountered unknown tag '(\w+)'", "没有“{0}”这种标签"),
    (r"chunk after expression", "后面多了东西，或中间少了逗号、竖线"),
    (r"No filter named '(\w+)'", "没有“{0}”这个过滤器"),
    (r"No test named '(\w+)'", "没有“{0}”这个判断"),
    (r"unexpected char '(.)'", "标签里有不认识的字符“{0}”（引号、逗号、括号要用半角）"),
    (
        r"expected token 'end of (?:print statement|statement block)', got '(.*?)'",
        "标签里“{0}”这里多了东西，或前面少了逗号、引号",
    ),
    (r"expected token '(.*?)', got '(.*?)'", "标签里“{1}”这里应当是“{0}”"),
    (r"unexpected 'end of (?:template|print statement|statement block)'", "标签没有写完"),
    (r"unexpected '(.*?)'", "标签里多了“{0}”"),
    (r"[Uu]nexpected end of|Missing end of|Expected an expression", "标签没有写完"),
)


def syntax_sentence(error: TemplateSyntaxError) -> str:
    """What Jinja says of a tag that it cannot read, in Chinese."""
    for pattern, sentence in _SYNTAX:
        match = re.search(pattern, error.message or "", re.DOTALL)
        if match:
            return sentence.format(*match.groups())
    return "标签的写法不对"
