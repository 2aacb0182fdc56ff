import type { Command } from './command';

/** A command in the list; what it does is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** What it does, in a few words. */
  readonly title: string;
  load(): Promise<Command>;
}

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'run',
    title: 'Ask both models about the samples of a dataset.',
    load: async () => (await import('./runCommand')).runCommand,
  },
  {
    name: 'import',
    title: 'Make a run of answers that another tool recorded.',
    load: async () => (await import('./importCommand')).importCommand,
  },
  {
    name: 'check',
    title: 'Check a dataset: broken rows, duplicates, conflicts, leaks.',
    load: async () => (await import('./checkCommand')).checkCommand,
  },
  {
    name: 'compare',
    title: 'Compare the models of a run, or of two runs.',
    load: async () => (await import('./compareCommand')).compareCommand,
  },
  {
    name: 'report',
    title: 'Write a report as Markdown, HTML, JSON or CSV.',
    load: async () => (await import('./reportCommand')).reportCommand,
  },
  {
    name: 'score',
    title: 'Score predictions against references.',
    load: async () => (await import('./scoreCommand')).scoreCommand,
  },
  {
    name: 'stats',
    title: 'Test whether the scores of two models differ.',
    load: async () => (await import('./statsCommand')).statsCommand,
  },
];
