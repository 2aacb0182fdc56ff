import { scalarText } from '../fields';
import type { JsonObject } from '../json';

/** A template of promptfoo with its plain variables (`{{name}}`) filled in; anything else of it stays as it is. */
export function fillVariables(template: string, variables: JsonObject): string {
  return template.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined ? whole : (scalarText(value) ?? JSON.stringify(value));
  });
}
