import { pathToFileURL } from 'node:url';

/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What is aimed at, at most; absent where there is no aim. */
  readonly limit?: number;
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Figures as a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = figures.map(({ name, value, unit, limit }) => {
    const aim = limit === undefined ? '' : `≤ ${limit}${value > limit ? ' (missed)' : ''}`;
    return `| ${name} | ${rounded(value)} ${unit} | ${aim} |`;
  });
  return ['| figure | measured | aim |', '| --- | --- | --- |', ...lines].join('\n');
}

/** Prints the figures of a bench when its file is what was started. */
export async function printIfStarted(file: string, measure: () => Promise<Figure[]>): Promise<void> {
  if (process.argv[1] !== undefined && file === pathToFileURL(process.argv[1]).href)
    console.log(tableOf(await measure()));
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}
