import { MOST_FINDINGS, type CheckReport, type Finding } from '../core/check/check';
import type { DatasetFile } from './datasetFile';

/** Checks every row of a dataset. @throws {HumanError} as `DatasetFile.forEachRow` */
export async function checkDataset(file: DatasetFile, signal: AbortSignal): Promise<CheckReport> {
  const findings: Finding[] = [];
  let badRows = 0;
  await file.forEachRow((row) => {
    if (row.kind === 'sample') return true;
    badRows++;
    const startLine = row.line - 1;
    const range = { startLine, startColumn: 0, endLine: startLine + 1, endColumn: 0 };
    const { line, reason: message } = row;
    if (findings.length < MOST_FINDINGS)
      findings.push({ check: 'unusable', severity: 'error', row: row.row, line, range, message });
    return true;
  }, signal);
  const unusable = { check: 'unusable', title: 'Unusable row', severity: 'error' as const, rows: badRows };
  return { findings, counts: badRows > 0 ? [unusable] : [], unchecked: [] };
}
