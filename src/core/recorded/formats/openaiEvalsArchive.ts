import { scalarText } from '../../dataset/fields';
import { isJsonObject, type JsonObject, type JsonValue } from '../../dataset/json';
import type { RecordedFormat } from '../recorded';
import { listIn, objectIn } from '../recordedContent';
import { isOutputItem, readOutputItem } from './openaiEvalsItems';

/**
 * An evaluation of OpenAI's Evals API in one document: the archive that migration scripts write (`definition`, `runs` with
 * their `output_items`), or the API's own list of output items (`data`). Each run is a model.
 */
export const openaiEvalsArchive: RecordedFormat = {
  id: 'openai-evals-archive',
  title: 'OpenAI Evals archive',
  container: 'document',

  matches(head) {
    const [first] = listIn(head, 'data');
    if (isJsonObject(first) && isOutputItem(first)) return true;
    return 'definition' in head && listIn(head, 'runs').some((run) => isJsonObject(run) && 'run' in run);
  },

  open(document) {
    const runs = listIn(document, 'runs').filter(isJsonObject);
    const names = namesOf(runs.map((run) => objectIn(run, 'run')));
    const records = runs.flatMap((run, index) =>
      listIn(run, 'output_items').map((item): JsonValue => ({ item, run: names[index] })),
    );
    return { records: [...records, ...listIn(document, 'data').map((item): JsonValue => ({ item }))] };
  },

  read({ record }) {
    const { item, run } = record;
    if (!isJsonObject(item)) return { unusable: 'This output item is not an object.' };
    return readOutputItem(item, scalarText(run));
  },
};

/** What the runs are called: by their models, or by their own names where two runs are of one model. */
function namesOf(runs: readonly JsonObject[]): (string | undefined)[] {
  const models = runs.map((run) => scalarText(run['model']) ?? scalarText(objectIn(run, 'data_source')['model']));
  return models.map((model, index) => {
    const isShared = models.indexOf(model) !== models.lastIndexOf(model);
    return isShared ? (scalarText(runs[index]?.['name']) ?? scalarText(runs[index]?.['id']) ?? model) : model;
  });
}
