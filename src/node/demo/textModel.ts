import { createHash } from 'node:crypto';
import MiniSearch, { type Query } from 'minisearch';
import { messageText, type Message } from '../../core/dataset/sample';

/** What a text model compares: what it is told to do, and what it is given. */
export interface Prompt {
  /** The system messages; empty when there are none. */
  readonly instruction: string;
  /** The last user message. */
  readonly text: string;
}

/** A prompt and the completion to learn for it. */
export interface TrainingSample extends Prompt {
  readonly completion: string;
}

/** Length of the vectors of {@link TextModel.embed}. */
const EMBEDDING_DIMENSIONS = 256;

/** A word of the instruction counts as much as this many of the text, so that a neighbour has the same task. */
const INSTRUCTION_WEIGHT = 2;

/**
 * A nearest-neighbour model of text. It answers with the completion of the training sample whose prompt is the most
 * similar one by BM25+ (MiniSearch); among equals with what was learned last. It is no language model: it writes nothing.
 */
export class TextModel {
  /** Changes with what was learned. */
  readonly revision: string;
  private readonly index = new MiniSearch<Prompt & { readonly id: number }>({ fields: ['instruction', 'text'] });
  /** Number of training samples a word occurs in. */
  private readonly frequencies = new Map<string, number>();

  constructor(private readonly samples: readonly TrainingSample[]) {
    this.index.addAll(samples.map(({ instruction, text }, id) => ({ id, instruction, text })));
    const hash = createHash('sha256');
    for (const sample of samples) {
      hash.update(JSON.stringify([sample.instruction, sample.text, sample.completion]));
      for (const word of new Set(wordsOf(sample.text))) {
        this.frequencies.set(word, (this.frequencies.get(word) ?? 0) + 1);
      }
    }
    this.revision = hash.digest('hex').slice(0, 12);
  }

  get size(): number {
    return this.samples.length;
  }

  /** The completion of the nearest training sample; empty when nothing was learned. */
  answer({ instruction, text }: Prompt): string {
    const queries: Query[] = [
      { queries: [instruction], fields: ['instruction'], boost: { instruction: INSTRUCTION_WEIGHT } },
      { queries: [text], fields: ['text'] },
    ];
    let best = { id: this.samples.length - 1, score: 0 };
    for (const { id, score } of this.index.search({ combineWith: 'OR', queries })) {
      const found = { id: id as number, score };
      if (score < best.score) break;
      if (score > best.score || found.id > best.id) best = found;
    }
    return this.samples[best.id]?.completion ?? '';
  }

  /**
   * The text as a TF-IDF vector of unit length, words hashed to {@link EMBEDDING_DIMENSIONS} dimensions with a sign
   * (feature hashing, Weinberger et al. 2009); all zeros for a text without words.
   */
  embed(text: string): Float32Array {
    const vector = new Float32Array(EMBEDDING_DIMENSIONS);
    for (const word of wordsOf(text)) {
      const idf = Math.log((1 + this.samples.length) / (1 + (this.frequencies.get(word) ?? 0))) + 1;
      const digest = createHash('md5').update(word).digest();
      const dimension = digest.readUInt16LE(0) % EMBEDDING_DIMENSIONS;
      vector[dimension] = (vector[dimension] ?? 0) + (digest.readUInt8(2) % 2 === 0 ? idf : -idf);
    }
    const length = Math.hypot(...vector);
    return length === 0 ? vector : vector.map((value) => value / length);
  }
}

/** What a text model looks at in a conversation. */
export function promptOf(messages: readonly Message[]): Prompt {
  const isInstruction = ({ role }: Message): boolean => role === 'system' || role === 'developer';
  const last = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1);
  return {
    instruction: messages.filter(isInstruction).map(messageText).join('\n'),
    text: last ? messageText(last) : '',
  };
}

/** Runs of letters and digits, in lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
