import { escapeHtml } from '../escapeHtml';
import { visibleText } from '../hiddenCharacters';
import { MODEL_ROLES } from '../model/model';
import { ATTRIBUTES, dataText, element, HTML_TAGS, SVG_TAGS, type ReportElement, type ReportNode } from './element';
import { reportSections } from './page/sections';
import type { Report } from './report';
import { FILE_STYLES, SECTION_STYLES } from './styles';

/** Nothing is fetched and nothing runs; the styles are in the file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const TAGS: ReadonlySet<string> = new Set<string>([...HTML_TAGS, ...SVG_TAGS]);

/** A report as one HTML file that needs nothing else: no script, no address, light and dark, fit to be printed. */
export function reportHtml(report: Report): string {
  const body = [
    element('header', {}, element('h1', {}, 'Report of ', dataText(report.dataset.path)), modelsLine(report)),
    element('main', { class: 'report-body' }, reportSections(report)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(visibleText(`Report of ${report.dataset.path}`))}</title>
<style>${SECTION_STYLES}${FILE_STYLES}</style>
</head>
<body>
${body.map(nodeHtml).join('\n')}
</body>
</html>
`;
}

/** Which model is compared with which. */
function modelsLine({ models }: Report): ReportElement {
  return element(
    'p',
    { class: 'dim' },
    MODEL_ROLES.map((role, at) => [at > 0 ? ' → ' : '', `${role} `, dataText(models[role]?.model ?? '–')]),
  );
}

/** A node as HTML. What is a button in the page is text here: nothing answers in a file. */
function nodeHtml(node: ReportNode): string {
  if (typeof node === 'string') return escapeHtml(node);
  const content = node.children.map(nodeHtml).join('');
  if (node.tag === 'button' || !TAGS.has(node.tag)) return content;
  let attributes = '';
  for (const name of ATTRIBUTES) {
    const value = node.attributes[name];
    if (value !== undefined && !name.startsWith('data-')) attributes += ` ${name}="${escapeHtml(value)}"`;
  }
  return `<${node.tag}${attributes}>${content}</${node.tag}>`;
}
