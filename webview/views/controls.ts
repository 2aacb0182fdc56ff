import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { plain, clipAt, type Clip } from '../text';
import type { InspectorApp } from '../app';

/** An icon of VS Code's set. It is decoration: what it means is said in words beside it. */
export function icon(name: string): TemplateResult {
  return html`<i class="codicon codicon-${name}" aria-hidden="true"></i>`;
}

/** The turning sign that something is under way; decoration as well. */
export function spinner(): TemplateResult {
  return icon('loading codicon-modifier-spin');
}

/** What stands where something is being fetched. */
export function loading(what: string): TemplateResult {
  return emptyState('loading codicon-modifier-spin', `Loading ${what}…`);
}

/** A small button that is only an icon. */
export function iconButton(name: string, label: string, press: () => void): TemplateResult {
  return html`<button class="icon-button" type="button" title=${label} aria-label=${label} @click=${press}>
    ${icon(name)}
  </button>`;
}

/** One choice of a {@link segments} control. */
export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly key?: string;
  readonly disabled?: boolean;
}

/**
 * A row of choices of which one, or none, is chosen. `choose` also hears of a click on the chosen one. The toolkit reports
 * the page's own changes too, so what is chosen is asked again when it does.
 */
export function segments<T extends string>(
  label: string,
  choices: readonly Segment<T>[],
  chosenNow: () => T | undefined,
  choose: (value: T) => void,
): TemplateResult {
  const chosen = chosenNow();
  const pick = (event: Event): void => {
    const { value } = event.currentTarget as unknown as { readonly value: string };
    const choice = choices.find((each) => each.value === value);
    if (choice && choice.value !== chosenNow()) choose(choice.value);
  };
  return html`<vscode-radio-group class="segments" aria-label=${label} .value=${live(chosen ?? '')} @change=${pick}>
    ${choices.map(
      ({ value, label: text, key, disabled }) =>
        html`<vscode-radio
          value=${value}
          data-key=${key ?? nothing}
          ?disabled=${disabled ?? false}
          .checked=${live(value === chosen)}
          @click=${() => {
            if (value === chosen) choose(value);
          }}
          >${text}</vscode-radio
        >`,
    )}
  </vscode-radio-group>`;
}

/** Something folded that a press unfolds; it stays so until another sample is shown. */
export function fold(app: InspectorApp, key: string, summary: string, content: () => unknown): TemplateResult {
  const isOpen = app.unfolded.has(key);
  return html`<div class="fold">
    <button class="fold-button" type="button" aria-expanded=${isOpen} @click=${() => toggle(app, key)}>
      ${icon(isOpen ? 'chevron-down' : 'chevron-right')}<span class="fold-summary"><bdi>${plain(summary)}</bdi></span>
    </button>
    ${isOpen ? content() : nothing}
  </div>`;
}

/** Text of the data, cut when it is long until “Show all” is pressed. */
export function longText(app: InspectorApp, key: string, text: string, clip: Clip): TemplateResult {
  const cut = app.unfolded.has(key) ? text.length : clipAt(text, clip);
  return html`<span class="data-text" dir="auto">${plain(cut < text.length ? text.slice(0, cut) : text)}</span>
    ${cut < text.length ? showAll(app, key, text.length) : nothing}`;
}

/** The button that shows the rest of a long text. */
export function showAll(app: InspectorApp, key: string, characters: number): TemplateResult {
  return html`<button class="link-button" type="button" @click=${() => toggle(app, key)}>
    Show all (${characters.toLocaleString('en-US')} characters)
  </button>`;
}

/** A state without content: what it is, and what to do next. */
export function emptyState(name: string, text: unknown, action?: TemplateResult): TemplateResult {
  return html`<div class="empty">
    ${icon(name)}
    <p>${text}</p>
    ${action ?? nothing}
  </div>`;
}

function toggle(app: InspectorApp, key: string): void {
  if (!app.unfolded.delete(key)) app.unfolded.add(key);
  app.redraw();
}
