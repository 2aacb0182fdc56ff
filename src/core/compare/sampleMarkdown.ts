import { isJsonObject, type JsonValue } from '../dataset/json';
import { messageText, type Message } from '../dataset/sample';
import type { SampleDetail } from './results';

/** Code points of a message that are shown. */
const SHOWN = 600;
/** Characters of a speaker's name that are shown. */
const NAME = 80;
/** Messages that are shown: the first of a longer conversation and the last ones. */
const MOST_MESSAGES = 8;
/** Answers and functions that are shown. */
const MOST_ANSWERS = 3;
const MOST_FUNCTIONS = 20;

/**
 * A sample as Markdown for a reader who wants to see what it says: roles as headings, all text of the dataset escaped, so
 * that none of it becomes a link, a picture or HTML. Long texts and conversations are cut.
 */
export function sampleMarkdown({
  messages,
  tools,
  references,
  rejected = [],
}: Pick<SampleDetail, 'messages' | 'tools' | 'references' | 'rejected'>): string {
  const left = Math.max(0, messages.length - MOST_MESSAGES);
  const shown = left === 0 ? messages : [...messages.slice(0, 1), ...messages.slice(left + 1)];
  const sections = shown.map(messageSection);
  if (left > 0) sections.splice(1, 0, `_… ${left} messages …_`);
  if (tools && tools.length > 0) sections.push(`#### Functions\n\n${escapeMarkdown(functionNames(tools))}`);
  sections.push(...answerSections('Reference', references), ...answerSections('Rejected', rejected));
  return sections.join('\n\n');
}

/**
 * A text that Markdown shows as it is. Punctuation becomes character references, which no Markdown reader takes for syntax;
 * line ends stay, and tabs become four spaces.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replace(/(?!\n)\p{Cc}/gu, '\uFFFD')
    .replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/^ +/gm, (space) => '&nbsp;'.repeat(space.length))
    .replace(/ *\n/g, '  \n');
}

function messageSection(message: Message): string {
  const { role, name, toolCalls = [] } = message;
  const said = messageText(message);
  const calls = toolCalls.map((call) => `${call.name}(${call.arguments})`);
  const heading = name === undefined ? role : `${role} · ${name.slice(0, NAME)}`;
  const lines = [...(said === '' && calls.length > 0 ? [] : [said]), ...calls];
  return `#### ${escapeMarkdown(heading.replace(/\s+/g, ' '))}\n\n${cutText(lines.join('\n'))}`;
}

function answerSections(title: string, answers: readonly string[]): string[] {
  const sections = answers.slice(0, MOST_ANSWERS).map((answer) => `#### ${title}\n\n${cutText(answer)}`);
  const left = answers.length - sections.length;
  return left > 0 ? [...sections, `_… ${left} more …_`] : sections;
}

function functionNames(tools: readonly JsonValue[]): string {
  const names = tools.slice(0, MOST_FUNCTIONS).map((tool) => {
    const definition = isJsonObject(tool) && isJsonObject(tool['function']) ? tool['function'] : tool;
    const name = isJsonObject(definition) ? definition['name'] : undefined;
    return typeof name === 'string' ? name.slice(0, SHOWN) : '?';
  });
  const left = tools.length - names.length;
  return `${names.join(', ')}${left > 0 ? `, … ${left} more` : ''}`;
}

/** The beginning of a text, and how much is left out. */
function cutText(text: string): string {
  const points = Array.from(text.slice(0, 2 * SHOWN + 2));
  if (points.length <= SHOWN) return escapeMarkdown(text);
  const start = points.slice(0, SHOWN).join('');
  const left = (text.length - start.length).toLocaleString('en');
  return `${escapeMarkdown(start)}…  \n_${left} more characters_`;
}
