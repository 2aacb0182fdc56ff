import type { ModelRole } from '../model/model';
import type { PairingGroup, PairingReport } from './pairRecordings';

/** What became of an import in one or two sentences. @param names what each role's answers are called */
export function pairingSentence(report: PairingReport, names: Readonly<Record<ModelRole, string>>): string {
  const { samples, paired, notInDataset, ambiguous } = report;
  const only = Object.entries(report.only).filter(([, { count }]) => count > 0);
  // A sample that two of three models answered is in both of their groups: then the groups tell no total.
  const answered = only.reduce((sum, [, { count }]) => sum + count, paired.count);
  const parts = only.map(
    ([role, { count }]) => `${count} ${count === 1 ? 'is' : 'are'} only in ${names[role] ?? role}`,
  );
  const sentences = [[`${paired.count} of ${answered} ${plural(answered, 'sample')} paired`, ...parts].join('; ')];
  const open = samples - answered;
  if (open > 0) sentences.push(`${open} ${plural(open, 'sample')} of the dataset ${open === 1 ? 'has' : 'have'} none`);
  if (notInDataset.count > 0) {
    const { count } = notInDataset;
    sentences.push(`${count} recorded ${plural(count, 'item')} ${count === 1 ? 'is' : 'are'} not in the dataset`);
  }
  if (ambiguous.count > 0) {
    const { count } = ambiguous;
    sentences.push(`${count} recorded ${plural(count, 'item')} left out: the sample is answered by an earlier one`);
  }
  return `${sentences.join('. ')}.`;
}

/** Which they are, one line each, for the log. */
export function pairingDetails(report: PairingReport, names: Readonly<Record<ModelRole, string>>): string[] {
  const only = Object.entries(report.only).map(([role, group]) => line(`only in ${names[role] ?? role}`, group));
  const ambiguous = line(
    'left out, because an earlier record of the same model answers the same sample',
    report.ambiguous,
  );
  return [...only, line('not in the dataset', report.notInDataset), ambiguous].flat();
}

function line(title: string, { count, examples }: PairingGroup): string[] {
  if (count === 0) return [];
  return [`${count} ${title}: ${examples.join(', ')}${count > examples.length ? ', …' : ''}`];
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
