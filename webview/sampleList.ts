import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SampleListItem } from '../src/core/compare/results';
import { count, counted, OUTCOME_LOOKS, signed } from './format';
import { ListLayout, ROW_HEIGHT, ScaledScroll, type GroupRows } from './listLayout';
import type { ListPages } from './listPages';
import { plain } from './text';

/** What the list shows; a new object at each drawing of the page. */
export interface ListView {
  readonly pages: ListPages;
  /** Position of the chosen sample; −1 for none. */
  readonly active: number;
}

/** Pixels drawn above and below what is in view. */
const MARGIN = 3 * ROW_HEIGHT;
/** Milliseconds after which a scroll bar rests. */
const REST_MS = 200;

/**
 * The list of samples, of any length: a list box in which only the rows in view exist. The chosen row always exists, so
 * that focus stays on it. Choosing sends the event `choose` with the position.
 */
export class SampleList extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false } };
  declare view: ListView;

  private readonly bar = new ScaledScroll();
  private layout = new ListLayout(0, []);
  private viewport = 0;
  private revealed = -1;
  private hadFocus = false;
  /** True when the page moved the list and the scroll bar has to follow. */
  private moved = false;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private readonly sizes = new ResizeObserver(([entry]) => {
    this.viewport = entry?.contentRect.height ?? 0;
    this.revealed = -1;
    this.requestUpdate();
  });

  /** Moves the focus to the chosen row. */
  focusActive(): void {
    this.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus({ preventScroll: true });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override willUpdate(): void {
    const { pages, active } = this.view;
    this.hadFocus = this.contains(document.activeElement);
    this.layout = new ListLayout(pages.total, pages.groups);
    this.bar.resize(this.layout.height, this.viewport);
    if (active !== this.revealed && active >= 0 && active < pages.total && this.viewport > 0) {
      this.revealed = active;
      this.bar.moveTo(this.layout.reveal(active, this.bar.position, this.viewport));
      this.moved = true;
    }
  }

  protected override render(): TemplateResult {
    const { position } = this.bar;
    const window = this.layout.window(position - MARGIN, position + this.viewport + MARGIN);
    const rows = window.flatMap((group) => group.rows);
    const [first, last] = [rows[0]?.index, rows.at(-1)?.index];
    if (first !== undefined && last !== undefined) this.view.pages.see(first, last);
    return html`<div
      class="list-viewport"
      role="listbox"
      aria-label="Samples"
      @scroll=${(event: Event) => this.scrolled(event)}
      @keydown=${(event: KeyboardEvent) => this.pressed(event)}
      @click=${(event: Event) => this.clicked(event)}
    >
      <div class="list-window" .style=${`height: ${this.viewport}px`}>
        ${this.strayRow(rows.map((row) => row.index))}
        ${repeat(
          window,
          ({ group }) => group?.outcome,
          (group) => this.groupRows(group, position),
        )}
      </div>
      <div class="list-space" .style=${`height: ${Math.max(0, this.bar.scrollHeight - this.viewport)}px`}></div>
    </div>`;
  }

  protected override updated(): void {
    if (this.moved && this.firstElementChild) {
      this.moved = false;
      this.firstElementChild.scrollTop = this.bar.moveTo(this.bar.position);
    }
    if (this.hadFocus && !this.isOnActive()) this.focusActive();
  }

  private isOnActive(): boolean {
    return document.activeElement?.getAttribute('tabindex') === '0' && this.contains(document.activeElement);
  }

  /** The chosen row, when it is out of view. */
  private strayRow(drawn: readonly number[]): TemplateResult | typeof nothing {
    const { active, pages } = this.view;
    const isStray = active >= 0 && active < pages.total && !drawn.includes(active);
    return isStray ? this.row(active, -2 * ROW_HEIGHT) : nothing;
  }

  private groupRows({ group, rows }: GroupRows, position: number): TemplateResult {
    const drawn = repeat(
      rows,
      (row) => row.index,
      (row) => this.row(row.index, row.top - position),
    );
    if (!group) return html`<div role="presentation">${drawn}</div>`;
    const { title } = OUTCOME_LOOKS[group.outcome];
    return html`<div role="group" aria-label=${`${title}, ${counted(group.count, 'sample')}`}>
      <div class="list-title" aria-hidden="true" .style=${place(group.top - position)}>
        <span>${title}</span><span>${count(group.count)}</span>
      </div>
      ${drawn}
    </div>`;
  }

  private row(index: number, top: number): TemplateResult {
    const { pages, active } = this.view;
    const item = pages.peek(index);
    const isActive = index === active;
    const isEntry = isActive || ((active < 0 || active >= pages.total) && top >= 0 && top < ROW_HEIGHT);
    return html`<div
      class="list-row ${isActive ? 'active' : ''}"
      role="option"
      aria-selected=${isActive}
      aria-setsize=${pages.total}
      aria-posinset=${index + 1}
      tabindex=${isEntry ? 0 : -1}
      data-index=${index}
      .style=${place(top)}
    >
      ${item ? itemContent(item) : html`<span class="list-loading">Loading…</span>`}
    </div>`;
  }

  private scrolled(event: Event): void {
    this.bar.scrolled((event.currentTarget as HTMLElement).scrollTop);
    this.requestUpdate();
    // In a scaled list, steps and drags add up differently: the bar is put right when it rests.
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.moved = this.bar.isScaled;
      this.requestUpdate();
    }, REST_MS);
  }

  private clicked(event: Event): void {
    const row = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (row) this.choose(Number(row.dataset['index']));
  }

  private pressed(event: KeyboardEvent): void {
    const { active, pages } = this.view;
    const page = Math.max(1, Math.floor(this.viewport / ROW_HEIGHT) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: pages.total - 1,
    };
    const target = steps[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.choose(Math.max(0, Math.min(target, pages.total - 1)));
  }

  private choose(index: number): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: index }));
  }
}

customElements.define('tf-sample-list', SampleList);

function place(top: number): string {
  return `transform: translateY(${top}px)`;
}

function itemContent(item: SampleListItem): TemplateResult {
  if (item.bad !== undefined) {
    return html`<i class="codicon codicon-error tone-error" aria-hidden="true"></i>
      <span class="list-name">Cannot be used</span><span></span>
      <span class="list-more">line ${count(item.line)} · ${plain(item.bad)}</span>`;
  }
  const look = OUTCOME_LOOKS[item.outcome];
  const more = [
    ...item.tags,
    `line ${count(item.line)}`,
    ...(item.notes > 0 ? [counted(item.notes, 'note')] : []),
  ].join(' · ');
  return html`<i class="codicon codicon-${look.icon} tone-${item.outcome}" title=${look.title} aria-hidden="true"></i>
    <span class="list-name"><span class="visually-hidden">${look.title}. </span><bdi>${plain(item.title)}</bdi></span>
    ${item.change === undefined ? html`<span></span>` : change(item.change)}
    <span class="list-more"><bdi>${plain(more)}</bdi></span>`;
}

function change(value: number): TemplateResult {
  const tone = value > 0 ? 'better' : value < 0 ? 'worse' : 'same';
  const text = signed(value, Number.isInteger(value) ? 0 : 2);
  return html`<span class="list-change tone-${tone}"><span class="visually-hidden">change </span>${text}</span>`;
}
