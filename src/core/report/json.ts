import { canonicalJson, type JsonValue } from '../dataset/json';
import type { Report } from './report';

/** A report as JSON with its members in code-unit order, indented for people and for git. */
export function reportJson(report: Report): string {
  const ordered: unknown = JSON.parse(canonicalJson(report as unknown as JsonValue));
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
