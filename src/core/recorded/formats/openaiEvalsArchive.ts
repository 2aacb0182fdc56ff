import { scalarText } from '../../dataset/fields';
import { isJsonObject, type JsonObject } from '../../dataset/json';
import { ARCHIVE_TITLE, type DocumentRecord, type RecordedFormat } from '../recorded';
import { listIn, objectIn, recordsAt } from '../recordedContent';
import { isOutputItem, readOutputItem } from './openaiEvalsItems';

/**
 * An evaluation of OpenAI's Evals API in one document: the archive that Langfuse's migration script writes (`eval`, `rows`,
 * `runs` with their `output_items`), or the API's own list of output items (`data`). Each run is a model.
 */
export const openaiEvalsArchive: RecordedFormat = {
  id: 'openai-evals-archive',
  title: ARCHIVE_TITLE,
  container: 'document',

  matches(head) {
    const [first] = listIn(head, 'data');
    if (isJsonObject(first) && isOutputItem(first)) return true;
    // The rows stand before the runs, and may be all that is seen of a long file.
    if ('testing_criteria' in objectIn(head, 'eval')) return Array.isArray(head['rows'] ?? head['runs']);
    const isDefined = 'definition' in head || 'eval' in head;
    return isDefined && listIn(head, 'runs').some((run) => isJsonObject(run) && 'run' in run);
  },

  open(document) {
    const runs = listIn(document, 'runs').map((run) => (isJsonObject(run) ? run : {}));
    const names = namesOf(runs.map((run) => objectIn(run, 'run')));
    const records = runs.flatMap((run, index) =>
      recordsAt(listIn(run, 'output_items'), 'runs', index, 'output_items').map(({ value, path }): DocumentRecord => ({
        value: { item: value, run: names[index] },
        path,
      })),
    );
    const listed = recordsAt(listIn(document, 'data'), 'data');
    return { records: [...records, ...listed.map(({ value, path }) => ({ value: { item: value }, path }))] };
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
