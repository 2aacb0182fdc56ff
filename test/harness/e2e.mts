/** The journeys of test/e2e, with the packaged extension in the newest VS Code: `node test/harness/e2e.mts`. */
import { runVitest } from './layers.mts';
import { packageExtension } from './package.mts';
import { describeTally } from './tally.mts';

await packageExtension();
const tally = await runVitest('e2e', 360_000);
console.log(`\n${describeTally(tally)}`);
process.exitCode = tally.failed > 0 ? 1 : 0;
