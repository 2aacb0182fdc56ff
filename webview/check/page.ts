import { html, nothing, type TemplateResult } from 'lit';
import type { CheckReport, DatasetProfile, Share } from '../../src/core/check/check';
import type { CheckState } from '../../src/protocol/checkPage';
import { count, counted, moment } from '../format';
import { plain } from '../text';
import { emptyState, icon, iconButton, loading } from '../views/controls';
import type { CheckApp } from './app';
import { histogram, percent, shareBars } from './charts';
import { findings } from './findings';

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** The whole page. */
export function checkView(app: CheckApp): TemplateResult {
  const { state } = app;
  if (!state) {
    return html`<main class="whole">
      <h1 class="visually-hidden">Check Dataset</h1>
      ${app.problem === undefined ? loading('the report') : emptyState('error', plain(app.problem))}
    </main>`;
  }
  return html`${header(app, state)} ${problem(app)}
    <main class="report" aria-busy=${state.state === 'checking'}>
      ${state.state === 'failed' ? emptyState('error', plain(state.error ?? 'The check failed.')) : nothing}
      ${state.report ? report(app, state, state.report) : state.state === 'checking' ? checking() : nothing}
    </main>
    <div class="visually-hidden" role="status" aria-live="polite">${said(state)}</div>`;
}

function checking(): TemplateResult {
  return emptyState('loading codicon-modifier-spin', 'Reading and comparing every sample…');
}

function said({ state, report }: CheckState): string {
  if (state === 'checking') return 'Checking';
  return report ? `Check done: ${counted(report.counts.length, 'kind of problem', 'kinds of problems')}` : '';
}

function header(app: CheckApp, { dataset, state, checkedAt, report }: CheckState): TemplateResult {
  const samples = report?.profile && counted(report.profile.samples, 'sample');
  return html`<header class="check-header">
    <h1>Check of <bdi>${plain(dataset.name)}</bdi></h1>
    <span class="dim"><bdi>${plain([dataset.format, samples].filter(Boolean).join(' · '))}</bdi></span>
    <span class="dim">
      ${state === 'checking' ? html`${icon('loading codicon-modifier-spin')} checking…` : checkedAt ? `checked ${moment(checkedAt)}` : nothing}
    </span>
    <span class="grow"></span>
    <vscode-button appearance="secondary" @click=${() => void app.attempt(app.remote.checkAgain())}
      >Check Again</vscode-button
    >
    <vscode-button
      appearance="secondary"
      ?disabled=${report === undefined}
      @click=${() => void app.attempt(app.remote.exportMarkdown())}
      >Export Markdown</vscode-button
    >
  </header>`;
}

function problem(app: CheckApp): TemplateResult | typeof nothing {
  if (app.problem === undefined) return nothing;
  return html`<div class="bar bar-error" role="alert">
    ${icon('error')}<span>${plain(app.problem)}</span><span class="grow"></span>
    ${iconButton('close', 'Dismiss', () => app.dismissProblem())}
  </div>`;
}

function report(
  app: CheckApp,
  state: CheckState,
  { counts, findings: found, unchecked, profile }: CheckReport,
): TemplateResult {
  return html`${unchecked.map((sentence) => html`<p class="warn">${icon('warning')} ${plain(sentence)}</p>`)}
  ${findings(app, counts, found)}
  ${profile ? html`${leaks(app, state, profile)} ${repeats(profile)} ${size(profile)} ${shape(profile)}` : nothing}`;
}

