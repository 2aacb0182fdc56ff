import type { Note, NoteDraft, Verdict } from '../src/core/note/note';
import type { OpenSample } from '../src/protocol/inspector';
import { draftOf, noteDraft, ownNote, sameContent, withCategory, type JudgedRole } from './drafts';
import type { Draft } from './state';

/** Milliseconds without typing after which a note is saved by itself. */
const IDLE_MS = 1500;

/** How the note of the open sample stands. */
export type NoteStatus =
  { readonly kind: 'empty' | 'saved' | 'unsaved' | 'saving' } | { readonly kind: 'failed'; readonly reason: string };

interface DeskOptions {
  readonly save: (draft: NoteDraft) => Promise<Note>;
  readonly reviewer: () => string;
  /** Told of every change, to draw it and to keep the drafts. */
  readonly onChange: () => void;
  readonly onSaved: (note: Note) => void;
}

/**
 * The notes being written. A draft lives from the first change until it is saved: by Save note, after a pause in typing,
 * or when the reviewer looks at something else. A draft that could not be saved stays.
 */
export class NotesDesk {
  private readonly drafts = new Map<string, Draft>();
  private readonly saving = new Set<string>();
  private readonly failures = new Map<string, string>();
  private open: OpenSample | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: DeskOptions) {}

  /** The drafts that are not saved, by sample. */
  get unsaved(): Readonly<Record<string, Draft>> {
    return Object.fromEntries(this.drafts);
  }

  /** Takes over what an earlier page left unsaved. */
  restore(drafts: Readonly<Record<string, Draft>>): void {
    for (const [sample, draft] of Object.entries(drafts)) this.drafts.set(sample, draft);
  }

  /**
   * Puts a sample, or a newer snapshot of it, on the desk; what was written on others is saved.
   * @param sample absent while it is being fetched.
   */
  show(id: string, sample: OpenSample | undefined): void {
    const isAnother = sample?.detail.id !== this.open?.detail.id;
    this.open = sample;
    void this.flush(id);
    if (!sample) return;
    this.settle(id);
    if (isAnother) this.saveSoon(id);
  }

  /** The note as it stands on the page. */
  get draft(): Draft {
    const saved = this.savedDraft();
    return (this.open && this.drafts.get(this.open.detail.id)) ?? saved;
  }

  get status(): NoteStatus {
    const id = this.open?.detail.id;
    if (id === undefined) return { kind: 'empty' };
    if (this.saving.has(id)) return { kind: 'saving' };
    const reason = this.failures.get(id);
    if (reason !== undefined) return { kind: 'failed', reason };
    if (this.drafts.has(id)) return { kind: 'unsaved' };
    return { kind: this.open && ownNote(this.open, this.options.reviewer()) ? 'saved' : 'empty' };
  }

  /** The saved note, when it was changed elsewhere after this draft was begun. */
  get conflict(): Note | undefined {
    if (!this.open) return undefined;
    const draft = this.drafts.get(this.open.detail.id);
    const own = ownNote(this.open, this.options.reviewer());
    return draft && own && own.updated !== draft.basedOn ? own : undefined;
  }

  /** Chooses a verdict; the chosen one again takes it back. */
  toggleVerdict(verdict: Verdict): void {
    const { verdict: chosen, ...rest } = this.draft;
    this.edit(chosen === verdict ? rest : { ...rest, verdict });
  }

  toggleCategory(role: JudgedRole, id: string): void {
    const ticked = this.draft.categories[role]?.includes(id) ?? false;
    this.edit(withCategory(this.draft, role, id, !ticked));
  }

  /** Takes what was typed. */
  write(change: Partial<Pick<Draft, 'note' | 'correction'>>): void {
    this.edit({ ...this.draft, ...change });
  }

  /** Saves the open sample's note now. */
  async save(): Promise<void> {
    if (this.open) await this.saveOne(this.open.detail.id);
  }

  /** Saves everything that is unsaved, except the note of one sample. */
  async flush(except?: string): Promise<void> {
    await Promise.all([...this.drafts.keys()].filter((id) => id !== except).map((id) => this.saveOne(id)));
  }

  private savedDraft(): Draft {
    return draftOf(this.open && ownNote(this.open, this.options.reviewer()));
  }

  private edit(draft: Draft): void {
    if (!this.open) return;
    const id = this.open.detail.id;
    this.drafts.set(id, draft);
    this.failures.delete(id);
    this.settle(id);
    this.saveSoon(id);
    this.options.onChange();
  }

  private saveSoon(id: string): void {
    clearTimeout(this.idle);
    if (this.drafts.has(id)) this.idle = setTimeout(() => void this.saveOne(id), IDLE_MS);
  }

  /** Forgets a draft that says what is saved. */
  private settle(id: string): void {
    const draft = this.drafts.get(id);
    if (draft && this.open?.detail.id === id && sameContent(draft, this.savedDraft())) this.drafts.delete(id);
  }

  private async saveOne(id: string): Promise<void> {
    const draft = this.drafts.get(id);
    if (!draft || this.saving.has(id)) return;
    this.saving.add(id);
    this.failures.delete(id);
    this.options.onChange();
    try {
      const saved = await this.options.save(noteDraft(id, draft));
      const now = this.drafts.get(id);
      if (now === draft) this.drafts.delete(id);
      else if (now) this.drafts.set(id, { ...now, basedOn: saved.updated });
      this.options.onSaved(saved);
    } catch (error) {
      this.failures.set(id, error instanceof Error ? error.message : String(error));
    } finally {
      this.saving.delete(id);
      this.options.onChange();
    }
    // What was typed meanwhile follows.
    if (this.drafts.has(id) && !this.failures.has(id)) await this.saveOne(id);
  }
}
