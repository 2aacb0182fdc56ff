import type { TemplateResult } from 'lit';
import type { Verdict } from '../src/core/note/note';
import type { InspectorApp } from './app';
import type { JudgedRole } from './drafts';

/** A key and what it does, as the help shows it. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string | TemplateResult;
}

/** Everything the keyboard can do. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['j', '↓'], does: 'Next sample (arrows, Home and End in the list)' },
  { keys: ['k', '↑'], does: 'Previous sample' },
  { keys: ['/'], does: 'Search' },
  { keys: ['r'], does: 'Run this sample' },
  { keys: ['d'], does: 'Compare other texts: reference, base and tuned, off' },
  { keys: ['b', 't', '=', 'x'], does: 'Verdict: base, tuned, tie, neither; again to take it back' },
  { keys: ['1', '…', '9'], does: 'Error category of the tuned response' },
  { keys: ['Shift+1', '…'], does: 'Error category of the base response' },
  { keys: ['c'], does: 'New error category' },
  { keys: ['n'], does: 'Write a note' },
  { keys: ['Ctrl+Enter'], does: 'Save the note (Cmd on a Mac; S does it too)' },
  { keys: ['Escape'], does: 'Out of a text box' },
  { keys: ['?'], does: 'This help' },
];

const VERDICT_KEYS: Readonly<Record<string, Verdict>> = { b: 'base', t: 'tuned', '=': 'tie', x: 'neither' };

/** Listens for the keys of {@link SHORTCUTS}. Keys typed into a field stay there. */
export function handleKeys(app: InspectorApp): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || app.helpOpen) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'Enter' || event.key.toLowerCase() === 's') {
        event.preventDefault();
        void app.notes.save();
      }
      return;
    }
    if (event.altKey) return;
    if (isField(event.composedPath()[0])) {
      if (event.key === 'Escape') (document.activeElement as HTMLElement | null)?.blur();
      return;
    }
    if (press(app, event)) event.preventDefault();
  });
}

/** Does what a key means; false when it means nothing here. */
function press(app: InspectorApp, event: KeyboardEvent): boolean {
  const verdict = VERDICT_KEYS[event.key];
  if (verdict) {
    void app.samples.whenOpen().then(() => app.notes.toggleVerdict(verdict));
    return true;
  }
  switch (event.key) {
    case 'j':
      void app.samples.move(1);
      return true;
    case 'k':
      void app.samples.move(-1);
      return true;
    case 'd':
      app.nextSides();
      return true;
    case 'r':
      runShown(app);
      return true;
    case 'n':
      return focus('#note');
    case '/':
      return focus('#search');
    case 'c':
      app.setAddingCategory(true);
      return true;
    case '?':
      app.setHelp(true);
      return true;
  }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (!digit) return false;
  toggleCategory(app, event.shiftKey ? 'base' : 'tuned', Number(digit) - 1);
  return true;
}

function toggleCategory(app: InspectorApp, role: JudgedRole, position: number): void {
  const category = app.state?.categories[position];
  if (category) void app.samples.whenOpen().then(() => app.notes.toggleCategory(role, category.id));
}

function runShown(app: InspectorApp): void {
  if (app.shown?.id) app.run({ samples: [app.shown.id], useCache: true });
}

function focus(selector: string): boolean {
  const field = document.querySelector<HTMLElement>(selector);
  field?.focus();
  return field !== null;
}

function isField(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio')
  );
}
