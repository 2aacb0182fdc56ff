import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { pageHtml } from '../../../src/protocol/pageHtml';
import type { InspectorHost, InspectorPage } from '../../../src/protocol/inspector';
import { Peer, type Remote, type Served } from '../../../src/protocol/rpc';
import { buildBundle } from '../../../esbuild.mts';
import { THEMES, WEBVIEW_DEFAULTS, type Theme } from '../../fixtures/themes';
import { launchBrowser } from '../../harness/browser.mts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const OUT = path.join(ROOT, 'test/webview/out');
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/** How a page is opened. */
export interface OpenOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly reducedMotion?: boolean;
}

/** The pages by the names of their bundles. */
export type PageName = 'inspector' | 'check' | 'report';

/** A page in the browser, with the Node side of its channel. */
export interface TestPage<Calls extends object = InspectorPage> {
  readonly page: Page;
  readonly remote: Remote<Calls>;
  /** Reports of the page's security policy, and errors of its scripts. Both must stay empty. */
  readonly violations: string[];
  readonly errors: string[];
  /** Saves a picture under `test/webview/out/`. */
  readonly picture: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The browser and the server that the webview tests share: the real HTML with its real security policy. */
export class WebviewLab {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly origin: string,
    private readonly dist: string,
  ) {}

  static async start(): Promise<WebviewLab> {
    const dist = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-page-'));
    const entries = ['inspector', 'check', 'report'].flatMap((name) => [`webview/${name}.ts`, `webview/${name}.css`]);
    await Promise.all(entries.map((entry) => buildBundle(entry, dist)));
    const folders = [dist, path.join(ROOT, 'node_modules/@vscode/codicons/dist')];
    const server = createServer((request, response) => {
      void respond(request.url ?? '/', folders, origin()).then(({ type, body }) => {
        response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
      });
    });
    const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new WebviewLab(await launchBrowser(), server, origin(), dist);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.dist, { recursive: true });
  }

  /** Opens the inspector against a host that answers in this process, through the real protocol. */
  open(host: Served<InspectorHost>, options: OpenOptions = {}): Promise<TestPage> {
    return this.openPage<InspectorHost, InspectorPage>('inspector', host, options);
  }

  /** Opens one of the pages in the same way. */
  async openPage<Host extends object, Calls extends object>(
    name: PageName,
    host: Served<Host>,
    options: OpenOptions = {},
  ): Promise<TestPage<Calls>> {
    const theme = options.theme ?? THEMES[0];
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 720 },
      deviceScaleFactor: options.scale ?? 1,
      reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const violations: string[] = [];
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.exposeFunction('reportViolation', (text: string) => violations.push(text));
    let receive: (message: unknown) => void = () => undefined;
    await page.exposeFunction('postToHost', (message: unknown) => receive(message));
    const peer = new Peer<Host, Calls>(
      {
        listen: (listener) => {
          receive = listener;
        },
        // A page that is gone hears nothing, as in VS Code.
        post: (message) => void page.evaluate(deliver, message).catch(() => undefined),
      },
      host,
      { timeoutMs: 10_000, onDefect: (error) => errors.push(String(error)) },
    );
    await page.addInitScript(prepare, { theme, defaults: WEBVIEW_DEFAULTS });
    await page.goto(`${this.origin}/${name}`);
    return {
      page,
      remote: peer.remote,
      violations,
      errors,
      picture: async (name) => {
        await page.screenshot({ path: path.join(OUT, `${name}.png`) });
      },
      close: async () => {
        peer.dispose();
        await context.close();
      },
    };
  }
}

async function respond(
  url: string,
  folders: readonly string[],
  origin: string,
): Promise<{ type: string; body?: string | Buffer }> {
  const { pathname } = new URL(url, origin);
  const page = ['/inspector', '/check', '/report'].find((each) => each === pathname);
  if (page !== undefined) {
    const body = pageHtml({
      cspSource: origin,
      nonce: randomUUID(),
      scriptUri: `${origin}${page}.js`,
      styleUri: `${origin}${page}.css`,
      codiconUri: `${origin}/codicon.css`,
      title: page.slice(1),
    });
    return { type: 'text/html; charset=utf-8', body };
  }
  const name = path.basename(pathname);
  for (const folder of folders) {
    const body = await readFile(path.join(folder, name)).catch(() => undefined);
    if (body) return { type: TYPES[path.extname(name)] ?? 'application/octet-stream', body };
  }
  return { type: 'text/plain' };
}

/** Runs in the page: hands it a message of the extension. */
function deliver(message: unknown): void {
  window.dispatchEvent(new MessageEvent('message', { data: message }));
}

interface TestWindow {
  reportViolation(text: string): void;
  postToHost(message: unknown): void;
}

/** Runs in the page before its own script: what VS Code does for a webview. */
function prepare({ theme, defaults }: { theme: Theme | undefined; defaults: string }): void {
  const host = window as unknown as TestWindow;
  document.addEventListener('securitypolicyviolation', (event) => {
    host.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  });
  const style = new CSSStyleSheet();
  style.replaceSync(defaults);
  document.adoptedStyleSheets = [style];
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(theme?.variables ?? {})) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.className = theme?.bodyClass ?? '';
    document.body.dataset['vscodeThemeKind'] = theme?.kind ?? '';
  });
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => host.postToHost(structuredClone(message)),
      getState: (): unknown => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
      setState: (state: object) => sessionStorage.setItem('state', JSON.stringify(state)),
    }),
  });
}
