/** Checks of everything the inspector page sends. */
import * as v from 'valibot';
import { OUTCOMES } from '../core/compare/outcome';
import { VERDICTS } from '../core/note/note';
import { callCheck } from './callChecks';
import type { InspectorHost } from './inspector';

const MOST_ITEMS = 1000;
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const shortText = v.pipe(v.string(), v.maxLength(10_000));
const longText = v.pipe(v.string(), v.maxLength(16 * 1024 * 1024));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a reviewer writes, from the page, a command or the API. */
export const noteDraftSchema = v.object({
  sample: id,
  verdict: v.exactOptional(v.picklist(VERDICTS)),
  categories: v.exactOptional(v.record(id, v.array(id))),
  ratings: v.exactOptional(v.record(id, v.record(id, v.pipe(v.number(), v.finite())))),
  note: v.exactOptional(longText),
  correction: v.exactOptional(longText),
});

const schemas: { readonly [K in keyof InspectorHost]: v.GenericSchema<unknown, Parameters<InspectorHost[K]>[0]> } = {
  ready: v.object({ sample: v.exactOptional(shortText) }),
  listSamples: v.object({
    text: shortText,
    outcomes: v.array(v.picklist(OUTCOMES)),
    sort: v.picklist(['outcome', 'line', 'change']),
    offset: count,
    limit: v.pipe(count, v.maxValue(MOST_ITEMS)),
    around: v.exactOptional(id),
  }),
  openSample: v.object({ id }),
  run: v.object({
    samples: v.exactOptional(v.array(id)),
    outcome: v.exactOptional(v.picklist(OUTCOMES)),
    useCache: v.boolean(),
  }),
  cancelRun: v.undefined(),
  saveNote: noteDraftSchema,
  addCategory: v.object({ title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)) }),
  openNativeDiff: v.object({ id, sides: v.picklist(['base-tuned', 'reference-base', 'reference-tuned']) }),
  openSource: v.object({ id: v.pipe(v.string(), v.maxLength(1000)), line: v.exactOptional(count) }),
  copy: v.object({ text: longText }),
  openReport: v.undefined(),
  unblock: v.object({ action: v.picklist(['set-up-models', 'trust-workspace', 'set-api-key']) }),
};

/** The checked parameters of a call of the page. @throws {HumanError} `bad-params` */
export const checkInspectorCall = callCheck(schemas);