/** What this many samples can show. */
function size({ detectable, samples }: DatasetProfile): TemplateResult {
  const [alpha, power] = [percent(detectable.alpha), percent(detectable.power)];
  return html`<section aria-label="Sample size">
    <h2>How small a difference can it show?</h2>
    <p class="dim">
      With ${counted(detectable.samples, 'scored sample')} of ${count(samples)}, a difference between base and tuned in
      the share of right answers is found with ${power} power at the ${alpha} level (McNemar’s test) when it is at
      least:
    </p>
    <table class="cases number">
      <thead>
        <tr>
          <th scope="col">Models differ on</th>
          <th scope="col">Smallest difference</th>
        </tr>
      </thead>
      <tbody>
        ${detectable.cases.map(
          ({ discordant, difference }) =>
            html`<tr>
              <td>${percent(discordant)} of samples</td>
              <td>${(difference * 100).toFixed(1)} points</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function shape(profile: DatasetProfile): TemplateResult {
  const { promptCharacters, referenceCharacters, tokens, tokenizer, tokensCounted, labels, languages } = profile;
  return html`<section aria-label="Lengths and mix">
    <h2>What is in it?</h2>
    <p class="dim">
      ${counted(profile.samples, 'sample')}, ${count(profile.references)} with a reference;
      ${counted(profile.badRows, 'row')} cannot be used.
    </p>
    <div class="charts">
      ${histogram('Prompt length', 'characters', promptCharacters)}
      ${referenceCharacters ? histogram('Reference length', 'characters', referenceCharacters) : nothing}
      ${histogram(`Tokens, estimated with ${tokenizer} on ${count(tokensCounted)}`, 'tokens', tokens)}
      ${labels ? shareBars('Labels', labels, profile.references) : nothing}
      ${shareBars(`Languages of ${counted(profile.languagesCounted, 'prompt')}`, languages.map(inWords), profile.languagesCounted)}
    </div>
  </section>`;
}

/** A language by its name. */
function inWords({ value, count: times }: Share): Share {
  return { value: value === 'und' ? 'not clear' : (languageNames.of(value) ?? value), count: times };
}

function repeats({ exactDuplicates, nearDuplicates, nearMethod, conflicts }: DatasetProfile): TemplateResult {
  return html`<section aria-label="Repeats">
    <h2>Does it repeat or contradict itself?</h2>
    <dl class="tiles number">
      ${tile(exactDuplicates, 'exact duplicates')} ${tile(nearDuplicates, 'near duplicates')}
      ${tile(conflicts, 'label conflicts')}
    </dl>
    <p class="caption">${plain(nearMethod)}</p>
  </section>`;
}

function tile(value: number, title: string): TemplateResult {
  return html`<div class="tile">
    <dt>${title}</dt>
    <dd>${count(value)}</dd>
  </div>`;
}

function leaks(app: CheckApp, { training }: CheckState, profile: DatasetProfile): TemplateResult {
  const nameThem = html`<button
    class="link-button"
    type="button"
    @click=${() => void app.attempt(app.remote.nameTrainingFiles())}
  >
    Name training files in tuning-fork.json
  </button>`;
  if (training.length === 0) {
    return html`<section aria-label="Leaks">
      <h2>Was it trained on?</h2>
      <p class="dim">No training file is known, so nothing could be compared. ${nameThem}</p>
    </section>`;
  }
  return html`<section aria-label="Leaks">
    <h2>Was it trained on?</h2>
    <table class="cases number">
      <thead>
        <tr>
          ${['Training file', 'Samples', 'Exact', 'Normalised', '13 words in a row', 'Nearly equal'].map(
            (title) => html`<th scope="col">${title}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${profile.leaks.map(
          ({ file, rows, exact, normalized, ngram, near }) =>
            html`<tr>
              <th scope="row"><bdi>${plain(shortName(file, training))}</bdi></th>
              ${[rows, exact, normalized, ngram, near].map((value) => html`<td>${count(value)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="caption">
      Samples of this dataset that stand in the file, each counted once, where it fits first. ${nameThem}
    </p>
  </section>`;
}

/** The path below the folder, where it is known. */
function shortName(file: string, training: readonly string[]): string {
  const path = file.replaceAll('\\', '/');
  return training.find((known) => path.endsWith(`/${known}`)) ?? path;
}
