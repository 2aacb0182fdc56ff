import { escapeHtml } from '../core/escapeHtml';

/** What a page's HTML names. All addresses are as the webview sees them. */
export interface PageParts {
  /** `webview.cspSource`: where styles and fonts may come from. */
  readonly cspSource: string;
  /** A fresh, unguessable word for each page. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly codiconUri: string;
  readonly title: string;
}

/** Hash of the empty text. The toolkit asks the browser about `:focus-visible` with an empty style element; it does nothing. */
const EMPTY_STYLE = `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`;

/**
 * A page's HTML: an empty page under a strict security policy. No data is in it; everything comes by messages.
 */
export function pageHtml(parts: PageParts): string {
  const { cspSource, nonce, scriptUri, styleUri, codiconUri, title } = parts;
  const policy = [
    `default-src 'none'`,
    `img-src ${cspSource}`,
    `font-src ${cspSource}`,
    `style-src ${cspSource} 'nonce-${nonce}' ${EMPTY_STYLE}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <link rel="stylesheet" href="${escapeHtml(codiconUri)}" nonce="${escapeHtml(nonce)}" />
    <link rel="stylesheet" href="${escapeHtml(styleUri)}" nonce="${escapeHtml(nonce)}" />
    <script type="module" src="${escapeHtml(scriptUri)}" nonce="${escapeHtml(nonce)}"></script>
  </head>
  <body>
    <div id="page"></div>
  </body>
</html>
`;
}
