/**
 * The integration tests, in the extension host of the oldest and of the newest VS Code:
 * `node test/harness/integration.mts [group …]`.
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import type { SuiteReport } from '../integration/suite.ts';
import { launchBrowser } from './browser.mts';
import { copyWorkspace, loadGroups, readReport, type Group } from './groups.mts';
import { NEWEST, OLDEST, PROJECT, type VsCodeVersion } from './install.mts';
import { printReport } from './report.mts';
import { add, describeTally, NOTHING, ONE_FAILURE, type Tally } from './tally.mts';
import { RESTRICTED, TRUSTING } from './settings.mts';
import { VsCodeServer } from './vscode.mts';

/** Milliseconds for all tests of one window, its start included. */
const WINDOW_TIMEOUT = 120_000;

/** Runs the groups in both versions, printing as it goes. */
export async function runIntegration(only: readonly string[] = []): Promise<Tally> {
  const groups = await loadGroups(only);
  const browser = await launchBrowser();
  let tally = NOTHING;
  try {
    for (const version of [OLDEST, NEWEST]) {
      for (const group of groups) {
        console.log(`\nVS Code ${version.name}, ${group.name}`);
        tally = add(tally, await runGroup(browser, version, group));
      }
    }
  } finally {
    await browser.close();
  }
  return tally;
}

async function runGroup(browser: Browser, version: VsCodeVersion, group: Group): Promise<Tally> {
  const { launch } = group;
  const workspace = await copyWorkspace(group);
  const settings = { ...(launch.trusted === false ? RESTRICTED : TRUSTING), ...launch.settings };
  const extensions = (launch.extensions ?? []).map((folder) => path.join(PROJECT, folder));
  let server: VsCodeServer | undefined;
  let tally = NOTHING;
  try {
    for (const [index, window] of group.windows.entries()) {
      const report = path.join(workspace.reports, `report-${index}.json`);
      const env = { TUNING_FORK_TEST_REPORT: report };
      server = server
        ? await server.relaunch({ env })
        : await VsCodeServer.start({ version, settings, env, extensions });
      const url = server.url({
        folder: path.join(workspace.folder, launch.workspaceFile ?? ''),
        extensionDevelopmentPath: PROJECT,
        extensionTestsPath: window.suite,
      });
      tally = add(tally, await runWindow(browser, server, url, report, window));
    }
  } catch (error) {
    console.log(`  ✗ ${String(error)}`);
    tally = add(tally, ONE_FAILURE);
  } finally {
    await server?.stop();
    await workspace.remove();
  }
  return tally;
}

async function runWindow(
  browser: Browser,
  server: VsCodeServer,
  url: string,
  reportFile: string,
  { suite, endsKilled = false }: Group['windows'][number],
): Promise<Tally> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const consoleLines: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => consoleLines.push(message.text()));
    await page.goto(url);
    const report = await waitForReport(reportFile);
    const tally = printReport(report, suite, endsKilled);
    if (tally.failed > 0) {
      await page.screenshot({ path: path.join(PROJECT, '.vscode-test/failed.png') });
      await printLogs(server, consoleLines);
    }
    return tally;
  } finally {
    await context.close();
  }
}

async function waitForReport(file: string): Promise<SuiteReport | undefined> {
  const end = Date.now() + WINDOW_TIMEOUT;
  while (Date.now() < end) {
    const report = await readReport(file);
    if (report) return report;
    await delay(100);
  }
  return undefined;
}

async function printLogs(server: VsCodeServer, consoleLines: readonly string[]): Promise<void> {
  console.log('\n  What the window wrote:');
  // What is known and harmless: native modules that were not built, the gallery that is not reachable.
  const harmless =
    /bindings file|watchdog|open-vsx|NAME_NOT_RESOLVED|socket|remote-connection|service ?worker|status of 404/i;
  const lines = consoleLines.filter((line) => !harmless.test(line));
  console.log(lines.slice(-40).join('\n').replace(/^/gm, '    '));
  console.log('\n  What the server and the extension host wrote:');
  console.log((await server.logs()).replace(/^/gm, '    '));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const tally = await runIntegration(process.argv.slice(2));
  console.log(`\n${describeTally(tally)}`);
  process.exit(tally.failed > 0 ? 1 : 0);
}
