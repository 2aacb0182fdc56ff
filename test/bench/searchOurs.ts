/** Our side of the search bench, a process of its own: `node searchOurs.mjs <file> <text>…`. Prints its figures as JSON. */
import { DatasetFile } from '../../src/node/datasetFile';
import { DatasetSearches } from '../../src/node/datasetSearch';
import type { SearchFigures } from './search.mts';

const [path = '', ...texts] = process.argv.slice(2);

/** Searches as a view does: it asks again whenever the search has come further. */
async function search(file: DatasetFile, text: string): Promise<SearchFigures> {
  const began = performance.now();
  let firstMs: number | undefined;
  const { promise: through, resolve } = Promise.withResolvers<number>();
  const ask = async (): Promise<void> => {
    const found = await searches.find(text, { file, marks: new Map() }, new AbortController().signal);
    if (found === undefined) throw new Error('There is nothing to search for.');
    firstMs ??= performance.now() - began;
    if (found.searched === undefined) resolve(found.count);
  };
  const searches = new DatasetSearches(() => void ask());
  await ask();
  const rows = await through;
  return { rows, firstMs: firstMs ?? NaN, searchMs: performance.now() - began };
}

const file = await DatasetFile.open(path);
await file.index();
await file.identify();
const figures: SearchFigures[] = [];
for (const text of texts) figures.push(await search(file, text));
console.log(JSON.stringify(figures));
