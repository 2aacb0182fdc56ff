import type { Given, OptionRule } from './arguments';
import type { Terminal } from './terminal';

/** Exit statuses, as the README promises them. */
export const EXIT = {
  /** Everything is as it should be: all objectives met, no errors among a check's findings. */
  met: 0,
  /** An objective was missed, or a check found errors. */
  missed: 1,
  /** The command was called wrongly, or what it was to read cannot be read. */
  input: 2,
  /** Some samples failed. */
  failed: 3,
} as const;

/** What a command does. To add one: a file in this folder and a line in `registry.ts`. */
export interface Command {
  /** The arguments behind the command's name, for help. */
  readonly usage: string;
  /** What it does and what it prints, for help: lines of 80 characters at most. */
  readonly about: string;
  readonly options: Readonly<Record<string, OptionRule>>;
  /** How many arguments without a name there are. */
  readonly arguments: readonly [least: number, most: number];
  /**
   * @returns the exit status
   * @throws {HumanError} for what a person can mend: status {@link EXIT.input}
   */
  run(given: Given, terminal: Terminal): Promise<number>;
}
