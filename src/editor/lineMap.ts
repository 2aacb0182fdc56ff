/** A change of a text, as editors report it: zero-based lines and columns before the change. */
export interface LineChange {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

/** Lines `saved` to `saved + count` of a saved file, which stand unchanged from line `current` on. */
interface Stretch {
  readonly saved: number;
  readonly current: number;
  readonly count: number;
}

/** Where the lines of a saved file stand in a text that was edited since; lines are zero-based. Immutable. */
export class LineMap {
  /** Nothing was edited. */
  static readonly same = new LineMap([{ saved: 0, current: 0, count: Infinity }]);

  private constructor(private readonly stretches: readonly Stretch[]) {}

  /** The line on which lines `first` to `last` of the file begin now; undefined when one of them was edited. */
  currentOf(first: number, last = first): number | undefined {
    const found = this.stretches.find(({ saved, count }) => first >= saved && last < saved + count);
    return found && found.current + first - found.saved;
  }

  /** The line of the file that stands there now; undefined when it was edited. */
  savedOf(line: number): number | undefined {
    const found = this.stretches.find(({ current, count }) => line >= current && line < current + count);
    return found && found.saved + line - found.current;
  }

  /** The first and the last line of the file that stand within these lines; undefined when all of them were edited. */
  savedWithin(first: number, last: number): { readonly first: number; readonly last: number } | undefined {
    const parts = this.stretches.flatMap((stretch) => cut(stretch, first, last + 1));
    const [start] = parts;
    const end = parts.at(-1);
    return start && end && { first: start.saved, last: end.saved + end.count - 1 };
  }

  /** The map after the changes of one event, whose ranges all refer to the text before it. */
  edited(changes: readonly LineChange[]): LineMap {
    return [...changes]
      .sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character)
      .reduce<LineMap>((map, change) => map.editedOnce(change), this);
  }

  private editedOnce({ range: { start, end }, text }: LineChange): LineMap {
    const breaks = text.match(/\r\n|\r|\n/g)?.length ?? 0;
    // Whole lines taken away or put in between leave the line that follows as it is.
    const isWhole = start.character === 0 && end.character === 0 && (text === '' || /[\r\n]$/.test(text));
    const behind = isWhole ? end.line : end.line + 1;
    const shift = isWhole ? start.line + breaks - behind : start.line + breaks + 1 - behind;
    if (shift === 0 && this.isEdited(start.line, behind)) return this;
    return new LineMap(
      this.stretches.flatMap((stretch) => [
        ...cut(stretch, 0, start.line),
        ...cut(stretch, behind, Infinity).map(({ current, ...rest }) => ({ ...rest, current: current + shift })),
      ]),
    );
  }

  /** True when none of these lines stands in the file as it is. */
  private isEdited(from: number, to: number): boolean {
    return this.stretches.every((stretch) => cut(stretch, from, to).length === 0);
  }
}

/** The part of a stretch that stands on lines `from` up to `to` (exclusive). */
function cut({ saved, current, count }: Stretch, from: number, to: number): Stretch[] {
  const start = Math.max(from, current);
  const left = Math.min(to, current + count) - start;
  return left > 0 ? [{ saved: saved + start - current, current: start, count: left }] : [];
}
