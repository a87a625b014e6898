"""Opening a .docx that anybody may have made: within bounds, nothing fetched, nothing run.

A .docx is a zip of XML. A hostile one unpacks to gigabytes, nests without end, declares entities that grow or
name files, or has links that a careless reader follows. So only the parts that hold text are unpacked, none
beyond a bound; a document type declaration is refused; and links, macros and objects are told, never opened.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import unquote

from docx.opc.exceptions import OpcError
from lxml import etree

from perfdocs.word.filetype import kind_of, zip_kind
from perfdocs.word.xml import DUBLIN_CORE, MAIN, OFFICE, PACKAGE, RELATIONSHIPS, STRICT, W

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OpcError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What opening a file raises that is no Word document, or a damaged one."""

# Bounds chosen by hand; `make bench` holds what they are for: no hostile file takes more than 2 seconds or 300 MB.
MOST_BYTES = 60_000_000
"""Bytes of a file; the pictures of a scanned seal are a few million."""
MOST_MEMBERS = 4_000
"""Members of a file; a form has a dozen, and one more for each picture."""
MOST_XML = 24_000_000
"""Bytes of a part with text; that of a department with fifty forms has two million."""
MOST_TAGS = 500_000
"""Tags of a part: each takes a few hundred bytes of memory once read."""

_RELATIONSHIP = f"{{{PACKAGE}/relationships}}Relationship"
_TYPES = "[Content_Types].xml"
_OVERRIDE = f"{{{PACKAGE}/content-types}}Override"
_MAIN_TYPES = ("document.main+xml", "template.main+xml", "document.macroEnabled.main+xml")
MARGINS = ("header", "footer", "footnotes", "endnotes")
"""Kinds of parts with text around the body."""
_PROPERTY = f"{{{OFFICE}/custom-properties}}property"
_TITLE = f"{{{DUBLIN_CORE}}}title"
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_LINKS = {
    "attachedTemplate": "模板",
    "oleObject": "嵌入的对象",
    "image": "图片",
    "subDocument": "子文档",
    "frame": "框架",
    "aFChunk": "插入的文件",
}
_FIELDS = re.compile(r"\b(DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|LINK)\b")


class NotWord(Exception):
    """A file that cannot be read as a Word document. The text says why and what to do, in Chinese.

    `kind` is what it is instead: `doc`, `locked`, `damaged`, `bomb`, … (see `filetype`).
    """

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


def open_zip(source: bytes) -> zipfile.ZipFile:
    """The file as a zip of bounded size. Raises NotWord."""
    kind, sentence = kind_of(source)
    if sentence:
        raise NotWord(kind, sentence)
    if len(source) > MOST_BYTES:
        raise NotWord("bomb", f"文件太大（{len(source) // 1_000_000} MB），没有读：请去掉里面的大图片再交")
    try:
        archive = zipfile.ZipFile(io.BytesIO(source))
    except (*UNREADABLE, NotImplementedError):
        raise NotWord("damaged", "文件不完整或已经损坏，多半没有传完：请重新要一份") from None
    if len(archive.infolist()) > MOST_MEMBERS:
        raise NotWord(
            "bomb", f"文件里有 {len(archive.infolist())} 个部分，不是正常的 Word 文件，没有读：请核对它的来历"
        )
    return archive


