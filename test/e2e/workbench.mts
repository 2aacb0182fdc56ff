import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';

/** A VS Code window with Tuning Fork, as a person sees it: everything is found by role and name. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens a window and resolves when it can be used. */
  static async open(context: BrowserContext, url: string): Promise<Workbench> {
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    return new Workbench(page);
  }

  /** Shows the Tuning Fork views. */
  async showViews(): Promise<void> {
    const tab = this.page.getByRole('tab', { name: /^Tuning Fork/ });
    await tab.waitFor({ timeout: 60_000 });
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await this.view('Datasets').waitFor();
  }

  /** One of the views of the side bar. */
  view(name: string): Locator {
    return this.page.getByRole('tree', { name });
  }

  /** The item of a view whose name begins so. */
  item(view: string, name: string | RegExp): Locator {
    return this.view(view).getByRole('treeitem', { name }).first();
  }

  /** A view with its title, whether it shows items or its welcome text. */
  private pane(view: string): Locator {
    return this.page.locator('.pane', { has: this.page.getByRole('button', { name: `${view} Section` }) });
  }

  /** The text with buttons that a view shows while it has no items. */
  welcome(view: string): Locator {
    return this.pane(view).getByRole('region', { name: 'Welcome' });
  }

  /** Presses a button in the title of a view, which shows when the pointer is there. */
  async pressInTitle(view: string, button: string | RegExp): Promise<void> {
    const pane = this.pane(view);
    await pane.hover();
    await pane.locator('.pane-header').getByRole('button', { name: button }).click();
  }

  /** Presses a button of an item, which shows when the pointer is there. */
  async pressOnItem(item: Locator, button: string | RegExp): Promise<void> {
    await item.hover();
    await item.getByRole('button', { name: button }).click();
  }

  /** Opens an item out. */
  async expand(item: Locator): Promise<void> {
    const open = item.and(this.page.locator('[aria-expanded="true"]'));
    if ((await open.count()) > 0) return;
    await repeat(async () => {
      await item.click();
      await this.page.keyboard.press('ArrowRight');
    }, open);
  }

  /** Clicks an item until what follows shows. */
  async clickUntil(item: Locator, shown: Locator): Promise<void> {
    await repeat(() => item.click(), shown);
  }

  /** Presses keys until what follows shows. */
  async pressUntil(keys: string, shown: Locator): Promise<void> {
    await repeat(() => this.page.keyboard.press(keys), shown);
  }

  /** Chooses from an item's context menu until what follows shows. */
  async chooseFromMenu(item: Locator, command: string, shown: Locator): Promise<void> {
    const choice = this.page.getByRole('menuitem', { name: command });
    await repeat(() => item.click({ button: 'right' }), choice);
    await repeat(() => choice.click(), shown);
  }

  /** The quick pick or input box with this title. */
  prompt(title: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget', { has: this.page.getByText(title) });
  }

  /** Chooses from the quick pick with this title. */
  async choose(title: string | RegExp, option: string | RegExp): Promise<void> {
    await this.prompt(title).getByRole('option', { name: option }).first().click();
  }

  /** Answers the input box with this title. */
  async answer(title: string | RegExp, text: string): Promise<void> {
    const box = this.prompt(title).getByRole('textbox');
    await box.fill(text);
    await box.press('Enter');
  }

  /** The messages shown in the corner. */
  get messages(): Locator {
    return this.page.locator('.notifications-toasts').getByRole('dialog');
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The page of Tuning Fork that is in sight: the Inspector's, or that of a check. */
  get inspector(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  /** Chooses from the menu beside the Inspector's Run. */
  async pressInInspectorMenu(item: string): Promise<void> {
    await this.inspector.getByRole('button', { name: 'More options' }).click();
    await this.inspector.getByRole('menuitem', { name: item }).first().click();
  }

  /** A region, list or control of the Inspector by its accessible name. */
  region(name: string): Locator {
    return this.inspector.getByRole('region', { name, exact: true });
  }

  /** An outcome chip of the Inspector and its count; 0 when the chip is not shown. */
  async outcomeCount(name: string): Promise<number> {
    const chip = this.inspector.getByRole('group', { name: 'Show only' }).getByRole('checkbox', { name });
    if ((await chip.count()) === 0) return 0;
    return Number(/\d+/.exec((await chip.first().textContent()) ?? '')?.[0] ?? 0);
  }

  /** Runs a command by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget').getByPlaceholder(/command/);
    await input.fill(`>${title}`);
    await this.page.getByRole('option', { name: title }).first().click();
  }

  /** Milliseconds that activating Tuning Fork took, as VS Code says. */
  async activationMs(): Promise<number> {
    await this.command('Developer: Show Running Extensions');
    const row = this.page.locator('.extension', { hasText: 'Tuning Fork' });
    const text = (await row.locator('.activation-time').textContent()) ?? '';
    return Number(/(\d+)ms/.exec(text)?.[1]);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** Does something until what follows shows: a tree that is drawn anew under the pointer swallows a click. */
async function repeat(act: () => Promise<void>, shown: Locator): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    await act();
    const isShown = await shown.waitFor({ timeout: 4000 }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
  }
  throw new Error('Nothing followed, however often it was tried.');
}
