import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { PROJECT } from './install.mts';

/** Flags that keep Chromium quiet on a machine without network, and that it needs to run as root in a container. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
];

/** Where browsers of the Chromium family usually are. */
const INSTALLED: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Starts a headless browser: `TUNING_FORK_BROWSER`, else an installed one, else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env['TUNING_FORK_BROWSER'] ?? INSTALLED[process.platform]?.find((file) => existsSync(file));
  if (installed !== undefined) return launch(installed);
  const folder = await unpackChromium();
  // Fonts come with it: a bare machine has none.
  return launch(path.join(folder, 'chromium'), { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') });
}

async function launch(executablePath: string, env: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  );
  return chromium.launch({ executablePath, args: [...FLAGS], headless: true, env: { ...inherited, ...env } });
}

/** Unpacks the Chromium of `@sparticuz/chromium` (Linux on x64), once per version; returns its folder. */
async function unpackChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser found. Install Chrome, Edge or Chromium, or name one in TUNING_FORK_BROWSER.');
  }
  const manifest = await readFile(path.join(PROJECT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = path.join(os.tmpdir(), `tuning-fork-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const { default: packed } = await import('@sparticuz/chromium');
  // The package unpacks into the temporary folder and takes what is there for complete. It may be another process's
  // half-written file, so it unpacks into a folder of its own that gets its name when it is whole.
  const staging = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-unpack-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = staging;
  try {
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  await writeFile(path.join(staging, 'fonts.conf'), fontConfiguration(folder));
  try {
    await rename(staging, folder);
  } catch (error) {
    // Another process was faster.
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The machine's fonts, with the package's Open Sans for the interface. */
function fontConfiguration(folder: string): string {
  const prefer = (family: string): string =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    '<edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>';
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  ${['sans-serif', 'system-ui'].map(prefer).join('\n  ')}
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
