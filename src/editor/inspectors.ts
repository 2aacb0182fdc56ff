import type { SampleQuery } from '../core/compare/results';
import { DatasetPanels } from './datasetPanels';
import { InspectorPanel, type InspectorParts } from './inspectorPanel';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';

/** The open inspectors. */
export class Inspectors extends DatasetPanels<InspectorPanel> {
  constructor(projects: Projects, parts: InspectorParts) {
    super('tuningFork.inspector', projects, parts.log, (panel, dataset) => new InspectorPanel(panel, dataset, parts));
  }

  /** Shows a dataset's inspector, at a sample where one is given. */
  override show(dataset: OpenDataset, sample?: string): InspectorPanel {
    const inspector = super.show(dataset);
    if (sample !== undefined) inspector.reveal(sample);
    return inspector;
  }

  /** Shows a dataset's inspector with some of its samples listed. */
  showSamples(dataset: OpenDataset, query: Pick<SampleQuery, 'text' | 'outcomes'>): void {
    this.show(dataset).showSamples(query);
  }
}
