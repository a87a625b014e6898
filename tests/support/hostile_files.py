"""Files that are hostile, broken, or something else than they say, made on the spot."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

from docx import Document

from perfdocs.word.xml import MAIN, OFFICE
from tests.support.change_zip import members, pack_members, with_document, with_members

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
REL = f"{OFFICE}/relationships"


@cache
def word() -> bytes:
    """A harmless Word document."""
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "部门名称"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def body(inner: str, prolog: str = "") -> bytes:
    """A Word document with this body."""
    document = f'<w:document xmlns:w="{MAIN}"><w:body>{inner}</w:body></w:document>'
    return part(f'<?xml version="1.0" encoding="UTF-8"?>{prolog}{document}'.encode())


def part(data: bytes, name: str = "word/document.xml") -> bytes:
    return pack_members({**members(word()), name: data})


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 3000


def zip_of(**parts: bytes) -> bytes:
    return pack_members({name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()})


@cache
def bomb(size: int) -> bytes:
    """A document part of so many bytes, which deflates to a thousandth."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members(word()).items():
            if name != "word/document.xml":
                package.writestr(name, data)
        with package.open("word/document.xml", "w", force_zip64=True) as member:
            member.write(f'<w:document xmlns:w="{MAIN}"><w:body><w:p><w:r><w:t>'.encode())
            for _ in range(size // 1_000_000):
                member.write(b"a" * 1_000_000)
            member.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return made.getvalue()


def lying_bomb() -> bytes:
    """The same, and the directory says that it is small."""
    data = bytearray(bomb(100_000_000))
    at = data.rfind(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length] == b"word/document.xml":
            struct.pack_into("<I", data, at + 24, 1000)
            break
        at = data.rfind(b"PK\x01\x02", 0, at)
    return bytes(data)


def many_members() -> bytes:
    return pack_members({**members(word()), **{f"word/media/{n}.bin": b"" for n in range(5000)}})


def entities() -> bytes:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))
    return body("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", f"<!DOCTYPE w:document [{declared}]>")


def external_entity(target: str) -> bytes:
    return body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{target}">]>')


def nested(tag: str, depth: int) -> bytes:
    return body(f"<w:{tag}>" * depth + f"</w:{tag}>" * depth)


def nested_tables(depth: int) -> bytes:
    return body("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def nested_boxes(depth: int) -> bytes:
    inside = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    for _ in range(depth):
        inside = (
            f"<w:p><w:r><w:pict><w:txbxContent>{inside}{inside}</w:txbxContent></w:pict></w:r></w:p>"
            if _ < 6
            else (f"<w:p><w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r></w:p>")
        )
    return body(inside)


def rows(count: int) -> bytes:
    row = "<w:tr><w:tc><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    return body("<w:tbl>" + "".join(row.format(n) for n in range(count)) + "</w:tbl>")


def with_link(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="rId99" Type="{REL}/{kind}" Target="{target}" TargetMode="External"/>'
    return with_members(
        word(),
        lambda name, data: (
            data.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
            if name == "word/_rels/document.xml.rels"
            else data
        ),
    )


def with_macros() -> bytes:
    return pack_members({**members(word()), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})


def with_object() -> bytes:
    return pack_members({**members(word()), "word/embeddings/oleObject1.bin": OLE})


def with_field(code: str) -> bytes:
    field = f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    return with_document(word(), lambda xml: xml.replace("<w:body>", f"<w:body>{field}"))


def locked_zip() -> bytes:
    """A zip whose members say that they are encrypted."""
    data = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def with_flipped_bits(seed: int) -> bytes:
    """A Word document with some bytes turned over."""
    chance = random.Random(seed)
    data = bytearray(word())
    for _ in range(40):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def utf_16() -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x "y">]><w:document xmlns:w="{MAIN}"/>'
    return part(xml.encode("utf-16"))


def other_encoding() -> bytes:
    return part(f'<?xml version="1.0" encoding="UTF-7"?><w:document xmlns:w="{MAIN}"/>'.encode())


def many_attributes() -> bytes:
    attributes = " ".join(f'a{n}="1"' for n in range(200_000))
    return body(f"<w:p {attributes}/>")


def many_tags() -> bytes:
    return body("<w:p/>" * 2_000_000)


def png() -> bytes:
    raw = b"\0\xff\xff\xff"
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17) + zlib.compress(raw)


def unmade() -> bytes:
    """A package without its main document."""
    return pack_members({name: data for name, data in members(word()).items() if name != "word/document.xml"})


