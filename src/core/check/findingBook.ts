import { MOST_FINDINGS, type CheckCount, type RelatedRow, type RowFinding, type Severity } from './check';

/** What a finding says of the check that made it. */
export interface CheckHead {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
}

/** A finding whose place in the file is not computed yet. */
export interface UnplacedFinding extends RowFinding {
  readonly check: CheckHead;
  readonly row: number;
  readonly related?: RelatedRow;
}

/** What one check found. */
interface CheckEntry {
  readonly head: CheckHead;
  rows: number;
  lastRow: number;
  /** The first of them, at most MOST_FINDINGS. */
  readonly findings: UnplacedFinding[];
}

/** Collects what checks find: counts all, keeps the first of each check. Rows are to be given in file order. */
export class FindingBook {
  private readonly entries = new Map<string, CheckEntry>();

  add(head: CheckHead, row: number, finding: RowFinding & { readonly related?: RelatedRow }): void {
    const entry = this.entries.get(head.id) ?? { head, rows: 0, lastRow: -1, findings: [] };
    this.entries.set(head.id, entry);
    if (entry.lastRow !== row) entry.rows++;
    entry.lastRow = row;
    if (entry.findings.length < MOST_FINDINGS) entry.findings.push({ ...finding, check: head, row });
  }

  /** Says on how many rows a check found something, where not all of them are given to `add`. */
  setRows({ id }: CheckHead, rows: number): void {
    const entry = this.entries.get(id);
    if (entry) entry.rows = rows;
  }

  rowsOf(check: string): number {
    return this.entries.get(check)?.rows ?? 0;
  }

  /** Most serious first, then most frequent first. */
  counts(): readonly CheckCount[] {
    return [...this.entries.values()]
      .map(({ head, rows }) => ({ check: head.id, title: head.title, severity: head.severity, rows }))
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.rows - a.rows);
  }

  /** At most MOST_FINDINGS, in row order: each check has an equal share, and what one leaves over goes to the others. */
  chosen(): readonly UnplacedFinding[] {
    const bySize = [...this.entries.values()].sort((a, b) => a.findings.length - b.findings.length);
    let left = MOST_FINDINGS;
    const chosen = bySize.flatMap(({ findings }, index) => {
      const share = findings.slice(0, Math.floor(left / (bySize.length - index)));
      left -= share.length;
      return share;
    });
    return chosen.sort((a, b) => a.row - b.row);
  }
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information'];
