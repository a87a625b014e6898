"""The commands of `perfdocs`: each is `command` in the module of its name, which is imported when it is called."""

from __future__ import annotations

HELPS = {
    "init": "建一个自己的填报目录：带上版式、模板和编辑器的设置，不覆盖任何文件。",
    "check": "检查填报文件，逐条说明哪个文件哪一行有什么问题。",
    "render": "生成 Word 表格，放到 build/<年度>/<部门>/。有错误的部门不生成。",
    "diff": "比较两年（或两个版本）的填报：哪些目标变了，金额增减多少，哪些变弱了。",
    "overview": "一年的总览：谁报了、谁没有错误、资金合计、比上年增减、目标变弱了多少；一个部门的详情。",
    "redline": "生成带修订标记的 Word 表格：新的一年对照上一年，可以接受或拒绝修订。",
    "notes": "给每个部门写一份退回意见：按表上的位置列出要改的，另有一份汇总的 xlsx。",
    "rollover": "把上一年的填报文件结转到新的一年：年份改好，金额清空，不覆盖任何文件。",
    "import": "把填好的 Word 表读成填报文件：读不进去的、对不上的，逐格列出来。",
    "verify": "核对交回来的 Word 表：是不是印出的那一份，哪一格改过；填报文件后来改过没有。",
    "pull": "把 Word 表里的改动写回填报文件：只动改过的地方，两边都改了的留着不动。",
    "undo": "撤销上一次改动填报文件的命令：恢复它改过的，收起它新建的；没有用 git 也行。",
    "packs": "版式：列出、检查、新建。",
    "explain": "说明一个代号（如 Y101）：查什么，为什么，怎么改；不写就列出全部。",
    "read": "看一句话读成了什么：要达到的数，算式算出来是多少，不算的为什么不算。",
    "text": "把一个 Word 文件显示成一行行文字，表格的一行就是一行。",
    "git-setup": "让这一份 git 能比较 Word 文件，提交前自动检查。",
    "version": "显示版本号。",
}
"""The commands by name, with what each is for."""
