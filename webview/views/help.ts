import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { InspectorApp } from '../app';
import { SHORTCUTS } from '../keyboard';
import { iconButton } from './controls';

/** The keyboard help: a modal dialog, so that the browser itself keeps the focus in and closes it with Escape. */
export function help(app: InspectorApp): TemplateResult {
  return html`<dialog
    class="help"
    aria-labelledby="help-title"
    ${ref(showAsModal)}
    @close=${() => app.setHelp(false)}
    @keydown=${keepFocus}
    @click=${(event: Event) => {
      if (event.target === event.currentTarget) app.setHelp(false);
    }}
  >
    <div class="help-head">
      <h2 id="help-title">Keyboard shortcuts</h2>
      <span class="grow"></span>
      ${iconButton('close', 'Close', () => app.setHelp(false))}
    </div>
    <table>
      <tbody>
        ${SHORTCUTS.map(
          ({ keys, does }) =>
            html`<tr>
              <th scope="row">${keys.map((key) => (key === '…' ? html` … ` : html`<kbd>${key}</kbd> `))}</th>
              <td>${does}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="dim">Number keys act by their place on the keyboard. Keys typed into a text box stay there.</p>
  </dialog>`;
}

/** The only thing to reach in the dialog is its Close button: Tab must not lead out of the page from there. */
function keepFocus(event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).querySelector('button')?.focus();
}

/** Lit hands over the element before it is in the page; a dialog opens only there. */
function showAsModal(dialog: Element | undefined): void {
  queueMicrotask(() => {
    if (dialog instanceof HTMLDialogElement && dialog.isConnected && !dialog.open) dialog.showModal();
  });
}
