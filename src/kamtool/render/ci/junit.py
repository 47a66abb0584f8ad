"""JUnit XML: a suite a plan, a case a finding; only what would fail the run is a failure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from kamtool.render.safe import safe
from kamtool.view.said import Said


def render(found: Sequence[Said], files: Sequence[str], limit: int) -> str:
    """One suite for each of *files*; findings of at least *limit* are failures, the rest are told as output."""
    root = ElementTree.Element("testsuites", name="kam check")
    tests = failures = 0
    by_file: dict[str, list[Said]] = {file: [] for file in files}
    for one in found:
        by_file[one.found.file].append(one)
    for file, own in by_file.items():
        failing = sum(one.found.severity >= limit for one in own)
        suite = ElementTree.SubElement(
            root, "testsuite", name=safe(file), tests=str(max(1, len(own))), failures=str(failing), errors="0"
        )
        for one in own:
            case(suite, one, one.found.severity >= limit)
        if not own:
            ElementTree.SubElement(suite, "testcase", classname=safe(file), name="kam check")
        tests, failures = tests + max(1, len(own)), failures + failing
    root.set("tests", str(tests))
    root.set("failures", str(failures))
    root.set("errors", "0")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def case(suite: ElementTree.Element, said: Said, failing: bool) -> None:
    """One finding as a case."""
    found = said.found
    place = f"{safe(found.file)}:{found.span.line}:{found.span.column}"
    name = f"{found.code} {safe(said.title)} ({found.span.line}:{found.span.column})"
    element = ElementTree.SubElement(suite, "testcase", classname=safe(found.file), name=name)
    text = f"{place}: {safe(said.message)}\n{safe(said.clear)}"
    if failing:
        failure = ElementTree.SubElement(element, "failure", message=safe(said.message), type=found.severity.word)
        failure.text = text
    else:
        ElementTree.SubElement(element, "system-out").text = text
