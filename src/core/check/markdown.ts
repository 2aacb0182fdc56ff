import { markdownTable, markdownText } from '../markdownText';
import type { Bin, CheckReport, DatasetProfile, Distribution, Finding } from './check';

/** Findings that the document lists; an editor shows the others. */
const LISTED_FINDINGS = 200;

/** Blocks of the longest bar. */
const BAR = 24;

/** A report as a Markdown document. @param name of the dataset, for people */
export function reportMarkdown(name: string, report: CheckReport): string {
  const { counts, findings, profile, unchecked } = report;
  const blocks = [`# Check of ${markdownText(name)}`];
  if (profile) blocks.push(overview(profile));
  blocks.push('## Findings');
  blocks.push(
    counts.length === 0
      ? 'Nothing was found.'
      : markdownTable(
          ['check', 'severity', 'rows'],
          counts.map(({ title, severity, rows }) => [title, severity, number(rows)]),
        ),
  );
  if (profile) blocks.push(...profileBlocks(profile));
  if (findings.length > 0) blocks.push('## Lines', lines(findings));
  if (unchecked.length > 0)
    blocks.push('## Not checked', unchecked.map((sentence) => `- ${markdownText(sentence)}`).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function overview(profile: DatasetProfile): string {
  const { samples, badRows, references, exactDuplicates, nearDuplicates, conflicts, leaks } = profile;
  const rows: (readonly [string, number])[] = [
    ['Samples', samples],
    ['Rows that cannot be used', badRows],
    ['Samples with a reference', references],
    ['Exact duplicates', exactDuplicates],
    ['Near duplicates', nearDuplicates],
    ['Label conflicts', conflicts],
    ['Leaks', leaks.reduce((sum, { rows: leaked }) => sum + leaked, 0)],
  ];
  return markdownTable(
    ['', 'count'],
    rows.map(([title, count]) => [title, number(count)]),
  );
}

function profileBlocks(profile: DatasetProfile): readonly string[] {
  const { promptCharacters, referenceCharacters, tokens, tokenizer, tokensCounted, labels, leaks } = profile;
  const { languages, languagesCounted, nearMethod } = profile;
  const blocks = [
    '## Lengths',
    distribution('Characters of the prompt', promptCharacters),
    ...(referenceCharacters ? [distribution('Characters of the reference', referenceCharacters)] : []),
    distribution(
      `Tokens of prompt and reference, estimated with ${tokenizer} on ${number(tokensCounted)} samples`,
      tokens,
    ),
  ];
  if (labels) blocks.push('## Labels', shares('label', labels));
  blocks.push(`## Languages`, `ISO 639-3 codes, on ${number(languagesCounted)} samples; und: cannot be told.`);
  blocks.push(shares('language', languages));
  if (leaks.length > 0) {
    const rows = leaks.map(({ file, rows: leaked, exact, normalized, ngram, near }) => [
      file,
      ...[leaked, exact, normalized, ngram, near].map(number),
    ]);
    blocks.push(
      '## Leaks',
      markdownTable(['training file', 'samples', 'equal', 'normalised', '13 words', 'near'], rows),
    );
  }
  return [...blocks, '## Near duplicates', markdownText(nearMethod), ...detectable(profile)];
}

function detectable({ detectable: { samples, alpha, power, cases } }: DatasetProfile): readonly string[] {
  const sentence =
    `Smallest difference between two models’ shares of right answers that ${number(samples)} samples show ` +
    `(McNemar’s test, two-sided level ${alpha}, power ${percent(power)}), by the share of samples on which exactly one ` +
    'of the two is right.';
  if (cases.length === 0) return ['## Sample size', `${number(samples)} samples are too few to show a difference.`];
  const rows = cases.map(({ discordant, difference }) => [
    percent(discordant),
    `${(difference * 100).toFixed(1)} points`,
  ]);
  return ['## Sample size', sentence, markdownTable(['one right', 'difference'], rows)];
}

function distribution(title: string, { min, median, p95, max, mean, bins }: Distribution): string {
  const summary = markdownTable(
    ['least', 'median', 'mean', '95 %', 'most'],
    [[min, median, Math.round(mean), p95, max].map(number)],
  );
  return [`### ${title}`, summary, bars(bins)].filter((block) => block !== '').join('\n\n');
}

/** A histogram as text. Its numbers are our own, so nothing in it needs escaping. */
function bars(bins: readonly Bin[]): string {
  if (bins.length === 0) return '';
  const most = Math.max(...bins.map(({ count }) => count));
  const width = Math.max(...bins.map(({ from }) => number(from).length));
  const rows = bins.map(({ from, count }) => `${number(from).padStart(width)} ${bar(count, most)} ${number(count)}`);
  return ['```text', ...rows, '```'].join('\n');
}

function shares(title: string, list: DatasetProfile['languages']): string {
  const most = Math.max(0, ...list.map(({ count }) => count));
  const total = list.reduce((sum, { count }) => sum + count, 0);
  const rows = list.map(({ value, count }) => [value, number(count), percent(count / total), bar(count, most)]);
  return markdownTable([title, 'samples', 'share', ''], rows);
}

function lines(findings: readonly Finding[]): string {
  const rows = findings
    .slice(0, LISTED_FINDINGS)
    .map(({ line, severity, message }) => [number(line), severity, message]);
  const rest = findings.length - rows.length;
  return `${markdownTable(['line', 'severity', 'finding'], rows)}${rest > 0 ? `\n\n… and ${number(rest)} more.` : ''}`;
}

const number = (value: number): string => value.toLocaleString('en');
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const bar = (count: number, most: number): string => '█'.repeat(most === 0 ? 0 : Math.ceil((count / most) * BAR));
