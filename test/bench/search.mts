/**
 * Search bench: all samples of a generated 1 GB chat file that hold a word, against ripgrep counting the lines that do
 * (GNU grep where there is no `rg`). Every figure is the median of searches that take turns. `node test/bench/search.mts`
 * runs it alone.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT } from '../harness/install.mts';
import { bundle } from './bundle.mts';
import { RARE_WORD, writeChatFile } from './chatFile.mts';
import { median, printIfStarted, type Figure } from './figure.mts';

const FILE_BYTES = 1e9;

/** In a quarter of the rows. */
const COMMON_WORD = 'gewährleistung';

/** What a process of ours says of one search. */
export interface SearchFigures {
  readonly rows: number;
  /** Until the first answer. */
  readonly firstMs: number;
  readonly searchMs: number;
}

/** Measures; prints nothing. */
export async function benchSearch(rounds = 5): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-search-'));
  try {
    const script = await bundle('searchOurs.ts', folder);
    const file = path.join(folder, 'chat.jsonl');
    writeChatFile(file, FILE_BYTES);
    return measure(script, file, rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The machine's own ripgrep, else the one of a VS Code that the tests have got. */
function ripgrep(): string | undefined {
  if (spawnSync('rg', ['--version']).status === 0) return 'rg';
  const place = `node_modules/code-server/lib/vscode/node_modules/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}/rg`;
  return globSync(path.join(PROJECT, '.vscode-test/*', place)).find(
    (file) => spawnSync(file, ['--version']).status === 0,
  );
}

function measure(script: string, file: string, rounds: number): Figure[] {
  const command = ripgrep() ?? 'grep';
  const tool = path.basename(command);
  const anyCase = RARE_WORD.toLowerCase();
  const times = {
    peer: [] as number[],
    peerAnyCase: [] as number[],
    ours: [] as number[],
    oursAnyCase: [] as number[],
  };
  for (let round = 0; round < rounds; round++) {
    const peer = count(command, [RARE_WORD], file);
    const peerAnyCase = count(command, ['-i', anyCase], file);
    const [ours, oursAnyCase] = search(script, file, [RARE_WORD, anyCase]);
    if (ours?.rows !== peer.rows || oursAnyCase?.rows !== peerAnyCase.rows) throw new Error('The counts differ');
    times.peer.push(peer.ms);
    times.peerAnyCase.push(peerAnyCase.ms);
    times.ours.push(ours.searchMs);
    times.oursAnyCase.push(oursAnyCase.searchMs);
  }
  // This takes seconds, so it is run once.
  const [common] = search(script, file, [COMMON_WORD]);
  return [
    {
      name: `Search of 1 GB for a word as written ÷ \`${tool} -c\``,
      value: median(times.ours) / median(times.peer),
      unit: '×',
      limit: 2,
    },
    {
      name: `Search of 1 GB for a word in any case ÷ \`${tool} -c -i\``,
      value: median(times.oursAnyCase) / median(times.peerAnyCase),
      unit: '×',
      limit: 3,
    },
    {
      name: 'First answer of a search for a word that many rows hold',
      value: common?.firstMs ?? NaN,
      unit: 'ms',
      limit: 150,
    },
    {
      name: 'That search to its end, a quarter of the rows parsed',
      value: (common?.searchMs ?? NaN) / 1000,
      unit: 's',
    },
  ];
}

function search(script: string, file: string, texts: readonly string[]): SearchFigures[] {
  return JSON.parse(execFileSync(process.execPath, [script, file, ...texts]).toString()) as SearchFigures[];
}

/** Counts lines as the peer does. */
function count(tool: string, options: readonly string[], file: string): { readonly rows: number; readonly ms: number } {
  const began = performance.now();
  const rows = Number(execFileSync(tool, ['-c', ...options, file]).toString());
  return { rows, ms: performance.now() - began };
}

await printIfStarted(import.meta.url, benchSearch);
