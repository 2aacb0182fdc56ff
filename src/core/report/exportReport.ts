import { reportCsv } from './csv';
import { reportHtml } from './html';
import { reportJson } from './json';
import { reportMarkdown } from './markdown';
import type { ReportFormat } from './formats';
import type { Report } from './report';

const WRITERS: Readonly<Record<ReportFormat, (report: Report) => string>> = {
  markdown: reportMarkdown,
  html: reportHtml,
  csv: reportCsv,
  json: reportJson,
};

/** A report as the text of a file. Equal reports give equal bytes: there is no time and no machine in it. */
export function exportReport(report: Report, format: ReportFormat): string {
  return WRITERS[format](report);
}
