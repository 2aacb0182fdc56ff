import { COMMON_OPTIONS, type OptionRule } from './arguments';
import type { Command } from './command';
import { COMMANDS } from './registry';

const STATUSES = `Exit status:
  0  all objectives met, nothing wrong
  1  an objective was missed, or a check found errors
  2  wrong usage, or something cannot be read
  3  some samples failed`;

/** Help on the whole command line. */
export function generalHelp(): string {
  const commands = COMMANDS.map(({ name, title }) => [name, title] as const);
  return `Is the tuned model better than the base model?

Usage: tuning-fork <command> [options]

Commands:
${columns(commands)}

tuning-fork <command> --help says more about a command; --version shows the version.

${STATUSES}
`;
}

/** Help on one command. */
export function commandHelp(name: string, { usage, about, options }: Command): string {
  const rows = Object.entries({ ...options, ...COMMON_OPTIONS }).map(
    ([option, rule]) => [shown(option, rule), rule.help] as const,
  );
  return `Usage: tuning-fork ${name} ${usage}

${about}

Options:
${columns(rows)}

${STATUSES}
`;
}

function shown(option: string, { value }: OptionRule): string {
  return value === undefined ? `--${option}` : `--${option} ${value}`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
