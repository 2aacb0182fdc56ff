import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Category } from '../../src/core/config/config';
import type { Note, Verdict } from '../../src/core/note/note';
import type { InspectorState } from '../../src/protocol/inspector';
import type { InspectorApp } from '../app';
import { typedText } from '../controls';
import { JUDGED_ROLES, type JudgedRole } from '../drafts';
import { moment } from '../format';
import { plain } from '../text';
import { icon, segments } from './controls';

const VERDICT_CHOICES: readonly { readonly value: Verdict; readonly label: string; readonly key: string }[] = [
  { value: 'base', label: 'Base', key: 'b' },
  { value: 'tuned', label: 'Tuned', key: 't' },
  { value: 'tie', label: 'Tie', key: '=' },
  { value: 'neither', label: 'Neither', key: 'x' },
];

/** The right of the page: what reviewers say of the sample. */
export function notesPane(app: InspectorApp, state: InspectorState): TemplateResult {
  const sample = app.displayed?.sample;
  return html`<section class="notes" aria-label="Notes">
    ${sample ? form(app, state) : html`<p class="dim">Notes belong to a sample: choose one in the list.</p>`}
    ${sample ? others(state, sample.notes) : nothing}
  </section>`;
}

function form(app: InspectorApp, state: InspectorState): TemplateResult {
  const { draft, conflict } = app.notes;
  const reference = app.displayed?.sample?.detail.references[0];
  return html`<h3 class="caption">Verdict</h3>
    ${segments(
      'Verdict',
      VERDICT_CHOICES,
      () => app.notes.draft.verdict,
      (verdict) => app.notes.toggleVerdict(verdict),
    )}
    <h3 class="caption">Error categories</h3>
    ${categories(app, state.categories)}
    <h3 class="caption">Note <kbd>n</kbd></h3>
    <vscode-text-area
      id="note"
      rows="4"
      resize="vertical"
      .value=${live(draft.note)}
      @input=${(event: Event) => app.notes.write({ note: typedText(event) })}
      >Note</vscode-text-area
    >
    <h3 class="caption">Correction</h3>
    <vscode-text-area
      rows="3"
      resize="vertical"
      placeholder="What the answer should have been"
      .value=${live(draft.correction)}
      @input=${(event: Event) => app.notes.write({ correction: typedText(event) })}
      >Correction</vscode-text-area
    >
    ${
      reference !== undefined && draft.correction === ''
        ? html`<button class="link-button" type="button" @click=${() => app.notes.write({ correction: reference })}>
            Start from the reference
          </button>`
        : nothing
    }
    ${
      conflict
        ? html`<p class="warn">
            ${icon('warning')}The saved note was changed elsewhere (${moment(conflict.updated)}). Saving replaces it.
          </p>`
        : nothing
    }
    <div class="note-actions">
      ${status(app, state)}
      <span class="grow"></span>
      <vscode-button appearance="secondary" title="Ctrl+Enter" @click=${() => void app.notes.save()}
        >Save note</vscode-button
      >
    </div>`;
}

function status({ notes }: InspectorApp, { notesFile }: InspectorState): TemplateResult {
  const { status } = notes;
  switch (status.kind) {
    case 'empty':
      return html`<span class="dim">No note yet</span>`;
    case 'unsaved':
      return html`<span class="unsaved">${icon('circle-filled')}Unsaved</span>`;
    case 'saving':
      return html`<span class="dim">Saving…</span>`;
    case 'saved':
      return html`<span class="dim">Saved to <bdi>${plain(notesFile)}</bdi></span>`;
    case 'failed':
      return html`<span class="warn" role="alert">${icon('warning')}Not saved. ${plain(status.reason)}</span>`;
  }
}

function categories(app: InspectorApp, all: readonly Category[]): TemplateResult {
  return html`<div class="categories">
      <div class="category-names">
        <span class="category-head"></span>
        ${repeat(
          all,
          ({ id }) => id,
          ({ title, definition }, at) =>
            html`<span class="category-name" title=${definition}
              >${at < 9 ? html`<kbd aria-hidden="true">${at + 1}</kbd>` : html`<span></span>`}<bdi
                >${plain(title)}</bdi
              ></span
            >`,
        )}
      </div>
      ${JUDGED_ROLES.map((role) => categoryColumn(app, all, role))}
    </div>
    ${newCategory(app)}`;
}

function categoryColumn(app: InspectorApp, all: readonly Category[], role: JudgedRole): TemplateResult {
  const ticked = app.notes.draft.categories[role] ?? [];
  return html`<div class="category-column" role="group" aria-label=${`Error categories (${role})`}>
    <span class="category-head" aria-hidden="true">${role}</span>
    ${repeat(
      all,
      ({ id, title }) => `${id}\n${title}`,
      ({ id, title }) =>
        html`<vscode-checkbox
          .checked=${live(ticked.includes(id))}
          @change=${(event: Event) => tick(app, role, id, event)}
          ><span class="visually-hidden">${title}</span></vscode-checkbox
        >`,
    )}
  </div>`;
}

/** The toolkit also reports changes that the page itself made; only a user's are taken. */
function tick(app: InspectorApp, role: JudgedRole, id: string, event: Event): void {
  const { checked } = event.currentTarget as unknown as { readonly checked: boolean };
  if (checked !== (app.notes.draft.categories[role]?.includes(id) ?? false)) app.notes.toggleCategory(role, id);
}

function newCategory(app: InspectorApp): TemplateResult {
  if (!app.addingCategory) {
    return html`<button class="new-category" type="button" @click=${() => app.setAddingCategory(true)}>
      <kbd aria-hidden="true">c</kbd>New category…
    </button>`;
  }
  return html`<vscode-text-field
    id="new-category"
    ${ref(focusNow)}
    placeholder="Name, then Enter"
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter') void app.addCategory(typedText(event));
      else if (event.key === 'Escape') app.setAddingCategory(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }}
    >New category</vscode-text-field
  >`;
}

/** Lit hands over the element before it is in the page. */
function focusNow(field: Element | undefined): void {
  queueMicrotask(() => {
    if (field instanceof HTMLElement) field.focus();
  });
}

function others({ reviewer, categories }: InspectorState, notes: readonly Note[]): TemplateResult | typeof nothing {
  const theirs = notes.filter((note) => note.reviewer !== reviewer);
  if (theirs.length === 0) return nothing;
  return html`<h3 class="caption">Other reviewers</h3>
    ${theirs.map((note) => {
      const tags = JUDGED_ROLES.flatMap((role) =>
        (note.categories?.[role] ?? []).map((id) => {
          const title = categories.find((category) => category.id === id)?.title ?? id;
          return `${role}: ${title}`;
        }),
      );
      const verdict = VERDICT_CHOICES.find(({ value }) => value === note.verdict)?.label;
      return html`<div class="other-note">
        <div class="dim"><bdi>${plain(note.reviewer)}</bdi> · ${moment(note.updated)}</div>
        ${verdict ? html`<div>Verdict: ${verdict}</div>` : nothing}
        ${tags.length > 0 ? html`<div><bdi>${plain(tags.join(' · '))}</bdi></div>` : nothing}
        ${note.note ? html`<span class="data-text" dir="auto">${plain(note.note)}</span>` : nothing}
        ${
          note.correction
            ? html`<div class="dim">Correction</div>
                <span class="data-text" dir="auto">${plain(note.correction)}</span>`
            : nothing
        }
      </div>`;
    })}`;
}
