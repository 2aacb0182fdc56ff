/**
 * All tests: `npm test`. The last line says how many passed and failed over all layers; the exit code is 1 when any
 * failed. A layer that cannot run counts as one failure. What failed, or passed at the second try only, is named again
 * at the end.
 */
import { couldNotRun, runNode, runScript, runVitest, type LayerResult } from './layers.mts';
import { add, describeTally, NOTHING, ONE_FAILURE, type Tally } from './tally.mts';

const MINUTE = 60_000;

/** One after the other: a browser, a workbench and its extension host keep two processor cores busy. */
const LAYERS: readonly (readonly [name: string, run: () => Promise<LayerResult>])[] = [
  ['unit', () => runVitest('unit', 7 * MINUTE)],
  ['webview', () => runVitest('webview', 6 * MINUTE)],
  ['integration', () => runScript('integration', 'test/harness/integration.mts', 8 * MINUTE)],
  ['e2e', () => runScript('e2e', 'test/harness/e2e.mts', 7 * MINUTE)],
];

async function runAll(): Promise<Tally> {
  console.log(`Node ${process.version}`);
  const build = await runNode(['esbuild.mts'], MINUTE);
  if (build.code !== 0) {
    console.log('✗ The build failed, so no test was run.');
    return ONE_FAILURE;
  }
  let total = NOTHING;
  const summary: string[] = [];
  const troubles: string[] = [];
  for (const [name, run] of LAYERS) {
    console.log(`\n=== ${name}`);
    const began = Date.now();
    const result = await run().catch((error: unknown) => couldNotRun(name, `could not run: ${String(error)}`));
    total = add(total, result);
    summary.push(`${name.padEnd(12)} ${describeTally(result)} (${Math.round((Date.now() - began) / 1000)} s)`);
    troubles.push(...result.trouble);
  }
  console.log(`\n=== all\n${[...troubles, '', ...summary].join('\n').trimStart()}\n`);
  return total;
}

const total = await runAll();
console.log(describeTally(total));
process.exitCode = total.failed > 0 ? 1 : 0;
