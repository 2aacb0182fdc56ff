import { html, nothing, type TemplateResult } from 'lit';
import { isJsonObject, type JsonValue } from '../../src/core/dataset/json';
import type { ContentPart, Message } from '../../src/core/dataset/sample';
import type { InspectorApp } from '../app';
import { counted } from '../format';
import { clipAt, type Clip } from '../text';
import { fold, icon, longText } from './controls';

/** Characters of a part's JSON, or of a function's, that are shown before “Show all”. */
const JSON_CLIP: Clip = { characters: 1600, lines: 24 };
/** Longest address that is shown on a part's line; what is longer is in its JSON. */
const ADDRESS_LENGTH = 100;

const ICONS: Readonly<Record<string, string>> = {
  image: 'file-media',
  audio: 'unmute',
  video: 'device-camera-video',
  file: 'file',
};

/** What a message says: its text, and its other parts in their places, each named and kept whole. */
export function messageBody(
  app: InspectorApp,
  key: string,
  { content, toolCalls }: Message,
  clip: Clip,
): TemplateResult | typeof nothing {
  if (typeof content !== 'string') {
    return html`${content.map((part, at) => partView(app, `${key}-part-${at}`, part, clip))}`;
  }
  return content === '' && toolCalls?.length ? nothing : longText(app, `${key}-all`, content, clip);
}

function partView(app: InspectorApp, key: string, part: ContentPart, clip: Clip): TemplateResult {
  if (part.type === 'text' && typeof part.text === 'string') return longText(app, `${key}-all`, part.text, clip);
  const kind = Object.keys(ICONS).find((each) => part.type.toLowerCase().includes(each));
  const address = addressIn(part);
  return html`<div class="part">
    ${icon(kind ? (ICONS[kind] ?? 'file') : 'json')}
    ${fold(app, key, address ? `${part.type} · ${address}` : part.type, () => json(app, key, part))}
  </div>`;
}

/** Where a picture or file is, in the ways that formats write it; data that stands in the record itself is only named. */
function addressIn(part: ContentPart): string | undefined {
  for (const value of Object.values(part as Readonly<Record<string, JsonValue>>)) {
    const inside = isJsonObject(value) ? (value['url'] ?? value['fileUri'] ?? value['file_id']) : undefined;
    if (typeof inside !== 'string') continue;
    const data = /^data:([^;,]*)/.exec(inside);
    if (data) return `${data[1] ?? ''} in the file itself`;
    return inside.slice(0, clipAt(inside, { characters: ADDRESS_LENGTH, lines: 1 }));
  }
  return undefined;
}

/** The functions that a prompt offers, one line each with its description, and its definition when unfolded. */
export function toolDefinitions(
  app: InspectorApp,
  tools: readonly JsonValue[] | undefined,
): TemplateResult | typeof nothing {
  if (!tools?.length) return nothing;
  return html`<div class="message">
    ${fold(app, 'tools', `${counted(tools.length, 'function')} offered`, () =>
      tools.map((tool, at) => fold(app, `tools-${at}`, toolTitle(tool), () => json(app, `tools-${at}`, tool))),
    )}
  </div>`;
}

function toolTitle(tool: JsonValue): string {
  const definition = isJsonObject(tool) && isJsonObject(tool['function']) ? tool['function'] : tool;
  if (!isJsonObject(definition)) return 'function';
  const { name, description } = definition;
  return [name, description].filter((text) => typeof text === 'string').join(' · ') || 'function';
}

function json(app: InspectorApp, key: string, value: JsonValue): TemplateResult {
  return html`<div class="answer">${longText(app, `${key}-json`, JSON.stringify(value, null, 2), JSON_CLIP)}</div>`;
}

/** An answer that the dataset calls bad: what a preference pair rejects. */
export function rejectedAnswers(
  app: InspectorApp,
  rejected: readonly string[] | undefined,
  clip: Clip,
): TemplateResult | typeof nothing {
  if (!rejected?.length) return nothing;
  return html`<section class="reference rejected" aria-label="Rejected answer">
    <h3 class="caption">rejected answer</h3>
    ${rejected.map((text, at) => html`<div class="answer">${longText(app, `rejected-${at}`, text, clip)}</div>`)}
  </section>`;
}
