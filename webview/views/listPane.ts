import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { SampleSort } from '../../src/core/compare/results';
import type { InspectorApp } from '../app';
import { typedText } from '../controls';
import { counted } from '../format';
import { plain } from '../text';
import { emptyState, icon, loading } from './controls';

const SORTS: readonly { readonly sort: SampleSort; readonly label: string }[] = [
  { sort: 'outcome', label: 'Sort by outcome' },
  { sort: 'change', label: 'Sort by change' },
  { sort: 'line', label: 'Sort by line' },
];

/** The left of the page: search, sort and the list. In a narrow window it folds into one line. */
export function listPane(app: InspectorApp): TemplateResult {
  const { list } = app;
  return html`<section class="list-pane ${app.listUnfolded ? 'unfolded' : ''}" aria-label="Browse">
    <button
      class="list-fold"
      type="button"
      aria-expanded=${app.listUnfolded}
      @click=${() => app.setListUnfolded(!app.listUnfolded)}
    >
      ${icon(app.listUnfolded ? 'chevron-down' : 'chevron-right')}List · ${counted(list.total, 'sample')}
    </button>
    <div class="list-tools">
      <vscode-text-field
        id="search"
        placeholder="Search, or task:key-terms note:yes"
        title="A word with a capital letter is found as written, others in either case"
        .value=${live(app.searchText)}
        @input=${(event: Event) => app.searchSoon(typedText(event))}
        >Search</vscode-text-field
      >
      <tf-menu-button
        label="Sort"
        icon="list-filter"
        .items=${SORTS.map(({ sort, label }) => ({
          label,
          checked: list.query.sort === sort,
          press: () => app.setQuery({ sort }),
        }))}
      ></tf-menu-button>
    </div>
    ${progress(app)} ${content(app)}
  </section>`;
}

/** How far a search has come whose results so far are listed. */
function progress({ list: { searching } }: InspectorApp): TemplateResult | typeof nothing {
  if (searching === undefined) return nothing;
  const percent = Math.floor((100 * searching.rows) / Math.max(1, searching.of));
  return html`<p class="list-progress" role="status">Searching… ${percent} %</p>`;
}

function content(app: InspectorApp): TemplateResult {
  const { list } = app;
  if (!list.loaded && list.total === 0) return loading('the samples');
  if (list.failure !== undefined && list.total === 0) {
    return emptyState(
      'error',
      plain(list.failure),
      html`<vscode-button appearance="secondary" @click=${() => app.setQuery({})}>Try again</vscode-button>`,
    );
  }
  if (list.total === 0 && list.searching === undefined) {
    const isFiltered = list.query.text !== '' || list.query.outcomes.length > 0;
    if (isFiltered) {
      return emptyState(
        'search',
        'No sample matches.',
        html`<vscode-button appearance="secondary" @click=${() => app.clearFilters()}>Show all</vscode-button>`,
      );
    }
    return emptyState(
      'inbox',
      app.state?.dataset.indexing ? 'Reading the dataset…' : 'The dataset has no samples yet.',
    );
  }
  return html`<tf-sample-list
    .view=${{ pages: list, active: app.shown?.index ?? -1 }}
    @choose=${(event: CustomEvent<number>) => void app.samples.goTo(event.detail)}
  ></tf-sample-list>`;
}
