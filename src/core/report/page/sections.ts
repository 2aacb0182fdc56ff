import type { ReportElement } from '../element';
import type { Report } from '../report';
import { categoriesSection } from './categories';
import { confusionSection } from './confusion';
import { metricsSection } from './metrics';
import { originSection } from './origin';
import { slicesSection } from './slices';
import { usageSection } from './usage';
import { objectivesSection, outcomesSection, verdictSection, warningsSection } from './verdict';

/** Everything that a report shows, the answer first. */
export function reportSections(report: Report): ReportElement[] {
  return [
    verdictSection(report),
    warningsSection(report),
    objectivesSection(report),
    metricsSection(report),
    outcomesSection(report),
    slicesSection(report),
    confusionSection(report),
    categoriesSection(report),
    usageSection(report),
    originSection(report),
  ].filter((section) => section !== undefined);
}