@dataclass
class WordFile:
    """A Word document as its parts. Raises NotWord where it is none; a broken part is told when it is asked for."""

    source: bytes

    def __post_init__(self) -> None:
        self._archive = open_zip(self.source)
        self._names = {_plain_name(info.filename): info for info in self._archive.infolist()}
        self._refuse_twins(name.lower() for name in map(_plain_name, self._archive.namelist()))
        if self._main not in self._names:
            mimetype = self._read("mimetype") if "mimetype" in self._names else b""
            raise NotWord(*zip_kind(set(self._names), mimetype))
        if _TYPES in self._names:
            kinds = [each.get("ContentType", "") for each in self._parse(_TYPES).iterfind(_OVERRIDE)]
            self._refuse_twins("正文" for kind in kinds if kind.endswith(_MAIN_TYPES))

    def _refuse_twins(self, names: Iterable[str]) -> None:
        """Raises NotWord for a name that is there twice: one program reads the first, another the last."""
        name, times = next(iter(Counter(names).most_common(1)), ("", 0))
        if times > 1:
            sentence = f"文件里的 {name} 有 {times} 个，不同的软件会打开不同的内容，没有读：请核对它的来历，重新要一份"
            raise NotWord("twins", sentence)

    @cached_property
    def _main(self) -> str:
        targets = [target for kind, target, _ in self._related("") if kind == "officeDocument"]
        self._refuse_twins("正文" for _ in targets)
        return targets[0] if targets else "word/document.xml"

    @cached_property
    def relations(self) -> tuple[tuple[str, str], ...]:
        """What the main part refers to in the package: the kind (`header`) and the name of the part.

        The kind is the whole type where it is none of Office's.
        """
        return tuple((kind, target) for kind, target, _ in self._related(self._main))

    def parts(self, *kinds: str) -> list[etree._Element]:
        """The parts of these kinds that the main part refers to, in order of their names."""
        names = {name for kind, name in self.relations if kind in kinds and name in self._names}
        return [self._parse(name) for name in sorted(names)]

    def related(self, element: etree._Element, identifier: str) -> bytes | None:
        """What an element of the main part, a header, a footer or a note refers to; None where that is not there."""
        root, texts = element.getroottree().getroot(), {self._main: self.main, **self._margins}
        owner = next((name for name, part in texts.items() if part is root), "")
        names = (name for _, name, known in self._related(owner) if known == identifier and name in self._names)
        return next(map(self._read, names), None)

    def _related(self, owner: str) -> Iterator[tuple[str, str, str]]:
        """The kind, the name and the identifier of each part that a part refers to."""
        directory, _, name = owner.rpartition("/")
        for relation in self._relations(posixpath.join(directory, "_rels", f"{name}.rels")):
            kind, identifier = relation.get("Type", ""), relation.get("Id", "")
            target = posixpath.join("/", directory, unquote(relation.get("Target", "").replace("\\", "/")))
            if relation.get("TargetMode") != "External":
                short = next((kind.removeprefix(begin) for begin in RELATIONSHIPS if kind.startswith(begin)), kind)
                yield short, posixpath.normpath(target).lstrip("/"), identifier

    @cached_property
    def main(self) -> etree._Element:
        """The main part, whole."""
        return self._parse(self._main)

    def with_main(self, main: etree._Element) -> bytes:
        """The file with another main part."""
        with zipfile.ZipFile(changed := io.BytesIO(), "w") as archive:
            for name, info in self._names.items():
                archive.writestr(info, etree.tostring(main) if name == self._main else self._archive.read(info))
        return changed.getvalue()

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """What each part but the document's properties says, in one way of writing; pictures and the like as they are.

        Two documents with the same contents are the same.
        """
        names = [name for name in self._names if not name.startswith("docProps/") and not name.endswith("/")]
        return {name: self._content(name) for name in names if name != _TYPES}

    def _content(self, name: str) -> bytes:
        if name.endswith((".xml", ".rels")):
            try:
                return etree.tostring(self.main if name == self._main else self._parse(name), method="c14n")
            except (NotWord, etree.C14NError):
                pass  # whoever needs it will say so
        return self._read(name)

    @cached_property
    def body(self) -> etree._Element:
        """The element that holds the text."""
        body = self.main.find(f"{W}body")
        if body is None:
            raise NotWord("damaged", "文件里没有正文，已经损坏：请用 Word 或 WPS 打开看看，另存为 .docx")
        return body

    @property
    def margins(self) -> list[etree._Element]:
        """Headers and footers, footnotes and endnotes, whatever they are called, also where nothing refers to them."""
        return list(self._margins.values())

    @cached_property
    def _margins(self) -> dict[str, etree._Element]:
        directory = self._main.rpartition("/")[0]
        margin = re.compile(re.escape(directory) + r"/(header|footer|footnotes|endnotes)\d*\.xml")
        named = {name for name in self._names if margin.fullmatch(name)}
        named |= {name for kind, name in self.relations if kind in MARGINS and name in self._names}
        return {name: self._parse(name) for name in sorted(named)}

    def margin(self, identifier: str) -> etree._Element | None:
        """The header or footer that a section refers to; None where it is not there."""
        names = (name for _, name, known in self._related(self._main) if known == identifier)
        return next((self._margins[name] for name in names if name in self._margins), None)

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The custom properties, by name."""
        if "docProps/custom.xml" not in self._names:
            return {}
        properties = self._parse("docProps/custom.xml").iterfind(_PROPERTY)
        return {each.get("name", ""): "".join(map(str, each.itertext())) for each in properties}

    @cached_property
    def title(self) -> str:
        """The title among the document's properties."""
        name = "docProps/core.xml"
        return (self._parse(name).findtext(f".//{_TITLE}") or "") if name in self._names else ""

    def read_all(self) -> None:
        """Reads every part that anybody will ask for, once. Raises NotWord where one cannot be read."""
        _ = self.margins, self.properties, self.title, self.parts("comments"), list(self.dangers())

    @property
    def is_signed(self) -> bool:
        """True where the file carries an electronic signature, which it loses when it is saved again."""
        return any(name.startswith("_xmlsignatures/") for name in self._names)

    def dangers(self) -> Iterator[str]:
        """What the file would run or fetch in a program less careful, one sentence each."""
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self._names):
            yield "文件里有宏，没有运行：请核对它的来历，另存为不带宏的 .docx"
        if any("/activeX/" in name or "/embeddings/" in name for name in self._names):
            yield "文件里有嵌入的对象或控件，没有打开：里面的内容没有读"
        for name in sorted(self._names):
            if name.endswith(".rels"):
                yield from self._external_links(name)
        for field in chain(*(part.iter(f"{W}instrText", f"{W}fldSimple") for part in (self.main, *self.margins))):
            code = _FIELDS.search((field.text or "") + " " + (field.get(f"{W}instr") or ""))
            if code:
                yield f"文件里有从别处取内容的域（{code[1]}），没有取：请在 Word 里把它变成文字（Ctrl+Shift+F9）"
        if next(self.body.iter(f"{W}altChunk", f"{W}subDoc"), None) is not None:
            yield "文件里插入了另一个文件，没有读里面的内容：请打开后全选，复制到新文件里再交"

    def _external_links(self, name: str) -> Iterator[str]:
        for relation in self._relations(name):
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            if relation.get("TargetMode") == "External" and kind in _LINKS:
                yield f"文件里有链接到外部的{_LINKS[kind]}（{target[:60]}），没有打开：请核对它的来历"

    def _relations(self, name: str) -> Iterator[etree._Element]:
        if name in self._names:
            yield from self._parse(name).iterfind(_RELATIONSHIP)

    def _read(self, name: str) -> bytes:
        info = self._names[name]
        if info.flag_bits & 1:
            raise NotWord("locked", "这个文件加了密码，读不了：请取消密码再存一次")
        try:
            with self._archive.open(info) as member:
                data = member.read(MOST_XML + 1)
        except (*UNREADABLE, NotImplementedError, MemoryError):
            raise NotWord("damaged", f"文件里的 {name} 读不出来，已经损坏：请重新要一份") from None
        if len(data) > MOST_XML:
            raise NotWord("bomb", f"文件里的 {name} 解开以后太大，不是正常的 Word 文件，没有读：请核对它的来历")
        return data

    def _parse(self, name: str) -> etree._Element:
        data = _as_utf8(self._read(name), name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise NotWord("bomb", f"文件里的 {name} 声明了外部实体，正常的 Word 文件没有，没有读：请核对它的来历")
        if data.count(b"<") > MOST_TAGS:
            raise NotWord("bomb", f"文件里的 {name} 标记太多，不是正常的 Word 文件，没有读：请核对它的来历")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data.replace(STRICT.encode(), MAIN.encode()), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            where = f"（第 {line} 行）" if line else ""
            sentence = f"文件里的 {name} 读不出来{where}，已经损坏：请用 Word 打开修复，另存为 .docx"
            raise NotWord("damaged", sentence) from None


def _plain_name(name: str) -> str:
    """The name of a part as Word knows it: `%64` is another way to write `d`."""
    return unquote(name.replace("\\", "/")).lstrip("/")


def _as_utf8(data: bytes, name: str) -> bytes:
    """The part in UTF-8: a package has no other encodings than that and UTF-16, and others hide things."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le")
        except UnicodeDecodeError:
            raise NotWord("damaged", f"文件里的 {name} 读不出来，已经损坏：请重新要一份") from None
        return re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    declared = _ENCODING.match(data)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        raise NotWord(
            "damaged", f"文件里的 {name} 用了不该有的编码（{declared[1].decode()}）：请用 Word 打开，另存为 .docx"
        )
    return data
