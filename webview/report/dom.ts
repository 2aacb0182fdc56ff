import { ATTRIBUTES, HTML_TAGS, isDrawing, SVG_TAGS, type ReportNode } from '../../src/core/report/element';

const TAGS: ReadonlySet<string> = new Set<string>([...HTML_TAGS, ...SVG_TAGS]);
const SVG = 'http://www.w3.org/2000/svg';

/** Makes nodes of the page. Texts become text nodes, and only tags and attributes that are known exist. */
export function domOf(node: ReportNode): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  if (!TAGS.has(node.tag)) return document.createDocumentFragment();
  const made = isDrawing(node) ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  for (const name of ATTRIBUTES) {
    const value = node.attributes[name];
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...node.children.map(domOf));
  return made;
}
