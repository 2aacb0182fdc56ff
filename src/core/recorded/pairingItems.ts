import type { ModelRole } from '../model/model';
import { promptId, type Sha256 } from '../dataset/sampleIds';
import type { RecordedAnswer, RecordedItem, Recording } from './recorded';

/** The answers of one model of a recording, and the role they get. */
export interface PairingSource {
  readonly role: ModelRole;
  readonly recording: Recording;
  /** One of the recording's models. */
  readonly model: string;
}

/** What models answered to one item: repeats in order, by role. */
export type PairedAnswers = ReadonlyMap<ModelRole, readonly RecordedAnswer['answer'][]>;

/** An item that was asked, with the answers of every source that has it. */
export interface PairingItem {
  readonly key: string;
  /** Where it stands in the recording that names it first. */
  readonly line: number;
  /** What the sample may be called. */
  readonly ids: ReadonlySet<string>;
  /** Prompts as they were sent, by `promptId`; chat templates may make one item's differ between models. */
  readonly prompts: ReadonlySet<string>;
  readonly references: readonly string[];
  readonly answers: PairedAnswers;
  /** Which recording it is of and where among its records, where keys are places only and say nothing of other files. */
  readonly place?: { readonly recording: Recording; readonly index: number };
}

interface GrowingItem extends PairingItem {
  readonly ids: Set<string>;
  readonly prompts: Set<string>;
  readonly references: string[];
  readonly answers: Map<ModelRole, readonly RecordedAnswer['answer'][]>;
}

/**
 * The items of all sources in file order, those with answers of the chosen models only. Items of one tool with one key
 * are the same item: answers to it stay together, and what one file says of its prompt holds for the other file too.
 */
export function itemsToPair(sources: readonly PairingSource[], sha256: Sha256): PairingItem[] {
  const items = new Map<string, GrowingItem>();
  const recordings = [...new Set(sources.map(({ recording }) => recording))];
  for (const [number, recording] of recordings.entries()) {
    const keyless = isKeyless(recording);
    const own = sources.filter((source) => source.recording === recording);
    for (const recorded of recording.items) {
      const answers = own.flatMap(({ role, model }) => {
        const given = answersOf(recorded, model);
        return given.length === 0 ? [] : [[role, given] as const];
      });
      if (answers.length === 0) continue;
      const name = JSON.stringify([keyless ? number : recording.format.title, recorded.key]);
      const item =
        items.get(name) ?? newItem(recorded, keyless ? { recording, index: Number(recorded.key) } : undefined);
      items.set(name, item);
      addContent(item, recorded, sha256);
      for (const [role, given] of answers) item.answers.set(role, given);
    }
  }
  return [...items.values()];
}

function answersOf({ answers }: RecordedItem, model: string): readonly RecordedAnswer['answer'][] {
  return Object.hasOwn(answers, model) ? (answers[model] ?? []) : [];
}

/** True when the keys are the places of the records, counted from 0: so it is where records have no key of their own. */
function isKeyless({ items, unusable }: Recording): boolean {
  const records = items.length + unusable.length;
  let last = -1;
  return items.every(({ key, content }) => {
    const place = Number(key);
    const isNext = String(place) === key && Number.isInteger(place) && place > last && place < records;
    last = place;
    return isNext && content?.ownId === undefined;
  });
}

function newItem({ key, line }: RecordedItem, place: PairingItem['place']): GrowingItem {
  const item = { key, line, ids: new Set([key]), prompts: new Set<string>(), references: [], answers: new Map() };
  return place === undefined ? item : { ...item, place };
}

function addContent(item: GrowingItem, { content }: RecordedItem, sha256: Sha256): void {
  if (content === undefined) return;
  if (content.ownId !== undefined) item.ids.add(content.ownId);
  item.prompts.add(promptId(content.messages, sha256));
  item.references.push(...content.references);
}
