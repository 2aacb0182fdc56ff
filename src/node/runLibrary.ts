import { open, stat } from 'node:fs/promises';
import { canonicalJson } from '../core/dataset/json';
import type { ModelRole, ModelSpec } from '../core/model/model';
import type { RunFooter, RunHeader, RunInfo, RunResponse } from '../core/run/run';
import { listJournals, readJournal } from './journalFile';

/** What came of one request: `unjudged` where no metric decides. */
export type Judgement = 'right' | 'wrong' | 'unjudged' | 'failed';

/** Where a response stands: in which journal, and where in it (bytes). */
export interface Locator {
  readonly journal: Journal;
  readonly offset: number;
  readonly length: number;
}

/** What is kept of a journal; the texts of the responses stay on disk. */
export interface Journal {
  readonly file: string;
  readonly header: RunHeader;
  footer?: RunFooter;
  /** Sample id → model role → what came of it; the last word of the journal holds. */
  readonly answers: Map<string, Record<ModelRole, Judgement>>;
  /** Bytes read so far. */
  readTo: number;
}

/** Told of every response while journals are read; says what it is worth. */
export type TakeResponse = (response: RunResponse, locator: Locator) => Judgement;

/** The run journals of one dataset: read once, and then only where they have grown. */
export class RunLibrary {
  private readonly journals = new Map<string, Journal>();
  private readonly byKey = new Map<string, Locator>();

  /**
   * @param folder where the journals are
   * @param dataset path of the dataset in their headers: datasets of other folders may share the folder
   */
  constructor(
    private readonly folder: string,
    private readonly dataset: string,
  ) {}

  /** The newest run by start time. */
  get newest(): Journal | undefined {
    let newest: Journal | undefined;
    for (const journal of this.journals.values()) {
      if (newest === undefined || journal.header.started >= newest.header.started) newest = journal;
    }
    return newest;
  }

  /** True when the answers of a run for this role were given by the model that the newest run has in it. */
  counts(journal: Journal, role: ModelRole): boolean {
    const current = this.newest?.header.models[role];
    const own = journal.header.models[role];
    return current === undefined || (own !== undefined && identityOf(own) === identityOf(current));
  }

  /**
   * Reads the headers of new journals, so that it is known which models count before their responses are taken.
   * @returns false when a journal vanished or shrank, or other models count now: then `clear` and read everything again
   */
  async survey(): Promise<boolean> {
    const files = await listJournals(this.folder, this.dataset);
    const before = this.newest;
    for (const { file, readTo } of this.journals.values()) {
      if (!files.includes(file) || (await stat(file)).size < readTo) return false;
    }
    for (const file of files) {
      if (!this.journals.has(file)) await this.readHeader(file);
    }
    if (before === undefined) return true;
    return Object.keys(before.header.models).every((role) => this.counts(before, role));
  }

  /** Reads the responses that are new since the last time. */
  async read(take: TakeResponse): Promise<void> {
    for (const journal of this.journals.values()) {
      for await (const { record, offset, length } of readJournal(journal.file, journal.readTo)) {
        journal.readTo = offset + length;
        if (record.type === 'end') journal.footer = record;
        if (record.type === 'response') this.take(journal, record, { journal, offset, length }, take);
      }
    }
  }

  clear(): void {
    this.journals.clear();
    this.byKey.clear();
  }

  /** The newest known answers to these requests, by request key. */
  async findCached(keys: readonly string[]): Promise<Record<string, RunResponse>> {
    const found: Record<string, RunResponse> = {};
    for (const key of keys) {
      const locator = this.byKey.get(key);
      const response = locator && (await readResponse(locator));
      if (response !== undefined) found[key] = response;
    }
    return found;
  }

  /** The history, newest first. */
  infos(): RunInfo[] {
    return [...this.journals.values()].map(infoOf).sort((a, b) => b.started.localeCompare(a.started));
  }

  private async readHeader(file: string): Promise<void> {
    for await (const { record, offset, length } of readJournal(file)) {
      if (record.type !== 'run') return;
      this.journals.set(file, { file, header: record, answers: new Map(), readTo: offset + length });
      return;
    }
  }

  private take(journal: Journal, response: RunResponse, locator: Locator, take: TakeResponse): void {
    // A resumed run goes on behind the footer of the run that was cancelled.
    delete journal.footer;
    const judgement = take(response, locator);
    const answers = journal.answers.get(response.sample) ?? {};
    answers[response.model] = judgement;
    journal.answers.set(response.sample, answers);
    if (response.error === undefined) this.byKey.set(response.key, locator);
  }
}

/** Reads one response again; undefined when the journal was changed underneath. */
export async function readResponse({ journal, offset, length }: Locator): Promise<RunResponse | undefined> {
  try {
    const handle = await open(journal.file, 'r');
    try {
      const buffer = Buffer.alloc(length);
      await handle.read(buffer, 0, length, offset);
      return JSON.parse(buffer.toString('utf8')) as RunResponse;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

/** What makes a model the same in two runs. Its revision does not: a model that learned something new keeps its place. */
function identityOf({ endpoint, model, api, template, parameters }: ModelSpec): string {
  return canonicalJson({ endpoint, model, api, template, parameters });
}

function infoOf({ file, header, footer, answers }: Journal): RunInfo {
  const roles = Object.keys(header.models);
  const judgements = [...answers.values()].flatMap((sample) => Object.values(sample));
  const failed = judgements.filter((judgement) => judgement === 'failed').length;
  const right = rightShares(answers, roles);
  return {
    id: header.id,
    file,
    dataset: header.dataset.path,
    started: header.started,
    ...(footer === undefined ? {} : { finished: footer.finished }),
    status: footer?.status ?? 'interrupted',
    models: header.models,
    planned: (header.samples === 'all' ? header.dataset.samples : header.samples.length) * roles.length,
    answered: judgements.length - failed,
    failed,
    ...(right === undefined ? {} : { right }),
  };
}

/** Share of right answers per role over the samples that every role was judged on. */
function rightShares(answers: Journal['answers'], roles: readonly ModelRole[]): RunInfo['right'] {
  const judged = [...answers.values()].filter((sample) =>
    roles.every((role) => sample[role] === 'right' || sample[role] === 'wrong'),
  );
  if (judged.length === 0) return undefined;
  const shareOf = (role: ModelRole): number =>
    judged.filter((sample) => sample[role] === 'right').length / judged.length;
  return Object.fromEntries(roles.map((role) => [role, shareOf(role)]));
}
