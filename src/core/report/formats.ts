/** Formats in which a report can be exported. */
export const REPORT_FORMATS = ['markdown', 'html', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What the formats are called, and how their files end. */
export const FORMAT_LOOKS: Readonly<Record<ReportFormat, { readonly title: string; readonly extension: string }>> = {
  markdown: { title: 'Markdown', extension: 'md' },
  html: { title: 'HTML', extension: 'html' },
  csv: { title: 'CSV', extension: 'csv' },
  json: { title: 'JSON', extension: 'json' },
};
