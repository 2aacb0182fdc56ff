import { open, stat } from 'node:fs/promises';
import { canonicalJson } from '../core/dataset/json';
import type { ModelRole, ModelSpec } from '../core/model/model';
import { parseJournalLine } from '../core/run/journalRecord';
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
  /** Model role → identity of the model that had it. */
  readonly models: ReadonlyMap<ModelRole, string>;
  footer?: RunFooter;
  /** Sample id → model role → what came of it; the last word of the journal holds. */
  readonly answers: Map<string, Record<ModelRole, Judgement>>;
  /** Bytes read so far. */
  readTo: number;
}

/** Told of every response while journals are read; says what it is worth. */
export type TakeResponse = (response: RunResponse, locator: Locator) => Judgement;

/** Model role in a comparison → the run and the model of it that has the role. */
export type RunChoice = Readonly<Record<ModelRole, { readonly run: string; readonly role: ModelRole }>>;

/** The run journals of one dataset: read once, and then only where they have grown. */
export class RunLibrary {
  private readonly journals = new Map<string, Journal>();
  private readonly byKey = new Map<string, Locator>();
  /** Model role → identity of the model whose answers count. */
  private counting: ReadonlyMap<ModelRole, string> = new Map();
  private changes = 0;

  /**
   * @param folder where the journals are
   * @param dataset path of the dataset in their headers: datasets of other folders may share the folder
   * @param only the journals to read in place of those
   * @param choice whose answers count for which role; those of the newest runs when absent
   */
  constructor(
    private readonly folder: string,
    private readonly dataset: string,
    private readonly only?: readonly string[],
    private readonly choice?: RunChoice,
  ) {}

  /** Grows whenever something is read or forgotten. */
  get revision(): number {
    return this.changes;
  }

  /**
   * The roles in a comparison for which the answers of a run's model count: its own, when it was given to the same model
   * in the newest run; with a choice, those for which it was chosen.
   */
  rolesOf(journal: Journal, role: ModelRole): ModelRole[] {
    const { choice } = this;
    if (choice) {
      return Object.keys(choice).filter((as) => choice[as]?.run === journal.header.id && choice[as].role === role);
    }
    const model = journal.models.get(role);
    return model !== undefined && model === this.counting.get(role) ? [role] : [];
  }

  /** The models that answer for a role, and what was asked of them; the newest run first. */
  answering(as: ModelRole): { readonly run: RunHeader; readonly role: ModelRole }[] {
    return [...this.journals.values()]
      .flatMap((journal) =>
        [...journal.models.keys()]
          .filter((role) => this.rolesOf(journal, role).includes(as))
          .map((role) => ({ run: journal.header, role })),
      )
      .sort((a, b) => b.run.started.localeCompare(a.run.started));
  }

  /**
   * Reads the headers of new journals, so that it is known which models count before their responses are taken.
   * @returns false when a journal vanished or shrank, or other models count now: then `clear` and read everything again
   */
  async survey(): Promise<boolean> {
    const files = new Set(this.only ?? (await listJournals(this.folder, this.dataset)));
    for (const { file, readTo } of this.journals.values()) {
      if (!files.has(file) || (await stat(file)).size < readTo) return false;
    }
    for (const file of files) {
      if (!this.journals.has(file)) await this.readHeader(file);
    }
    const before = this.counting;
    this.counting = newestModels([...this.journals.values()]);
    return [...before].every(([role, model]) => this.counting.get(role) === model);
  }

  /** Reads the responses that are new since the last time. */
  async read(take: TakeResponse): Promise<void> {
    for (const journal of this.journals.values()) {
      for await (const { record, offset, length } of readJournal(journal.file, journal.readTo)) {
        if (record.type === 'end') journal.footer = record;
        if (record.type === 'response') this.take(journal, record, { journal, offset, length }, take);
        journal.readTo = offset + length;
        this.changes++;
      }
    }
  }

  /** Forgets everything that was read. */
  clear(): void {
    this.journals.clear();
    this.byKey.clear();
    this.counting = new Map();
    this.changes++;
  }

  /** The newest known answers to these requests, by request key. */
  async findCached(keys: readonly string[]): Promise<Record<string, RunResponse>> {
    const found = await Promise.all(
      keys.map(async (key): Promise<[string, RunResponse][]> => {
        const locator = this.byKey.get(key);
        const response = locator && (await readResponse(locator));
        return response === undefined ? [] : [[key, response]];
      }),
    );
    return Object.fromEntries(found.flat());
  }

  /** The history, newest first. */
  infos(): RunInfo[] {
    return [...this.journals.values()].map(infoOf).sort((a, b) => b.started.localeCompare(a.started));
  }

  private async readHeader(file: string): Promise<void> {
    for await (const { record, offset, length } of readJournal(file)) {
      if (record.type !== 'run') return;
      const models = new Map(Object.entries(record.models).map(([role, spec]) => [role, identityOf(spec)]));
      this.journals.set(file, { file, header: record, models, answers: new Map(), readTo: offset + length });
      this.changes++;
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
      const record = parseJournalLine(buffer.toString('utf8'));
      return record?.type === 'response' ? record : undefined;
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

/** Model role → identity of the model that had it in the newest run with that role. */
function newestModels(journals: readonly Journal[]): Map<ModelRole, string> {
  const oldestFirst = journals.toSorted((a, b) => a.header.started.localeCompare(b.header.started));
  return new Map(oldestFirst.flatMap(({ models }) => [...models]));
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
