#!/usr/bin/env node
/** The command line: loads on any Node, so that an old one can be told of, and leaves the rest to `cli/commandLine.ts`. */
const OLDEST = 22;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  console.error(`tuning-fork needs Node.js ${OLDEST} or newer, and this is ${process.versions.node}.`);
  process.exitCode = 2;
} else {
  void import('./cli/commandLine').then(({ main }) => main(process.argv.slice(2)));
}
