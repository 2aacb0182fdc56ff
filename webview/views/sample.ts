import { html, nothing, type TemplateResult } from 'lit';
import type { JsonValue } from '../../src/core/dataset/json';
import type { SampleDetail } from '../../src/core/compare/results';
import type { NativeDiffSides } from '../../src/protocol/inspector';
import type { InspectorApp } from '../app';
import type { Shown } from '../navigator';
import { comparedJson } from '../diffChoice';
import { count, OUTCOME_LOOKS } from '../format';
import { plain } from '../text';
import { emptyState, fold, icon, iconButton, loading, longText, segments } from './controls';
import { rejectedAnswers } from './parts';
import { prompt } from './prompt';
import { responses } from './responses';

/** Characters and lines of a reference that are shown before “Show all”. */
const REFERENCE_CLIP = { characters: 3000, lines: 40 };
/** Longest value of a metadata field that is shown as a tag. */
const TAG_LENGTH = 60;

/** The middle of the page: one sample, from its prompt to the two responses. */
export function samplePane(app: InspectorApp): TemplateResult {
  const shown = app.displayed;
  return html`<article class="sample" tabindex="-1" aria-label="Sample" aria-busy=${shown !== app.shown}>
    ${shown ? content(app, shown) : noSample(app)}
  </article>`;
}

function content(app: InspectorApp, shown: Shown): TemplateResult {
  if (shown.item?.bad !== undefined) return badRow(app, shown.item.line, shown.item.bad);
  if (shown.failure !== undefined) return emptyState('error', plain(shown.failure));
  if (!shown.sample) return loading('the sample');
  const { detail } = shown.sample;
  return html`${title(app, shown, detail)} ${prompt(app, detail)} ${reference(app, detail)}
  ${rejectedAnswers(app, detail.rejected, REFERENCE_CLIP)} ${diffChoices(app, detail)} ${responses(app, detail)}`;
}

function noSample(app: InspectorApp): TemplateResult {
  if (!app.list.loaded) return loading('the samples');
  return emptyState(
    'list-selection',
    app.list.total > 0 ? 'Choose a sample in the list.' : 'There is no sample to show.',
  );
}

function badRow(app: InspectorApp, line: number, reason: string): TemplateResult {
  return emptyState(
    'error',
    html`<strong>Line ${count(line)} cannot be used.</strong> ${plain(reason)} It is left out of runs.`,
    html`<vscode-button appearance="secondary" @click=${() => app.openSource('', line)}
      >Show line ${count(line)}</vscode-button
    >`,
  );
}

function title(app: InspectorApp, { index }: Shown, detail: SampleDetail): TemplateResult {
  const look = OUTCOME_LOOKS[detail.outcome];
  return html`<div class="sample-title">
    <h2>Sample ${count(detail.row + 1)}</h2>
    <span class="outcome tone-${detail.outcome}">${icon(look.icon)}${look.title}</span>
    <span class="tags">${tags(app, detail)}</span>
    <span class="dim place">${place(app, index)}</span>
    <span class="icon-buttons">
      ${iconButton('go-to-file', `Show line ${count(detail.line)} in the dataset`, () => app.openSource(detail.id))}
      ${iconButton('arrow-up', 'Previous sample (k)', () => void app.samples.move(-1))}
      ${iconButton('arrow-down', 'Next sample (j)', () => void app.samples.move(1))}
    </span>
  </div>`;
}

function tags(app: InspectorApp, { metadata, id }: SampleDetail): TemplateResult {
  const short = Object.entries(metadata).flatMap(([name, value]) => {
    const text = tagText(value);
    return text === undefined ? [] : [html`<span class="tag"><bdi>${plain(`${name}: ${text}`)}</bdi></span>`];
  });
  return html`${short.slice(0, 8)}
    <button class="tag tag-button" type="button" title="Copy the id" @click=${() => app.copy(id)}>
      id <bdi>${plain(id.length > TAG_LENGTH ? `${id.slice(0, TAG_LENGTH)}…` : id)}</bdi>
    </button>`;
}

function tagText(value: JsonValue | undefined): string | undefined {
  const text =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  return text !== '' && text.length <= TAG_LENGTH ? text : undefined;
}

/** “1 of 6 broken”, or the position in the whole list. */
function place({ list }: InspectorApp, index: number): string {
  if (index < 0) return 'not in the list as filtered';
  const group = list.groups.find(({ start, count: size }) => index >= start && index < start + size);
  if (!group) return `${count(index + 1)} of ${count(list.total)}`;
  const name = OUTCOME_LOOKS[group.outcome].title.toLowerCase();
  return `${count(index - group.start + 1)} of ${count(group.count)} ${name}`;
}

function reference(app: InspectorApp, { references }: SampleDetail): TemplateResult {
  const [first, ...others] = references;
  return html`<section class="reference" aria-label="Reference">
    <h3 class="caption">reference</h3>
    ${
      first === undefined
        ? html`<p class="dim">This sample has no reference: answers can be read and compared, but not scored.</p>`
        : html`<div class="answer">${longText(app, 'reference', first, REFERENCE_CLIP)}</div>`
    }
    ${
      others.length === 0
        ? nothing
        : fold(app, 'references', `${count(others.length)} more accepted`, () =>
            others.map(
              (text, at) => html`<div class="answer">${longText(app, `reference-${at}`, text, REFERENCE_CLIP)}</div>`,
            ),
          )
    }
  </section>`;
}

function diffChoices(app: InspectorApp, detail: SampleDetail): TemplateResult {
  const hasReference = detail.references.length > 0;
  const isOff = app.diffSides === 'off';
  return html`<div class="diff-choices">
    ${segments(
      'Compare',
      [
        { value: 'reference', label: 'reference ↔ each', disabled: !hasReference },
        { value: 'models', label: 'base ↔ tuned' },
        { value: 'off', label: 'off' },
      ],
      () => app.diffSides,
      (sides) => app.chooseSides(sides),
    )}
    ${
      isOff
        ? nothing
        : segments(
            'By',
            [
              { value: 'words', label: 'words' },
              { value: 'characters', label: 'characters' },
              { value: 'lines', label: 'lines' },
              { value: 'json', label: 'JSON', disabled: comparedJson(app.diffSides, detail) === 'none' },
            ],
            () => app.diffUnit,
            (unit) => app.chooseUnit(unit),
          )
    }
    <span class="grow"></span>
    ${iconButton('diff', 'Open Native Diff', () => app.openNativeDiff(nativeSides(app)))}
  </div>`;
}

function nativeSides(app: InspectorApp): NativeDiffSides {
  return app.diffSides === 'reference' ? 'reference-tuned' : 'base-tuned';
}
