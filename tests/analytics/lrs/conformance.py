"""`make conformance`: runs the tests that hold clauses of the standard and prints which test holds which."""

import sys
from collections import Counter, defaultdict

import pytest

from tests.analytics.lrs.standard import MUSTS

FOLDERS = [f"tests/analytics/{name}" for name in ("lrs", "lrs_clients", "lrs_documents", "lrs_forwarding")]


class Table:
    """Collects (clause, test) and how each test went."""

    def __init__(self):
        self.clauses, self.tests, self.failed = defaultdict(set), {}, set()

    def pytest_collection_modifyitems(self, items):
        for item in items:
            for mark in item.iter_markers("clause"):
                for name in mark.args:
                    self.clauses[name].add(item.nodeid)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed.add(report.nodeid)

    def lines(self):
        """Yields a line for each clause that tests name: how many hold it, and the first of them."""
        for name in sorted(self.clauses):
            tests = self.clauses[name]
            how, first = _how(tests, self.failed), _first(tests, self.failed)
            yield f"{name:<60} {how:<12} {len(tests):>3} tests  {first}"


def musts(clauses, failed=frozenset()):
    """Returns (a line for each MUST, {how they are held: how many}, MUSTs that nothing holds)."""
    lines, count, missing = [], Counter(), []
    for must in MUSTS:
        tests = set().union(*(clauses.get(name, ()) for name in must.clauses))
        has_gap = not must.not_ours and not all(clauses.get(name) for name in must.clauses)
        if has_gap:
            how, by = "MISSING", ", ".join(name for name in must.clauses if not clauses.get(name))
        elif must.not_ours:
            how, by = "not ours", must.not_ours
        else:
            how = _how(tests, failed)
            by = f"{len(tests):>3} tests  {_first(tests, failed)}"
        count[how.split()[0] if how.startswith("FAILS") else how] += 1
        lines.append(f"{must.name:<13} {must.words[:62]:<63} {how:<11} {by}")
        missing += [must.name] * has_gap
    return lines, count, missing


def _how(tests, failed):
    faulty = tests & failed
    return f"FAILS in {len(faulty)}" if faulty else "holds"


def _first(tests, failed):
    return min(tests & failed or tests).partition("[")[0].removeprefix("tests/analytics/")


def main():
    """Runs the tests and prints the tables; returns pytest's exit code, or 1 where a MUST has no test."""
    table = Table()
    code = pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *FOLDERS], plugins=[table])
    print("\nClauses: part-section of xAPI 1.0.3, or 2.0-section of IEEE 9274.1.1\n")
    for line in table.lines():
        print(line)
    lines, count, missing = musts(table.clauses, table.failed)
    print("\nEach MUST and SHALL of xAPI 1.0.3, parts 2 and 3, what 2.0 adds, and the tests that hold it\n")
    print("\n".join(lines))
    print(f"\n{len(lines)} in all: " + ", ".join(f"{number} {how}" for how, number in sorted(count.items())))
    if missing:
        print(f"Without a test: {', '.join(missing)}")
    return code or int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