READ = "能读"
"""For files that can be read: what is told of them besides their contents."""

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "文件是空的"),
    "one byte": (lambda: b"P", "不是 Word 文件"),
    "old doc named docx": (lambda: ole("WordDocument"), "旧的 .doc 格式"),
    "locked": (lambda: ole("EncryptedPackage"), "加了打开密码"),
    "old excel": (lambda: ole("Workbook"), "Excel 表格（.xls）"),
    "old powerpoint": (lambda: ole("PowerPoint Document"), "PowerPoint"),
    "some old office": (lambda: ole("Book"), "旧的 Office 格式"),
    "excel": (lambda: zip_of(xl__workbook_dot_xml=b"<x/>"), "Excel 表格（.xlsx）"),
    "powerpoint": (lambda: zip_of(ppt__presentation_dot_xml=b"<x/>"), "PowerPoint"),
    "odt": (lambda: zip_of(mimetype=b"application/vnd.oasis.opendocument.text"), "ODT"),
    "ofd": (lambda: zip_of(OFD_dot_xml=b"<x/>"), "OFD"),
    "zip of documents": (lambda: pack_members({"a.docx": word()}), "压缩包"),
    "zip of nothing": (lambda: pack_members({"a.txt": b"x"}), "里面没有正文"),
    "rar": (lambda: b"Rar!\x1a\x07\0", "压缩包"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(30), "压缩包"),
    "pdf": (lambda: b"%PDF-1.7\n...", "PDF"),
    "png": (png, "图片"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
    "rtf": (lambda: rb"{\rtf1 x}", "RTF"),
    "html": (lambda: b"<!DOCTYPE html><html></html>", "网页"),
    "word xml": (lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "Word 的 XML 格式"),
    "text": (lambda: "年度：2023".encode(), "纯文字"),
    "noise": (lambda: bytes(random.Random(1).randrange(256) for _ in range(5000)), "不是 Word 文件"),
    "cut in half": (lambda: word()[: len(word()) // 2], "多半没有传完"),
    "cut at the end": (lambda: word()[:-10], "多半没有传完"),
    "no main document": (unmade, "里面没有正文"),
    "broken xml": (lambda: part(b"<w:document><w:body>"), "读不出来"),
    "broken title": (lambda: part(b"<x", "docProps/core.xml"), "docProps/core.xml 读不出来"),
    "broken properties": (lambda: part(b"<x", "docProps/custom.xml"), "docProps/custom.xml 读不出来"),
    "broken header": (lambda: part(b"<x", "word/header1.xml"), "word/header1.xml 读不出来"),
    "broken notes": (lambda: part(b"<x", "word/footnotes.xml"), "word/footnotes.xml 读不出来"),
    "broken relationships": (lambda: part(b"<x", "word/_rels/document.xml.rels"), "document.xml.rels 读不出来"),
    "rows without cells": (lambda: body("<w:tbl><w:tr/><w:tr><w:trPr/></w:tr></w:tbl>"), READ),
    "no body": (lambda: part(f'<w:document xmlns:w="{MAIN}"/>'.encode()), "没有正文"),
    "locked zip": (locked_zip, "加了密码"),
    "bomb": (lambda: bomb(100_000_000), "解开以后太大"),
    "bomb that lies": (lying_bomb, "读不出来"),
    "bomb of members": (many_members, "个部分"),
    "bomb of tags": (many_tags, "标记太多"),
    "entities": (entities, "声明了外部实体"),
    "entity of a file": (lambda: external_entity("file:///etc/passwd"), "声明了外部实体"),
    "entity of the network": (lambda: external_entity("http://127.0.0.1:9/x"), "声明了外部实体"),
    "utf-16 entity": (utf_16, "声明了外部实体"),
    "another encoding": (other_encoding, "不该有的编码"),
    "deep xml": (lambda: nested("p", 100_000), "读不出来"),
    "deep tables": (lambda: nested_tables(60), READ),
    "deep boxes": (lambda: nested_boxes(40), READ),
    "many attributes": (many_attributes, READ),
    "as many rows as are read": (lambda: rows(1_900), READ),
    "many rows": (lambda: rows(30_000), "超过 2000 行"),
    "long cell": (
        lambda: body(f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{'长' * 3_000_000}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
        READ,
    ),
    "macros": (with_macros, "有宏，没有运行"),
    "object": (with_object, "嵌入的对象或控件，没有打开"),
    "template of the network": (lambda: with_link("attachedTemplate", "http://127.0.0.1:9/t.dotm"), "链接到外部的模板"),
    "picture of the network": (lambda: with_link("image", "http://127.0.0.1:9/p.png"), "链接到外部的图片"),
    "object of a file": (lambda: with_link("oleObject", "file:///etc/passwd"), "链接到外部的嵌入的对象"),
    "dde": (lambda: with_field("DDEAUTO cmd"), "从别处取内容的域（DDEAUTO）"),
    "included text": (lambda: with_field("INCLUDETEXT /etc/passwd"), "从别处取内容的域（INCLUDETEXT）"),
    "inserted file": (lambda: body('<w:altChunk xmlns:r="x" r:id="1"/>'), "插入了另一个文件"),
    **{f"flipped {seed}": ((lambda s=seed: with_flipped_bits(s)), READ) for seed in range(12)},  # type: ignore[misc]
}
