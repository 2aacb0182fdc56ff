import { visiblePieces, visibleText } from '../hiddenCharacters';

/**
 * What a page is made of, as plain data: the same description becomes nodes of the page in the editor and text of a
 * file. Only these tags and attributes exist, so neither a script nor a style nor an address can be described.
 */
export const HTML_TAGS = [
  'bdi',
  'button',
  'caption',
  'code',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'h1',
  'h2',
  'h3',
  'header',
  'li',
  'main',
  'p',
  'section',
  'span',
  'summary',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
] as const;
export const SVG_TAGS = ['circle', 'line', 'rect', 'svg'] as const;
export type Tag = (typeof HTML_TAGS)[number] | (typeof SVG_TAGS)[number];

/** Attributes beginning with `data-` say what a press does in the page and how a table is sorted. */
export const ATTRIBUTES = [
  'aria-hidden',
  'aria-label',
  'aria-sort',
  'class',
  'colspan',
  'cx',
  'cy',
  'data-category',
  'data-field',
  'data-key',
  'data-outcome',
  'data-sort',
  'data-value',
  'height',
  'preserveAspectRatio',
  'r',
  'role',
  'rowspan',
  'scope',
  'tabindex',
  'title',
  'type',
  'viewBox',
  'width',
  'x',
  'x1',
  'x2',
  'y',
  'y1',
  'y2',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

export interface ReportElement {
  readonly tag: Tag;
  readonly attributes: Readonly<Partial<Record<Attribute, string>>>;
  readonly children: readonly ReportNode[];
}

/** An element, or a text that is shown as it is. */
export type ReportNode = ReportElement | string;

/** What can be given as the content of an element: nothing, one thing or several. */
export type Content = ReportNode | number | undefined | readonly Content[];

const SVG: ReadonlySet<string> = new Set(SVG_TAGS);

/** True for an element of a drawing. */
export function isDrawing({ tag }: ReportElement): boolean {
  return SVG.has(tag);
}

/**
 * Makes an element. Characters that cannot be seen are shown as their code points, but for attributes that are data; members
 * that are undefined are left out.
 */
export function element(
  tag: Tag,
  attributes: Readonly<Partial<Record<Attribute, string | number | undefined>>>,
  ...content: readonly Content[]
): ReportElement {
  const kept: Partial<Record<Attribute, string>> = {};
  for (const name of ATTRIBUTES) {
    const value = attributes[name];
    if (value !== undefined) kept[name] = name.startsWith('data-') ? String(value) : visibleText(String(value));
  }
  return { tag, attributes: kept, children: childrenOf(content, SVG.has(tag)) };
}

/** A text of the data: it reads in its own direction, whatever stands around it. */
export function dataText(text: string): ReportElement {
  return element('bdi', {}, text);
}

function childrenOf(content: Content, isInDrawing: boolean): ReportNode[] {
  if (content === undefined || content === '') return [];
  if (typeof content === 'number') return [String(content)];
  if (typeof content === 'string') return isInDrawing ? [visibleText(content)] : marked(content);
  if (isElement(content)) return [content];
  return content.flatMap((each) => childrenOf(each, isInDrawing));
}

function marked(text: string): ReportNode[] {
  return visiblePieces(text).map((piece) =>
    piece.isHidden
      ? {
          tag: 'span',
          attributes: { class: 'hidden-character', title: `Hidden character ${piece.text}` },
          children: [piece.text],
        }
      : piece.text,
  );
}

function isElement(content: ReportElement | readonly Content[]): content is ReportElement {
  return 'tag' in content;
}
