/**
 * Start-up bench: what a user waits for and downloads. Activation is the figure that VS Code itself gives for the packaged
 * extension in *Developer: Show Running Extensions*. `node test/bench/startup.mts` runs it alone, after a build.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from '../harness/browser.mts';
import { NEWEST, PROJECT } from '../harness/install.mts';
import { packageExtension, VSIX } from '../harness/package.mts';
import { TRUSTING } from '../harness/settings.mts';
import { VsCodeServer } from '../harness/vscode.mts';
import { Workbench } from '../e2e/workbench.mts';
import { median, printIfStarted, type Figure } from './figure.mts';

const WINDOWS = 5;

/** Measures; prints what packaging prints. */
export async function benchStartup(): Promise<Figure[]> {
  await packageExtension();
  const size = async (file: string): Promise<number> => (await stat(path.join(PROJECT, file))).size / 1024;
  return [
    { name: 'Activation of the packaged extension', value: await activationMs(), unit: 'ms', limit: 50 },
    { name: 'Bundle loaded at activation', value: await size('dist/extension.js'), unit: 'KB', limit: 300 },
    { name: 'Bundle of the inspector page', value: await size('dist/inspector.js'), unit: 'KB' },
    { name: 'Package (.vsix)', value: (await stat(VSIX)).size / 1024 ** 2, unit: 'MB', limit: 3 },
  ];
}

/** Median over fresh windows, each with an extension host of its own. */
async function activationMs(): Promise<number> {
  const server = await VsCodeServer.start({ version: NEWEST, vsix: [VSIX], settings: TRUSTING });
  const browser = await launchBrowser();
  try {
    const times: number[] = [];
    for (let window = 0; window < WINDOWS; window++) {
      // Tall: the list of running extensions shows only what is in sight.
      const context = await browser.newContext({ viewport: { width: 1280, height: 4000 } });
      const workbench = await Workbench.open(context, server.url({ folder: path.join(PROJECT, 'media/sample') }));
      // VS Code's own start is over first, and the figure is of what a user waits for after the click.
      await workbench.page.waitForLoadState('networkidle');
      await workbench.showViews();
      await workbench.item('Datasets', /^eval/).waitFor();
      times.push(await workbench.activationMs());
      await context.close();
    }
    return median(times);
  } finally {
    await browser.close();
    await server.stop();
  }
}

await printIfStarted(import.meta.url, benchStartup);
