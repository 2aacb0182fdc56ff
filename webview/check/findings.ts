import { html, nothing, type TemplateResult } from 'lit';
import type { CheckCount, Finding, Severity } from '../../src/core/check/check';
import { count, counted } from '../format';
import { plain } from '../text';
import { icon } from '../views/controls';
import type { CheckApp } from './app';

/** Lines that are named for each kind of problem. */
const NAMED_LINES = 5;

const LOOKS: Readonly<Record<Severity, { readonly icon: string; readonly name: string }>> = {
  error: { icon: 'error', name: 'Error' },
  warning: { icon: 'warning', name: 'Warning' },
  information: { icon: 'info', name: 'Information' },
};
const ORDER: readonly Severity[] = ['error', 'warning', 'information'];

/** What was found, kind by kind, with the way to the first lines of each. */
export function findings(app: CheckApp, counts: readonly CheckCount[], found: readonly Finding[]): TemplateResult {
  if (counts.length === 0) {
    return html`<section aria-label="Problems">
      <h2>Can every row be used?</h2>
      <p>${icon('pass')} Nothing is wrong with any row.</p>
    </section>`;
  }
  const sorted = [...counts].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.rows - a.rows);
  return html`<section aria-label="Problems">
    <h2>Can every row be used?</h2>
    <table class="problems">
      <tbody>
        ${sorted.map((each) =>
          kind(
            app,
            each,
            found.filter(({ check }) => check === each.check),
          ),
        )}
      </tbody>
    </table>
    <button class="link-button" type="button" @click=${() => void app.attempt(app.remote.showProblems())}>
      Show them in the file
    </button>
  </section>`;
}

function kind(app: CheckApp, { title, severity, rows }: CheckCount, found: readonly Finding[]): TemplateResult {
  const look = LOOKS[severity];
  const [first] = found;
  const lines = [...new Set(found.map(({ line }) => line))].slice(0, NAMED_LINES);
  return html`<tr>
    <td class="severity-${severity}">${icon(look.icon)}<span class="visually-hidden">${look.name}</span></td>
    <th scope="row">${plain(title)}</th>
    <td class="number">${counted(rows, 'row')}</td>
    <td>
      ${first ? html`<span class="data-text dim">${plain(first.message)}</span>` : nothing}
      ${lines.map(
        (line) =>
          html`<button
            class="link-button number"
            type="button"
            @click=${() => void app.attempt(app.remote.openLine({ line }))}
          >
            line ${count(line)}
          </button> `,
      )}
    </td>
  </tr>`;
}
