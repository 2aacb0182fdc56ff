import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HumanError } from '../core/humanError';
import { ModelError } from '../core/model/model';
import { readArguments, usageError } from './arguments';
import { EXIT } from './command';
import { commandHelp, generalHelp } from './help';
import { COMMANDS } from './registry';
import { Terminal } from './terminal';

/** Runs a command and sets the exit status of the process. Never rejects. */
export async function main(args: readonly string[]): Promise<void> {
  // Whoever reads our output may have had enough of it, as `head` has.
  process.stdout.on('error', () => process.exit());
  const terminal = new Terminal();
  try {
    process.exitCode = await call(args, terminal);
  } catch (error) {
    tell(error, terminal);
    process.exitCode = EXIT.input;
  }
}

async function call([first, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (first === undefined) {
    terminal.say(generalHelp());
    return EXIT.input;
  }
  if (first === '--version') {
    terminal.print(version());
    return EXIT.met;
  }
  const isHelp = first === '--help' || first === 'help';
  const name = isHelp ? rest[0] : first;
  if (name === undefined) {
    terminal.print(generalHelp());
    return EXIT.met;
  }
  const command = await COMMANDS.find((entry) => entry.name === name)?.load();
  if (!command) {
    const names = COMMANDS.map((entry) => entry.name).join(', ');
    const kind = name.startsWith('-') ? 'option' : 'command';
    throw usageError(`There is no ${kind} “${name}”. Commands: ${names}.`);
  }
  const given = readArguments(isHelp ? ['--help'] : rest, command.options, command.arguments);
  if (!given.has('help')) return command.run(given, terminal);
  terminal.print(commandHelp(name, command));
  return EXIT.met;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** One sentence for a person; the inside of a defect only for who asks for it. */
function tell(error: unknown, terminal: Terminal): void {
  const isForPeople = error instanceof HumanError || error instanceof ModelError;
  terminal.say(
    isForPeople ? error.message : 'Something went wrong inside Tuning Fork. TUNING_FORK_DEBUG=1 shows where.',
  );
  if (error instanceof HumanError && error.code === 'usage') {
    terminal.say('tuning-fork <command> --help shows how a command is called.');
  }
  if (process.env['TUNING_FORK_DEBUG']) terminal.say(error instanceof Error ? (error.stack ?? '') : String(error));
}
