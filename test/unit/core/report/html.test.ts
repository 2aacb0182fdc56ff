import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, HTML_TAGS, SVG_TAGS } from '../../../../src/core/report/element';
import { reportHtml } from '../../../../src/core/report/html';
import { REPORT, reportWith } from '../../../fixtures/report';
import { HOSTILE } from './support';

/** Tags of a document in order, with the names of their attributes. */
function tagsOf(html: string): string[] {
  const body = html.slice(html.indexOf('<body>'));
  return [...body.matchAll(/<(\/?[a-z][a-z0-9]*)((?: [a-zA-Z0-9-]+="[^"<>&]*(?:&#\d+;[^"<>&]*)*")*)>/g)].map(
    ([, tag = '', attributes = '']) =>
      [tag, ...[...attributes.matchAll(/ ([a-zA-Z0-9-]+)="/g)].map(([, name]) => name)].join(' '),
  );
}

describe('reportHtml', () => {
  it('is one file that fetches nothing and runs nothing', () => {
    const html = reportHtml(REPORT);
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;">`,
    );
    expect(html).not.toMatch(/<script|<button|\b(?:src|href|on[a-z]+)=|url\(|@import/);
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html).toContain('@media print');
    const allowed = new Set<string>([...HTML_TAGS, ...SVG_TAGS, 'body', 'html']);
    const attributes = new Set<string>(ATTRIBUTES);
    for (const tag of tagsOf(html)) {
      const [name = '', ...named] = tag.split(' ');
      expect(allowed).toContain(name.replace('/', ''));
      expect(named.filter((each) => !attributes.has(each) || each.startsWith('data-'))).toEqual([]);
    }
  });

  it('says what the report says', () => {
    const html = reportHtml(REPORT);
    for (const text of [
      REPORT.verdict,
      REPORT.dataset.sha256,
      '20261123',
      'legal-lora',
      'nrefs:1|case:lc|tok:tercom',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toContain('{&#34;max_tokens&#34;:512,&#34;temperature&#34;:0}');
  });

  it('never takes data for markup', () => {
    // Marks of hidden characters aside, every report of this shape has the same tags.
    const skeleton = (text: string): string[] =>
      tagsOf(reportHtml(reportWith(text))).filter((tag) => !/^\/?(span|bdi|code)( |$)/.test(tag));
    const plain = skeleton('plain');
    fc.assert(
      fc.property(
        HOSTILE.filter((text) => text.trim() !== ''),
        (text) => {
          const html = reportHtml(reportWith(text));
          // Every < of the body begins a tag of ours.
          const body = html.slice(html.indexOf('<body>'));
          expect(body.split('<').length - 1).toBe(tagsOf(html).length);
          expect(html.isWellFormed()).toBe(true);
          expect(skeleton(text)).toEqual(plain);
        },
      ),
      { numRuns: 100 },
    );
  });
});
