import type { ContainerId, Format } from '../../core/dataset/format';
import type { DatasetBytes } from '../datasetBytes';
import type { DatasetSource } from '../datasetSource';
import { Transcript } from './transcript';

/** What is known of a transcript's rows besides their bytes. */
export interface TranscriptTraits {
  readonly container?: ContainerId;
  readonly format?: Format;
  /** One-based line of the file on which a row begins. */
  readonly lineOf?: (row: number) => number;
}

/** The rows of a file as text in UTF-8, written part by part as they are asked for. */
export class TranscribedSource implements DatasetSource {
  readonly name: string;
  readonly container?: ContainerId;
  readonly format?: Format;
  readonly lineOf?: (row: number) => number;
  private readonly transcript = new Transcript();

  private constructor(
    readonly original: DatasetBytes,
    private readonly parts: AsyncIterator<Uint8Array, void>,
    { container, format, lineOf }: TranscriptTraits,
  ) {
    this.name = original.name;
    if (container) this.container = container;
    if (format) this.format = format;
    if (lineOf) this.lineOf = lineOf;
  }

  /**
   * Writes the first part, so that the first rows can be read.
   * @param original closed together with this source, but not when this throws
   * @throws {HumanError} what `parts` throws
   */
  static async open(
    original: DatasetBytes,
    parts: AsyncIterator<Uint8Array, void>,
    traits: TranscriptTraits,
  ): Promise<TranscribedSource> {
    const source = new TranscribedSource(original, parts, traits);
    await source.more();
    return source;
  }

  get size(): number {
    return this.transcript.size;
  }

  read(target: Uint8Array, position: number): number {
    return this.transcript.read(target, position);
  }

  async more(): Promise<boolean> {
    const part = await this.parts.next();
    if (part.done) return false;
    this.transcript.append(part.value);
    return true;
  }

  isStale(): boolean {
    return this.original.isStale();
  }

  assertUnchanged(): void {
    this.original.assertUnchanged();
  }

  close(): void {
    this.original.close();
    this.transcript.close();
  }
}

/** A transcript that is made at once. */
export async function* onePart(text: string): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(Buffer.from(text));
}
