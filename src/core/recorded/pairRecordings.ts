/** Joins recorded answers with the samples of a dataset. */
import type { Sample } from '../dataset/sample';
import type { ModelRole } from '../model/model';
import type { PairedAnswers, PairingItem } from './pairingItems';
import type { Recording } from './recorded';

/** As many members of a group are named. */
const EXAMPLES = 5;

/** What pairing asks of a dataset. */
export interface PairingDataset {
  /** Number of usable samples. */
  readonly samples: number;
  withId(id: string): PairingSample | undefined;
  /** Ids of the samples that have a prompt (see `promptId`), in file order. */
  withPrompt(prompt: string): readonly string[];
  /** The usable sample at a place, from 0. */
  at(place: number): PairingSample | undefined;
}

export type PairingSample = Pick<Sample, 'id' | 'references'>;

/** How many there are, and the first few by name. */
export interface PairingGroup {
  readonly count: number;
  readonly examples: readonly string[];
}

/** How well recordings and dataset fit. */
export interface PairingReport {
  /** Usable samples of the dataset. */
  readonly samples: number;
  /** Samples that every chosen model answered. */
  readonly paired: PairingGroup;
  /** Samples that a model answered and not all of the others did, by role. */
  readonly only: Readonly<Record<ModelRole, PairingGroup>>;
  /** Recorded items that belong to no sample. */
  readonly notInDataset: PairingGroup;
  /** Recorded items left out because an earlier one of the same model answers the same sample. */
  readonly ambiguous: PairingGroup;
}

/** Recorded answers by the id of the sample they are to. */
export interface Pairing {
  readonly answers: ReadonlyMap<string, PairedAnswers>;
  readonly report: PairingReport;
}

/**
 * Finds the sample of every item: (1) by the sample's own id, unless the prompt is that of other samples; (2) by the
 * prompt, where equal prompts are taken in order; (3) by place, for recordings without keys, when there are as many
 * records as samples. Ids that are mere places and places count only when all items find a sample and no recorded
 * reference disagrees with the sample's.
 * @param roles of the sources, at least one
 */
export function pairRecordings(
  items: readonly PairingItem[],
  roles: readonly ModelRole[],
  dataset: PairingDataset,
): Pairing {
  const pairer = new Pairer(dataset);
  const keyless = new Map<Recording, PairingItem[]>();
  const rest: PairingItem[] = [];
  for (const item of items) {
    const id = item.place ? undefined : idOf(item, dataset);
    if (id === undefined) rest.push(item);
    else pairer.give(id, item);
  }
  for (const item of rest) {
    const found = promptSamples(item, dataset);
    if (found.length > 0) pairer.giveFirst(found, item);
    else if (item.place) keyless.set(item.place.recording, [...(keyless.get(item.place.recording) ?? []), item]);
    else pairer.leave(item);
  }
  for (const [recording, left] of keyless) {
    // Where some were found by their prompts, the others are not there.
    const all = items.filter(({ place }) => place?.recording === recording);
    const samples = left.length === all.length ? samplesInOrder(recording, left, dataset) : undefined;
    for (const [index, item] of left.entries()) {
      const sample = samples?.[index];
      if (sample) pairer.give(sample.id, item);
      else pairer.leave(item);
    }
  }
  return pairer.finish(roles);
}

/** The sample whose own id the item bears; undefined when the prompt tells of other samples. */
function idOf(item: PairingItem, dataset: PairingDataset): string | undefined {
  const id = [...item.ids].find((candidate) => dataset.withId(candidate) !== undefined);
  if (id === undefined) return undefined;
  const prompted = promptSamples(item, dataset);
  return prompted.length === 0 || prompted.includes(id) ? id : undefined;
}

function promptSamples({ prompts }: PairingItem, dataset: PairingDataset): readonly string[] {
  for (const prompt of prompts) {
    const found = dataset.withPrompt(prompt);
    if (found.length > 0) return found;
  }
  return [];
}

/** A sample for each item of a recording without keys; undefined when it is not plain that they belong together. */
function samplesInOrder(
  recording: Recording,
  items: readonly PairingItem[],
  dataset: PairingDataset,
): readonly PairingSample[] | undefined {
  const byId = items.map(({ key }) => dataset.withId(key));
  const asMany = recording.items.length + recording.unusable.length === dataset.samples;
  const byPlace = asMany ? items.map(({ place }) => place && dataset.at(place.index)) : [];
  return [byId, byPlace].find(
    (samples): samples is PairingSample[] =>
      samples.length === items.length &&
      items.every(({ references }, index) => {
        const sample = samples[index];
        return sample !== undefined && agree(references, sample.references);
      }),
  );
}

/** False when both sides have references and none of them in common; white space does not count. */
function agree(recorded: readonly string[], known: readonly string[]): boolean {
  if (recorded.length === 0 || known.length === 0) return true;
  const texts = new Set(known.map(plain));
  return recorded.some((text) => texts.has(plain(text)));
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Samples with the answers given to them so far. */
class Pairer {
  private readonly answers = new Map<string, Map<ModelRole, NonNullable<ReturnType<PairedAnswers['get']>>>>();
  private readonly notInDataset = new Group();
  private readonly ambiguous = new Group();

  constructor(private readonly dataset: PairingDataset) {}

  give(id: string, item: PairingItem): void {
    this.giveFirst([id], item);
  }

  /** Gives the item's answers to the first of these samples that has none of the same models yet. */
  giveFirst(ids: readonly string[], item: PairingItem): void {
    const id = ids.find((candidate) => {
      const given = this.answers.get(candidate);
      return given === undefined || [...item.answers.keys()].every((role) => !given.has(role));
    });
    if (id === undefined) {
      this.ambiguous.add(nameOf(item));
      return;
    }
    this.answers.set(id, new Map([...(this.answers.get(id) ?? []), ...item.answers]));
  }

  leave(item: PairingItem): void {
    this.notInDataset.add(nameOf(item));
  }

  finish(roles: readonly ModelRole[]): Pairing {
    const paired = new Group();
    const only = new Map(roles.map((role) => [role, new Group()]));
    for (const [id, answers] of this.answers) {
      if (roles.every((role) => answers.has(role))) paired.add(id);
      else for (const role of answers.keys()) only.get(role)?.add(id);
    }
    const report: PairingReport = {
      samples: this.dataset.samples,
      paired: paired.value,
      only: Object.fromEntries([...only].map(([role, group]) => [role, group.value])),
      notInDataset: this.notInDataset.value,
      ambiguous: this.ambiguous.value,
    };
    return { answers: this.answers, report };
  }
}

/** An item for people. */
function nameOf({ key, line, place }: PairingItem): string {
  return place ? `line ${line}` : `${key} (line ${line})`;
}

class Group {
  private count = 0;
  private readonly examples: string[] = [];

  add(name: string): void {
    this.count += 1;
    if (this.examples.length < EXAMPLES) this.examples.push(name);
  }

  get value(): PairingGroup {
    return { count: this.count, examples: this.examples };
  }
}
