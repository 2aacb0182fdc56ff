import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Format } from '../../core/dataset/format';
import { DATASET_INFO, llamaFactoryFormat } from '../../core/dataset/formats/llamaFactory';
import type { JsonValue } from '../../core/dataset/json';

/** The format of a file as a `dataset_info.json` beside it describes it; undefined where none does. */
export async function describedFormat(path: string): Promise<Format | undefined> {
  try {
    const info = await readFile(join(dirname(path), DATASET_INFO), 'utf8');
    return llamaFactoryFormat(JSON.parse(info) as JsonValue, basename(path));
  } catch {
    // Mostly there is none; one that cannot be read says nothing of the file.
    return undefined;
  }
}
