/**
 * All tests: `npm test`. The last line says how many passed and failed over all layers; the exit code is 1 when any
 * failed. A layer that cannot run counts as one failure.
 */
import { runNode, runScript, runVitest } from './layers.mts';
import { add, describeTally, NOTHING, ONE_FAILURE, type Tally } from './tally.mts';

const MINUTE = 60_000;

/** One after the other: a browser, a workbench and its extension host keep two processor cores busy. */
const LAYERS: readonly (readonly [name: string, run: () => Promise<Tally>])[] = [
  ['unit', () => runVitest('unit', 4 * MINUTE)],
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
  for (const [name, run] of LAYERS) {
    console.log(`\n=== ${name}`);
    const began = Date.now();
    const tally = await run().catch((error: unknown) => {
      console.log(`✗ The layer ${name} could not run:`, error);
      return ONE_FAILURE;
    });
    total = add(total, tally);
    summary.push(`${name.padEnd(12)} ${describeTally(tally)} (${Math.round((Date.now() - began) / 1000)} s)`);
  }
  console.log(`\n=== all\n${summary.join('\n')}\n`);
  return total;
}

const total = await runAll();
console.log(describeTally(total));
process.exitCode = total.failed > 0 ? 1 : 0;
