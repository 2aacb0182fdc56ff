import type { Outcome } from '../src/core/compare/outcome';
import type { OutcomeGroup } from '../src/core/compare/results';

/** Height of a sample's row and of a group's title, in px; the style sheet has the same. */
export const ROW_HEIGHT = 44;
export const TITLE_HEIGHT = 26;

/** Browsers cap the height of an element (Chromium at 33.5 million px, others lower); scroll areas stay below all caps. */
export const MAX_SCROLL_HEIGHT = 8_000_000;

/** Items of one group within a window. */
export interface GroupRows {
  /** Absent when the list is not grouped. */
  readonly group?: { readonly outcome: Outcome; readonly count: number; readonly top: number };
  readonly rows: readonly { readonly index: number; readonly top: number }[];
}

/** Where the rows of a list of any length stand. All rows have one height and all titles another, so nothing is measured. */
export class ListLayout {
  constructor(
    readonly total: number,
    private readonly groups: readonly OutcomeGroup[],
  ) {}

  /** Height of the whole list in px. */
  get height(): number {
    return this.total * ROW_HEIGHT + this.groups.length * TITLE_HEIGHT;
  }

  /** Distance of a row from the top of the list. */
  top(index: number): number {
    const titles = this.groups.filter(({ start }) => start <= index).length;
    return index * ROW_HEIGHT + titles * TITLE_HEIGHT;
  }

  /** The scroll position at which a row is in view, as near as can be to the present one. */
  reveal(index: number, scroll: number, viewport: number): number {
    const isFirstOfGroup = this.groups.some(({ start }) => start === index);
    const top = this.top(index) - (isFirstOfGroup ? TITLE_HEIGHT : 0);
    const bottom = this.top(index) + ROW_HEIGHT;
    if (top < scroll) return top;
    return bottom > scroll + viewport ? bottom - viewport : scroll;
  }

  /** The rows that stand between two distances from the top. */
  window(from: number, to: number): GroupRows[] {
    const spans = this.groups.length > 0 ? this.groups : [{ outcome: undefined, start: 0, count: this.total } as const];
    const found: GroupRows[] = [];
    for (const { outcome, start, count } of spans) {
      if (count === 0) continue;
      const first = this.top(start);
      const title = outcome === undefined ? first : first - TITLE_HEIGHT;
      const end = first + count * ROW_HEIGHT;
      if (end <= from || title >= to) continue;
      const low = Math.max(0, Math.floor((from - first) / ROW_HEIGHT));
      const high = Math.min(count, Math.ceil((to - first) / ROW_HEIGHT));
      const rows = Array.from({ length: Math.max(0, high - low) }, (_, at) => ({
        index: start + low + at,
        top: first + (low + at) * ROW_HEIGHT,
      }));
      found.push(outcome === undefined ? { rows } : { group: { outcome, count, top: title }, rows });
    }
    return found;
  }
}

/** A scroll bar for a list that may be higher than a browser allows: it is as high as it may be and moves in proportion. */
export class ScaledScroll {
  /** Position in the list, in px of the list. */
  position = 0;
  private last = 0;

  constructor(
    private height = 0,
    private viewport = 0,
  ) {}

  /** Height of the scroll area. */
  get scrollHeight(): number {
    return Math.min(this.height, MAX_SCROLL_HEIGHT);
  }

  /** True when a pixel of the scroll bar is more than one of the list. */
  get isScaled(): boolean {
    return this.height > this.scrollHeight;
  }

  resize(height: number, viewport: number): void {
    this.height = height;
    this.viewport = viewport;
    this.position = this.clamp(this.position);
  }

  /**
   * Takes the scroll bar's position. Up to a screen at a time it moves the list by as many pixels, so that wheel and keys
   * feel as everywhere; dragging goes by proportion.
   */
  scrolled(scrollTop: number): void {
    const by = scrollTop - this.last;
    const atEdge = scrollTop <= 0 || scrollTop >= this.scrollHeight - this.viewport - 1;
    const stepped = this.isScaled && !atEdge && Math.abs(by) <= this.viewport;
    this.position = this.clamp(stepped ? this.position + by : scrollTop * this.ratio);
    this.last = scrollTop;
  }

  /** Moves the list; returns where the scroll bar belongs. */
  moveTo(position: number): number {
    this.position = this.clamp(position);
    this.last = this.ratio === 0 ? 0 : this.position / this.ratio;
    return this.last;
  }

  /** Pixels of the list for one of the scroll bar. */
  private get ratio(): number {
    const travel = this.scrollHeight - this.viewport;
    return travel > 0 ? (this.height - this.viewport) / travel : 0;
  }

  private clamp(position: number): number {
    return Math.max(0, Math.min(position, this.height - this.viewport));
  }
}
