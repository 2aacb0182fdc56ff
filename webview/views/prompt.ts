import { html, nothing, type TemplateResult } from 'lit';
import { messageText, type Message, type ToolCall } from '../../src/core/dataset/sample';
import type { JsonValue } from '../../src/core/dataset/json';
import type { InspectorApp } from '../app';
import { count, counted } from '../format';
import { clipAt, plain } from '../text';
import { fold, longText } from './controls';
import { messageBody, toolDefinitions } from './parts';

/** Characters and lines of a message that are shown before “Show all”. */
const MESSAGE_CLIP = { characters: 1600, lines: 24 };
/** Messages of a long conversation that are shown at once: the last ones. */
const SHOWN_MESSAGES = 6;

/**
 * The prompt: its messages with who speaks, and the functions it offers. Instructions are one line until unfolded; early
 * turns of long talks too.
 */
export function prompt(
  app: InspectorApp,
  { messages, tools }: { readonly messages: readonly Message[]; readonly tools?: readonly JsonValue[] },
): TemplateResult {
  const hidden = app.unfolded.has('turns') ? 0 : Math.max(0, messages.length - SHOWN_MESSAGES);
  const early = messages.slice(0, hidden);
  return html`<section class="prompt" aria-label="Prompt">
    ${
      hidden === 0
        ? nothing
        : fold(app, 'turns', counted(hidden, 'earlier message'), () => early.map((each, at) => message(app, each, at)))
    }
    ${messages.slice(hidden).map((each, at) => message(app, each, hidden + at))} ${toolDefinitions(app, tools)}
  </section>`;
}

function message(app: InspectorApp, each: Message, at: number): TemplateResult {
  const text = messageText(each);
  const key = `message-${at}`;
  const who = [each.role, each.name, each.toolCallId && `answers ${each.toolCallId}`].filter(Boolean).join(' · ');
  const body = messageBody(app, key, each, MESSAGE_CLIP);
  const isInstruction = each.role === 'system' || each.role === 'developer';
  if (isInstruction && text.length > firstLineOf(text).length) {
    return html`<div class="message instruction">${fold(app, key, `${who} ▸ ${firstLineOf(text)}`, () => body)}</div>`;
  }
  if (isInstruction) return html`<div class="message caption"><bdi>${plain(`${who} ▸ ${text}`)}</bdi></div>`;
  return html`<div class="message">
    <h3 class="caption"><bdi>${plain(who)}</bdi></h3>
    ${body} ${toolCalls(app, key, each.toolCalls)}
  </div>`;
}

function firstLineOf(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.slice(0, clipAt(line, { characters: 140, lines: 1 }));
}

/** The functions a model asks for, each with its arguments made readable. */
export function toolCalls(
  app: InspectorApp,
  key: string,
  calls: readonly ToolCall[] | undefined,
): TemplateResult | typeof nothing {
  if (!calls?.length) return nothing;
  return html`${calls.map((call, at) =>
    fold(
      app,
      `${key}-tool-${at}`,
      `calls ${call.name}(…) · ${count(call.arguments.length)} characters`,
      () =>
        html`<div class="answer">
          ${longText(app, `${key}-tool-${at}-all`, indented(call.arguments), MESSAGE_CLIP)}
        </div>`,
    ),
  )}`;
}

/** JSON with line breaks; any other text as it is. */
function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
