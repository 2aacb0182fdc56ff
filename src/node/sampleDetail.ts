import type { ResponseView, SampleDetail } from '../core/compare/results';
import { scoresOf } from '../core/compare/resultScores';
import type { Sample } from '../core/dataset/sample';
import type { Completion, ModelRole } from '../core/model/model';
import type { DatasetResults, FoundResponse } from './datasetResults';

/** A sample with the newest response of each model and their scores. */
export async function detailOf(sample: Sample, results: DatasetResults): Promise<SampleDetail> {
  const found = await results.responsesOf(sample.row);
  const completions: Record<ModelRole, Completion> = {};
  const responses: Record<ModelRole, ResponseView> = {};
  for (const role of Object.keys(found).sort()) {
    const response = found[role];
    if (response === undefined) continue;
    responses[role] = viewOf(response);
    if (response.response.error === undefined) completions[role] = response.response;
  }
  const { id, row, line, messages, references, metadata, rejected, tools } = sample;
  const scores = scoresOf(results.plan, references, completions);
  return {
    id,
    row,
    line,
    messages,
    references,
    ...(rejected && { rejected }),
    ...(tools && { tools }),
    metadata,
    outcome: results.book.outcomeOf(row),
    responses,
    scores,
  };
}

function viewOf({ response, run }: FoundResponse): ResponseView {
  const { finished } = response;
  if (response.error !== undefined) return { state: 'error', error: response.error, run, finished };
  const { text, reasoning, toolCalls, finishReason, usage, firstTokenMs, totalMs } = response;
  return {
    state: 'done',
    cached: response.cached === true,
    run,
    finished,
    text,
    finishReason,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(toolCalls === undefined ? {} : { toolCalls }),
    ...(usage === undefined ? {} : { usage }),
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    ...(totalMs === undefined ? {} : { totalMs }),
  };
}
