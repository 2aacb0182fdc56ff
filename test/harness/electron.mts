/**
 * The integration tests in desktop VS Code, oldest and newest: `node test/harness/electron.mts [group …]`. It downloads
 * VS Code from Microsoft, so it needs the internet; on Linux without a display, run it under `xvfb-run`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { copyWorkspace, loadGroups, readReport, type Group } from './groups.mts';
import { PROJECT } from './install.mts';
import { printReport } from './report.mts';
import { add, describeTally, NOTHING, type Tally } from './tally.mts';
import { CALM_SETTINGS, RESTRICTED, TRUSTING } from './settings.mts';

const VERSIONS = ['1.103.0', 'stable'];

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(PROJECT, '.vscode-test/electron') });
  } catch (error) {
    console.error(
      `Desktop VS Code ${version} could not be downloaded (${String(error)}). ` +
        'Run this where the internet is; `npm test` runs the same tests in a VS Code from the npm registry.',
    );
    process.exit(1);
  }
}

async function runGroup(executable: string, group: Group): Promise<Tally> {
  const { launch } = group;
  const workspace = await copyWorkspace(group);
  const userData = path.join(workspace.reports, 'data');
  await mkdir(path.join(userData, 'User'), { recursive: true });
  const trust = launch.trusted === false ? RESTRICTED : TRUSTING;
  await writeFile(
    path.join(userData, 'User/settings.json'),
    JSON.stringify({ ...CALM_SETTINGS, ...trust, ...launch.settings }),
  );
  let tally = NOTHING;
  try {
    for (const [index, window] of group.windows.entries()) {
      const file = path.join(workspace.reports, `report-${index}.json`);
      try {
        await runTests({
          vscodeExecutablePath: executable,
          extensionDevelopmentPath: [PROJECT, ...(launch.extensions ?? []).map((folder) => path.join(PROJECT, folder))],
          extensionTestsPath: window.suite,
          extensionTestsEnv: { TUNING_FORK_TEST_REPORT: file },
          launchArgs: [workspace.folder, '--user-data-dir', userData, '--disable-extensions', '--disable-gpu'],
        });
      } catch (error) {
        // The report tells what happened; without one this does.
        console.log(`  VS Code ended with an error: ${String(error)}`);
      }
      tally = add(tally, printReport(await readReport(file), window.suite, window.endsKilled ?? false));
    }
  } finally {
    await workspace.remove();
  }
  return tally;
}

const groups = await loadGroups(process.argv.slice(2));
let tally = NOTHING;
for (const version of VERSIONS) {
  const executable = await download(version);
  for (const group of groups) {
    console.log(`\nDesktop VS Code ${version}, ${group.name}`);
    tally = add(tally, await runGroup(executable, group));
  }
}
console.log(`\n${describeTally(tally)}`);
process.exitCode = tally.failed > 0 ? 1 : 0;
