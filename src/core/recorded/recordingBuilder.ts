import type { Unusable } from '../dataset/format';
import type { SampleContent } from '../dataset/sample';
import type { RecordedAnswer, RecordedFormat, RecordedItem, Recording } from './recorded';

interface GrowingItem {
  readonly line: number;
  content?: SampleContent;
  readonly answers: Pick<RecordedAnswer, 'model' | 'repeat' | 'answer'>[];
}

/** Gathers answers by the item that they answer. */
export class RecordingBuilder {
  private readonly items = new Map<string, GrowingItem>();
  private readonly unusable: Recording['unusable'][number][] = [];

  /** Takes what a record holds. @param line one-based line, or number of the record */
  add(read: readonly RecordedAnswer[] | Unusable, line: number): void {
    if ('unusable' in read) {
      this.unusable.push({ line, reason: read.unusable });
      return;
    }
    for (const { key, model, repeat, answer, content } of read) {
      let item = this.items.get(key);
      if (!item) this.items.set(key, (item = { line, answers: [] }));
      if (content) item.content ??= content;
      item.answers.push({ repeat, answer, ...(model !== undefined && { model }) });
    }
  }

  /** @param fileName the model's name where the file names none */
  finish({ id, title }: RecordedFormat, fileName: string): Recording {
    const named = new Set<string>();
    let isNameless = false;
    for (const { answers } of this.items.values()) {
      for (const { model } of answers) {
        if (model === undefined) isNameless = true;
        else named.add(model);
      }
    }
    // Where one model is named, an answer without a name (a request that failed) can only be that one's.
    const [only = fileName] = named.size === 1 ? named : [];
    if (isNameless) named.add(only);
    const items = [...this.items].map(([key, item]) => itemOf(key, item, only));
    return { format: { id, title }, models: [...named], items, unusable: this.unusable };
  }
}

function itemOf(key: string, { line, content, answers }: GrowingItem, nameless: string): RecordedItem {
  const byModel = new Map<string, RecordedAnswer['answer'][]>();
  for (const { model = nameless, answer } of [...answers].sort((a, b) => a.repeat - b.repeat)) {
    const list = byModel.get(model);
    if (list) list.push(answer);
    else byModel.set(model, [answer]);
  }
  // fromEntries defines members, so that a model named __proto__ is a model like any other.
  return { key, line, ...(content && { content }), answers: Object.fromEntries(byModel) };
}
