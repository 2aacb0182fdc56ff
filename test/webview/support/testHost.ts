import type {
  OutcomeGroup,
  SampleDetail,
  SampleListItem,
  SamplePage,
  SampleQuery,
} from '../../../src/core/compare/results';
import { OUTCOMES, type Outcome } from '../../../src/core/compare/outcome';
import type { Category } from '../../../src/core/config/config';
import type { Note, NoteDraft } from '../../../src/core/note/note';
import { HumanError } from '../../../src/core/humanError';
import type { InspectorHost, InspectorState, OpenSample } from '../../../src/protocol/inspector';
import type { Served } from '../../../src/protocol/rpc';

export const REVIEWER = 'Robin';

/** The extension's side as the tests play it: a dataset in memory that answers like the real one and keeps a record. */
export class TestHost {
  readonly calls: { method: string; params: unknown }[] = [];
  readonly notes = new Map<string, Note[]>();
  opened: string | undefined;
  /** Set to make saving fail. */
  saveFailure: string | undefined;
  private clock = 0;

  constructor(
    public state: InspectorState,
    public details: readonly SampleDetail[],
    public bad: readonly SampleListItem[] = [],
  ) {}

  /** What the page calls. */
  get served(): Served<InspectorHost> {
    return {
      ready: (params) => this.ready(params),
      listSamples: (params) => this.listSamples(params),
      openSample: (params) => this.openSample(params),
      run: (params) => this.answer('run', params, undefined),
      cancelRun: (params) => this.answer('cancelRun', params, undefined),
      saveNote: (params) => this.saveNote(params),
      addCategory: (params) => this.addCategory(params),
      openNativeDiff: (params) => this.answer('openNativeDiff', params, undefined),
      openSource: (params) => this.answer('openSource', params, undefined),
      copy: (params) => this.answer('copy', params, undefined),
      openReport: (params) => this.answer('openReport', params, undefined),
      unblock: (params) => this.answer('unblock', params, undefined),
    };
  }

  ready(params: { readonly sample?: string }): Promise<InspectorState> {
    return this.answer('ready', params, this.state);
  }

  listSamples(
    params: SampleQuery & { readonly offset: number; readonly limit: number; readonly around?: string },
  ): Promise<SamplePage> {
    const items = this.query(params);
    const groups: OutcomeGroup[] = [];
    if (params.sort === 'outcome') {
      for (const outcome of OUTCOMES) {
        const start = items.findIndex((item) => item.outcome === outcome);
        if (start >= 0) {
          groups.push({ outcome, start, count: items.filter((item) => item.outcome === outcome).length });
        }
      }
    }
    const at = items.findIndex((item) => item.id === params.around);
    const offset = at >= 0 ? Math.floor(at / params.limit) * params.limit : params.offset;
    const page = { total: items.length, groups, offset, items: items.slice(offset, offset + params.limit) };
    return this.answer('listSamples', params, page);
  }

  openSample(params: { readonly id: string }): Promise<OpenSample> {
    const detail = this.details.find(({ id }) => id === params.id);
    this.opened = params.id;
    if (!detail) throw new HumanError('no-sample', 'This sample is no longer in the dataset.');
    return this.answer('openSample', params, this.snapshot(detail));
  }

  saveNote(params: NoteDraft): Promise<Note> {
    if (this.saveFailure !== undefined) throw new HumanError('disk', this.saveFailure);
    const updated = new Date(Date.UTC(2026, 10, 23, 10, 20, ++this.clock)).toISOString();
    const line = this.details.find(({ id }) => id === params.sample)?.line ?? 0;
    const note: Note = { ...params, line, reviewer: REVIEWER, updated };
    const others = (this.notes.get(params.sample) ?? []).filter(({ reviewer }) => reviewer !== REVIEWER);
    this.notes.set(params.sample, [...others, note]);
    return this.answer('saveNote', params, note);
  }

  addCategory({ title }: { readonly title: string }): Promise<Category> {
    const category = { id: title.toLowerCase().replaceAll(' ', '-'), title, definition: '' };
    this.state = { ...this.state, categories: [...this.state.categories, category] };
    return this.answer('addCategory', { title }, category);
  }

  /** The calls of one method. */
  called(method: keyof InspectorHost): unknown[] {
    return this.calls.filter((call) => call.method === method).map((call) => call.params);
  }

  snapshot(detail: SampleDetail): OpenSample {
    return { detail, notes: this.notes.get(detail.id) ?? [] };
  }

  private query({ text, outcomes, sort }: SampleQuery): SampleListItem[] {
    const all = [...this.details.map((detail) => this.item(detail)), ...this.bad];
    const found = all.filter(
      (item) =>
        (outcomes.length === 0 || outcomes.includes(item.outcome)) &&
        `${item.title} ${item.tags.join(' ')}`.toLowerCase().includes(text.toLowerCase()),
    );
    const rank = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);
    return found.sort((a, b) => {
      if (sort === 'outcome' && a.outcome !== b.outcome) return rank(a.outcome) - rank(b.outcome);
      if (sort === 'change' && a.change !== b.change) return (a.change ?? 0) - (b.change ?? 0);
      return a.line - b.line;
    });
  }

  private item(detail: SampleDetail): SampleListItem {
    const deciding = detail.scores.find((score) => score.right);
    const { base, tuned } = deciding?.scores ?? {};
    const user = detail.messages.findLast(({ role }) => role === 'user')?.content;
    return {
      id: detail.id,
      row: detail.row,
      line: detail.line,
      title: typeof user === 'string' ? user.replaceAll('\n', ' ').slice(0, 200) : '',
      tags: Object.values(detail.metadata).filter((value) => typeof value === 'string'),
      outcome: detail.outcome,
      ...(base !== undefined && tuned !== undefined && { change: tuned - base }),
      notes: this.notes.get(detail.id)?.length ?? 0,
    };
  }

  private answer<T>(method: string, params: unknown, result: T): Promise<T> {
    this.calls.push({ method, params });
    return Promise.resolve(result);
  }
}
