import { canonicalJson } from '../../dataset/json';
import { MODEL_ROLES } from '../../model/model';
import { dataText, element, type Content, type ReportElement } from '../element';
import type { Report, ReportModel } from '../report';
import { facts, section, table, type Cell } from './parts';
import { confidenceText, countText, NONE } from './words';

/** How the figures came about: enough to make them again. */
export function originSection(report: Report): ReportElement {
  const { dataset, metrics, settings } = report;
  return section(
    'How was it made?',
    facts([
      ['Dataset', dataText(dataset.path)],
      ['SHA-256', element('code', {}, dataset.sha256)],
      ['Samples', `${countText(dataset.samples)}, ${countText(dataset.compared)} answered by both models`],
      ['Confidence', confidenceText(settings)],
      ['Resamples', countText(settings.resamples)],
      ['Seed', element('code', {}, String(settings.seed))],
      ...(settings.cluster === undefined ? [] : [['Clustered by', dataText(settings.cluster)] as const]),
    ]),
    modelsTable(report),
    metrics.length === 0
      ? undefined
      : table({
          name: 'Metric signatures',
          columns: [
            { title: 'Metric' },
            { title: 'Equals' },
            { title: 'Signature' },
            { title: 'Test' },
            { title: 'Interval' },
          ],
          rows: metrics.map(({ metric, follows, signature, test, intervalBy }) => [
            { content: element('code', {}, metric) },
            { content: follows },
            { content: signature === undefined ? NONE : element('code', {}, signature) },
            { content: test ?? NONE },
            { content: intervalBy ?? NONE },
          ]),
        }),
  );
}

/** What is said of a model, in order; undefined where there is nothing to say. */
export const MODEL_FACTS: readonly (readonly [title: string, of: (model: ReportModel) => string | undefined])[] = [
  ['Model', ({ model }) => model],
  ['Endpoint', ({ endpoint }) => endpoint],
  ['Revision', ({ revision }) => revision],
  ['API', ({ api }) => api],
  ['Template', ({ template }) => template],
  ['Parameters', ({ parameters }) => canonicalJson(parameters)],
  ['Runs', ({ runs }) => runs.join(', ')],
  ['Failed answers', ({ failed }) => countText(failed)],
];

function modelsTable({ models }: Report): ReportElement {
  const value = (of: (model: ReportModel) => string | undefined, role: string): Cell => {
    const text: Content = models[role] && of(models[role]);
    return { content: text === undefined || text === '' ? NONE : element('code', {}, text) };
  };
  const rows = MODEL_FACTS.filter(([, of]) => Object.values(models).some((model) => of(model) !== undefined));
  return table({
    name: 'Models',
    columns: [{ title: 'Model' }, ...MODEL_ROLES.map((role) => ({ title: role }))],
    rows: rows.map(([title, of]) => [{ content: title }, ...MODEL_ROLES.map((role) => value(of, role))]),
  });
}
