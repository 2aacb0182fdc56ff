import { writeFile } from 'node:fs/promises';
import { exportReport } from '../core/report/exportReport';
import type { ReportFormat } from '../core/report/formats';
import { junitReport } from '../core/report/junit';
import { usageError } from './arguments';
import type { Command } from './command';
import { REPORT_OPTIONS, reportOfRuns, statusOf } from './runReport';

const FORMATS: Readonly<Record<string, ReportFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  json: 'json',
  csv: 'csv',
};

/** `tuning-fork report`: a report as a file. */
export const reportCommand: Command = {
  usage: '<run> [<run>] --format md|html|json|csv [--out FILE]',
  about: `Writes the report of a run, or of a model of one run against a model of another.
Equal runs and settings give equal files, byte for byte.`,
  options: {
    format: { value: 'FORMAT', help: 'md, html (one file, nothing loaded), json or csv; default: md.' },
    out: { value: 'FILE', help: 'The file to write; the standard output when absent.' },
    junit: { value: 'FILE', help: 'Writes the objectives as JUnit XML too, for continuous integration.' },
    ...REPORT_OPTIONS,
  },
  arguments: [1, 2],
  async run(given, terminal) {
    const named = given.has('json') ? 'json' : (given.value('format') ?? 'md');
    const format = Object.hasOwn(FORMATS, named) ? FORMATS[named] : undefined;
    if (format === undefined) throw usageError(`There is no format “${named}”: md, html, json or csv.`);
    const report = await reportOfRuns(given);
    const text = exportReport(report, format);
    const out = given.value('out');
    if (out === undefined) terminal.write(text);
    else await writeFile(out, text);
    const junit = given.value('junit');
    if (junit !== undefined) await writeFile(junit, junitReport(report));
    return statusOf(report);
  },
};
