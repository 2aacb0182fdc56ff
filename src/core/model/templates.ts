import type { Message } from '../dataset/sample';
import { ModelError } from './model';
import { alpaca } from './templates/alpaca';
import { chatml } from './templates/chatml';
import { llama3 } from './templates/llama3';
import { plain } from './templates/plain';
import { isSystem, type PromptText, type Template } from './templates/template';

/** Templates that can be named in `tuning-fork.json`; the first holds when none is named. */
export const BUILT_IN_TEMPLATES: readonly Template[] = [plain, alpaca, chatml, llama3];

/**
 * Writes messages as one text for a completions endpoint.
 * @param template a built-in template's id, or a text with `{prompt}` and, if wanted, `{system}`; `plain` when absent.
 * @throws {ModelError} `bad-request` when it is neither.
 */
export function applyTemplate(template: string | undefined, messages: readonly Message[]): PromptText {
  const builtIn = BUILT_IN_TEMPLATES.find(({ id }) => id === (template ?? plain.id));
  if (builtIn !== undefined) return { prompt: builtIn.render(messages), stop: builtIn.stop };
  if (template?.includes('{prompt}')) return { prompt: fill(template, messages), stop: [] };
  const names = BUILT_IN_TEMPLATES.map(({ id }) => id).join(', ');
  throw new ModelError(
    'bad-request',
    `The template “${template}” is none of ${names} and has no {prompt} in it: change it in tuning-fork.json.`,
    false,
  );
}

/** Fills a template of the user's own. A system message that has no place of its own leads the prompt. */
function fill(template: string, messages: readonly Message[]): string {
  const ownPlace = template.includes('{system}');
  const system = plain.render(messages.filter(isSystem));
  const prompt = plain.render(ownPlace ? messages.filter((message) => !isSystem(message)) : messages);
  return template.replace(/\{(?:prompt|system)\}/g, (place) => (place === '{prompt}' ? prompt : system));
}
