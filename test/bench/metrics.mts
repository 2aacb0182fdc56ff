/**
 * Metrics bench: BLEU, chrF, ROUGE-1/2/L with stemming and TER of generated pairs of 20 to 60 words, on one thread, against
 * the Python packages whose numbers they equal, which must come out equal here too. Figures are the quickest of processes
 * that take turns. The Python is that of the variable PYTHON, or else `python3`. `node test/bench/metrics.mts` runs it alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mts';
import { printIfStarted, type Figure } from './figure.mts';

export type MetricsTask = 'bleu' | 'chrf' | 'rouge' | 'ter';

/** What a process says of one task. */
export interface MetricsFigures {
  readonly ms: number;
  readonly figures: readonly number[];
}

interface Task {
  readonly name: string;
  readonly pairs: number;
  readonly limit: number;
}

// sacreBLEU takes minutes for the TER of ten thousand.
const TASKS: Readonly<Record<MetricsTask, Task>> = {
  bleu: { name: 'BLEU of 10,000 pairs ÷ sacreBLEU', pairs: 10_000, limit: 0.066 },
  chrf: { name: 'chrF of 10,000 pairs ÷ sacreBLEU', pairs: 10_000, limit: 0.066 },
  rouge: { name: 'ROUGE-1, -2, -L with stems of 10,000 pairs ÷ rouge_score', pairs: 10_000, limit: 0.05 },
  ter: { name: 'TER of 500 pairs ÷ sacreBLEU', pairs: 500, limit: 0.05 },
};

const python = path.join(path.dirname(fileURLToPath(import.meta.url)), 'metrics.py');

/** Measures; prints nothing. */
export async function benchMetrics(rounds = 3): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-metrics-'));
  try {
    const ours = await bundle('metricsOurs.ts', folder);
    const file = path.join(folder, 'pairs.jsonl');
    writeFileSync(file, pairsOf(10_000));
    return Object.entries(TASKS).map(([task, { name, pairs, limit }]) => {
      let [oursMs, peerMs] = [Infinity, Infinity];
      for (let round = 0; round < rounds; round++) {
        const args = [task, file, String(pairs)];
        const peer = peerFigures(args);
        if ('missing' in peer)
          return { name: `${name}: not measured: pip install ${peer.missing}`, value: NaN, unit: '×' };
        const own = JSON.parse(execFileSync(process.execPath, [ours, ...args]).toString()) as MetricsFigures;
        if (!own.figures.every((figure, at) => Math.abs(figure - (peer.figures[at] ?? NaN)) < 1e-9))
          throw new Error(`${task}: ${own.figures.join(', ')} instead of ${peer.figures.join(', ')}`);
        oursMs = Math.min(oursMs, own.ms);
        peerMs = Math.min(peerMs, peer.ms);
      }
      return { name, value: oursMs / peerMs, unit: '×', limit };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function peerFigures(args: readonly string[]): MetricsFigures | { readonly missing: string } {
  try {
    return JSON.parse(execFileSync(process.env['PYTHON'] ?? 'python3', [python, ...args]).toString()) as MetricsFigures;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { missing: '(no python3 here)' };
    throw error;
  }
}

/** Sentences of words of many lengths, the frequent ones short, and answers that share most of them; one pair a line. */
function pairsOf(count: number): string {
  let state = 20;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const ends = ['', 's', 'ed', 'ing', 'ation', 'ness', 'ly', 'ment', 'able', 'er'];
  const word = (): string => {
    const rank = random(40) * random(40);
    const stem = 'bcdfglmnprst'.charAt(rank % 12) + 'aeiou'.charAt(rank % 5) + rank.toString(36).replace(/\d/g, 'o');
    return stem + (ends[rank % 3 === 0 ? random(ends.length) : 0] ?? '') + (random(12) === 0 ? ',' : '');
  };
  const lines = Array.from({ length: count }, () => {
    const reference = Array.from({ length: 20 + random(41) }, word);
    const answer = reference.flatMap((same) => (random(4) > 0 ? [same] : random(3) === 0 ? [] : [word()]));
    const moved = answer.splice(random(answer.length), random(4));
    answer.splice(random(answer.length + 1), 0, ...moved);
    return JSON.stringify({ prediction: `${answer.join(' ')}.`, references: [`${reference.join(' ')}.`] });
  });
  return `${lines.join('\n')}\n`;
}

await printIfStarted(import.meta.url, benchMetrics);
