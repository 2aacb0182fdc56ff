import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';

/** A line of a menu. `checked` makes it one of several choices. */
export interface MenuItem {
  readonly label: string;
  readonly detail?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly press: () => void;
}

/** A button that opens a menu: arrows, Home and End move, Enter chooses, Escape and Tab close. */
export class MenuButton extends LitElement {
  static override properties: PropertyDeclarations = {
    label: { type: String },
    icon: { type: String },
    text: { type: String },
    items: { attribute: false },
    open: { state: true },
    disabled: { type: Boolean },
  };
  declare label: string;
  declare icon: string;
  /** Shown before the icon, where the button is more than the icon. */
  declare text: string;
  declare items: readonly MenuItem[];
  declare open: boolean;
  declare disabled: boolean;

  constructor() {
    super();
    this.text = '';
    this.items = [];
    this.open = false;
    this.disabled = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.pressedElsewhere);
    window.addEventListener('blur', this.close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.pressedElsewhere);
    window.removeEventListener('blur', this.close);
  }

  protected override render(): TemplateResult {
    return html`<button
        class=${this.text === '' ? 'menu-button' : 'menu-button menu-button-text'}
        type="button"
        title=${this.label}
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open}
        ?disabled=${this.disabled}
        @click=${() => this.toggle()}
        @keydown=${(event: KeyboardEvent) => this.pressedOnButton(event)}
      >
        ${this.text}<i class="codicon codicon-${this.icon}" aria-hidden="true"></i>
      </button>
      ${this.open ? this.menu() : nothing}`;
  }

  private menu(): TemplateResult {
    return html`<div
      class="menu"
      role="menu"
      aria-label=${this.label}
      @keydown=${(event: KeyboardEvent) => this.pressed(event)}
    >
      ${this.items.map(
        (item) =>
          html`<button
            class="menu-item"
            type="button"
            tabindex="-1"
            role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked=${item.checked ?? nothing}
            ?disabled=${item.disabled ?? false}
            @click=${() => this.choose(item)}
          >
            <i class="codicon ${item.checked ? 'codicon-check' : ''}" aria-hidden="true"></i>
            <span>${item.label}</span>
            ${item.detail ? html`<span class="menu-detail">${item.detail}</span>` : nothing}
          </button>`,
      )}
    </div>`;
  }

  private get lines(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>('.menu-item:not([disabled])')];
  }

  private readonly close = (): void => {
    this.open = false;
  };

  private readonly pressedElsewhere = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = false;
  };

  private toggle(): void {
    if (this.open) this.open = false;
    else void this.show(0);
  }

  private async show(line: number): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.lines.at(line)?.focus();
  }

  private choose(item: MenuItem): void {
    this.leave();
    item.press();
  }

  private leave(): void {
    this.open = false;
    this.querySelector<HTMLElement>('.menu-button')?.focus();
  }

  private pressedOnButton(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.show(event.key === 'ArrowDown' ? 0 : -1);
  }

  private pressed(event: KeyboardEvent): void {
    const { lines } = this;
    const at = lines.indexOf(document.activeElement as HTMLButtonElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % lines.length,
      ArrowUp: (at - 1 + lines.length) % lines.length,
      Home: 0,
      End: lines.length - 1,
    };
    const target = targets[event.key];
    // Letters do not reach the page's own keys while a menu is open.
    event.stopPropagation();
    if (target !== undefined) {
      event.preventDefault();
      lines[target]?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.leave();
    } else if (event.key === 'Tab') {
      this.open = false;
    }
  }
}

customElements.define('tf-menu-button', MenuButton);
