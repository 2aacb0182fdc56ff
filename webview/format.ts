import type { Outcome } from '../src/core/compare/outcome';
import type { RunProgress } from '../src/core/run/run';

/** An outcome as people see it: a name, and an icon that does not need colour. */
export interface OutcomeLook {
  readonly title: string;
  readonly icon: string;
}

export const OUTCOME_LOOKS: Readonly<Record<Outcome, OutcomeLook>> = {
  broken: { title: 'Broken', icon: 'close' },
  fixed: { title: 'Fixed', icon: 'check' },
  'both-wrong': { title: 'Both wrong', icon: 'circle-slash' },
  'both-right': { title: 'Both right', icon: 'check-all' },
  error: { title: 'Error', icon: 'warning' },
  'not-run': { title: 'Not run', icon: 'circle-outline' },
};

const counting = new Intl.NumberFormat('en-US');

/** A count: `12,345`. */
export function count(value: number): string {
  return counting.format(value);
}

/** A count with its noun: `1 sample`, `12 samples`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A value with a fixed number of digits and a true minus sign. */
export function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A change with its sign: `+0.12`, `−0.40`; without one when it rounds to nothing. */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A duration: `431 ms`, `12.3 s`. */
export function duration(ms: number): string {
  return ms < 10_000 ? `${count(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A time of day today, else the date with it. */
export function moment(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
  if (date.toDateString() === now.toDateString()) return `today ${time}`;
  return `${date.toLocaleDateString([], { year: 'numeric', month: 'short', day: 'numeric' })}, ${time}`;
}

/** Where a run stands, as a sentence. */
export function runSentence(run: RunProgress): string {
  const extras = [
    run.failed > 0 ? `${count(run.failed)} failed` : '',
    run.cached > 0 ? `${count(run.cached)} from earlier runs` : '',
  ].filter(Boolean);
  const more = extras.length > 0 ? ` (${extras.join(', ')})` : '';
  const answers = `${count(run.answered)} of ${counted(run.planned, 'answer')}${more}`;
  switch (run.state) {
    case 'running':
      return `Running: ${answers}`;
    case 'cancelling':
      return 'Cancelling…';
    case 'complete':
      return `Run complete: ${answers}`;
    case 'cancelled':
      return `Run cancelled: ${answers}`;
    case 'failed':
      return `Run failed: ${answers}`;
  }
}

/** The unit behind a metric's value; nothing where the title says it already. */
export function unitOf(title: string, unit: string | undefined): string {
  return unit === undefined || unit === title.toLowerCase() ? '' : ` ${unit}`;
}
