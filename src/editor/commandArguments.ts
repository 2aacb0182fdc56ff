/** What the public commands take as their one argument; documented in the README. */
import * as v from 'valibot';
import { OUTCOMES } from '../core/compare/outcome';
import { HumanError } from '../core/humanError';
import { REPORT_FORMATS } from '../core/report/formats';
import { noteDraftSchema } from '../protocol/inspectorChecks';

const runSchema = v.object({
  samples: v.exactOptional(v.array(v.string())),
  outcome: v.exactOptional(v.picklist(OUTCOMES)),
  models: v.exactOptional(v.array(v.string())),
  useCache: v.optional(v.boolean(), true),
});

const placeSchema = v.object({ sample: v.exactOptional(v.string()), line: v.exactOptional(v.number()) });

const diffSchema = v.object({
  sample: v.exactOptional(v.string()),
  sides: v.optional(v.picklist(['base-tuned', 'reference-base', 'reference-tuned']), 'base-tuned'),
});

const sampleWorkspaceSchema = v.object({
  place: v.exactOptional(v.picklist(['ask', 'storage'])),
  open: v.exactOptional(v.boolean()),
});

const filterSchema = v.object({ dataset: v.exactOptional(v.unknown()), text: v.string() });

const groupBySchema = v.object({ field: v.exactOptional(v.string()) });

const pickSchema = v.object({ text: v.optional(v.string(), '') });

const readAsSchema = v.object({
  format: v.exactOptional(v.string()),
  prompt: v.exactOptional(v.string()),
  reference: v.exactOptional(v.string()),
  id: v.exactOptional(v.string()),
});

const categorySchema = v.object({ title: v.pipe(v.string(), v.trim(), v.minLength(1)) });

const outputsSchema = v.object({ file: v.string(), model: v.exactOptional(v.string()) });

const importSchema = v.object({
  dataset: v.exactOptional(v.unknown()),
  base: v.exactOptional(outputsSchema),
  tuned: v.exactOptional(outputsSchema),
});

const reportSchema = v.object({ format: v.exactOptional(v.picklist(REPORT_FORMATS)) });

const saveNoteSchema = v.object({ note: noteDraftSchema });

export const readRunArgument = reader('tuningFork.run', runSchema);
export const readPlaceArgument = reader('tuningFork.openInspector', placeSchema);
export const readDiffArgument = reader('tuningFork.openNativeDiff', diffSchema);
export const readFilterArgument = reader('tuningFork.filterSamples', filterSchema);
export const readGroupByArgument = reader('tuningFork.groupBy', groupBySchema);
export const readPickArgument = reader('tuningFork.pickSample', pickSchema);
export const readReadAsArgument = reader('tuningFork.readAs', readAsSchema);
export const readCategoryArgument = reader('tuningFork.addCategory', categorySchema);
export const readSampleWorkspaceArgument = reader('tuningFork.openSampleWorkspace', sampleWorkspaceSchema);
export const readImportArgument = reader('tuningFork.importOutputs', importSchema);
export const readReportArgument = reader('tuningFork.openReport', reportSchema);
export const readSaveNoteArgument = reader('tuningFork.saveNote', saveNoteSchema);

/** Reads an argument that others give; nothing at all reads as `{}`. @throws {HumanError} `bad-argument` */
function reader<S extends v.GenericSchema>(command: string, schema: S): (argument: unknown) => v.InferOutput<S> {
  return (argument) => {
    const result = v.safeParse(schema, argument ?? {});
    if (result.success) return result.output;
    const [issue] = result.issues;
    const where = v.getDotPath(issue) ?? '';
    throw new HumanError('bad-argument', `${command}: ${where ? `“${where}”: ` : ''}${issue.message}.`);
  };
}
