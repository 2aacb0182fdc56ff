import { MOST_FINDINGS, type CheckCount, type RelatedRow, type RowFinding, type Severity } from './check';

/** What a finding says of the check that made it. */
export interface CheckHead {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly unlessAll?: boolean;
}

/** A finding whose place in the file is not computed yet. */
export interface UnplacedFinding extends RowFinding {
  readonly check: CheckHead;
  readonly row: number;
  readonly related?: RelatedRow;
}

/** What one check found. */
export interface CheckEntry {
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
    const entry = this.entries.get(head.id) ?? this.newEntry(head);
    if (entry.lastRow !== row) entry.rows++;
    entry.lastRow = row;
    if (entry.findings.length < MOST_FINDINGS) entry.findings.push({ ...finding, check: entry.head, row });
  }

  /** Only the head of a check is kept: functions cannot be sent to another thread. */
  private newEntry({ id, title, severity, unlessAll = false }: CheckHead): CheckEntry {
    const entry = { head: { id, title, severity, unlessAll }, rows: 0, lastRow: -1, findings: [] };
    this.entries.set(id, entry);
    return entry;
  }

  /** What was collected, in a form that can be sent to another thread. */
  dump(): readonly CheckEntry[] {
    return [...this.entries.values()];
  }

  /** Takes what was collected of rows behind all that this book knows. */
  takeOver(entries: readonly CheckEntry[]): void {
    for (const entry of entries) {
      const own = this.entries.get(entry.head.id);
      if (!own) {
        this.entries.set(entry.head.id, entry);
        continue;
      }
      own.rows += entry.rows;
      own.lastRow = entry.lastRow;
      own.findings.push(...entry.findings.slice(0, MOST_FINDINGS - own.findings.length));
    }
  }

  /** Forgets what checks found on all of `rows` rows, where that is no fault. */
  settle(rows: number): void {
    for (const { head, rows: found } of this.dump()) if (head.unlessAll && found === rows) this.entries.delete(head.id);
  }

  rowsOf(check: string): number {
    return this.entries.get(check)?.rows ?? 0;
  }

  /** Most serious first, then most frequent first. */
  counts(): readonly CheckCount[] {
    return this.dump()
      .map(({ head, rows }) => ({ check: head.id, title: head.title, severity: head.severity, rows }))
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.rows - a.rows);
  }

  /** At most MOST_FINDINGS, in row order: each check has an equal share, and what one leaves over goes to the others. */
  chosen(): readonly UnplacedFinding[] {
    const bySize = this.dump().toSorted((a, b) => a.findings.length - b.findings.length);
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
