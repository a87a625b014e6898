"""Findings as JUnit XML, which every CI server reads: a file is a test, its findings are its failures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from perfdocs.finding import Finding, Severity
from perfdocs.report import text
from perfdocs.report.safe_text import safe_line


def report(findings: Iterable[Finding]) -> str:
    """A test case for each file that has findings; it fails where one of them is an error."""
    from lxml import etree  # slow to import, and wanted for no other report

    suite = etree.Element("testsuite", name="perfdocs")
    tests = failures = 0
    for file, group in groupby(findings, key=lambda finding: finding.place.file):
        of_file = list(group)
        tests += 1
        case = etree.SubElement(suite, "testcase", classname="perfdocs", name=safe_line(file))
        errors = [finding for finding in of_file if _fails(finding)]
        remarks = [finding for finding in of_file if not _fails(finding)]
        if errors:
            failures += 1
            failure = etree.SubElement(case, "failure", message=safe_line(errors[0].message), type=errors[0].code)
            failure.text = text.report(errors)
        if remarks:
            etree.SubElement(case, "system-out").text = text.report(remarks)
    if not tests:
        tests = 1
        etree.SubElement(suite, "testcase", classname="perfdocs", name="check")
    suite.set("tests", str(tests))
    suite.set("failures", str(failures))
    return etree.tostring(suite, encoding="unicode", pretty_print=True)


def _fails(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and not finding.waived
