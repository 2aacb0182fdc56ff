import type { FieldMap, Format } from '../dataset/format';
import { alpaca } from '../dataset/formats/alpaca';
import { openaiChat } from '../dataset/formats/openaiChat';
import { promptCompletion } from '../dataset/formats/promptCompletion';
import { sharegpt } from '../dataset/formats/sharegpt';

/** What may stand at one place of a row, in JSON: behind the closing quotation mark of a text, say. */
export interface PlainStep {
  readonly json: string;
  /** Place in the list of places behind the text that comes next; undefined where the row ends with this. */
  readonly next?: number;
  /** The text that comes next goes on with the one before, in a new line. */
  readonly joins?: true;
}

/**
 * Where the texts of plain rows stand, as what may come at each place; the first is the row's beginning. A row that fits is
 * without fault if none of its texts is blank; its texts are those of its sample, and the last one is its only reference.
 */
export type PlainShape = readonly (readonly PlainStep[])[];

/** The shape of plain rows of a format, as programs write them; undefined where it has none. */
export function plainShapeOf(format: Format, fields: FieldMap): PlainShape | undefined {
  return fields.prompt === undefined && fields.reference === undefined ? SHAPES.get(format) : undefined;
}

/** Names in a chat, and those of who speaks. */
interface ChatNames {
  readonly list: string;
  readonly role: string;
  readonly content: string;
  readonly user: string;
  readonly assistant: string;
}

/** What programs write behind colons and commas: JavaScript's nothing, Python's a space. */
const SPACES = ['', ' '];

/** Turns of user and assistant, the assistant's last, behind any number of system messages. */
function chatShape({ list, role, content, user, assistant }: ChatNames): PlainShape {
  return inEachStyle((space, place) => {
    const message = (speaker: string): string => `{"${role}":${space}"${speaker}",${space}"${content}":${space}"`;
    const first = (speaker: string, next: number): PlainStep => ({
      json: `{"${list}":${space}[${message(speaker)}`,
      next: place(next),
    });
    const further = (speaker: string, next: number): PlainStep => ({
      json: `"},${space}${message(speaker)}`,
      next: place(next),
    });
    return [
      [first('system', 1), first(user, 2)],
      [further('system', 1), further(user, 2)],
      [further(assistant, 3)],
      [further(user, 2), { json: '"}]}' }],
    ];
  });
}

const PAIR = inEachStyle((space, place) => [
  [{ json: `{"prompt":${space}"`, next: place(1) }],
  [{ json: `",${space}"completion":${space}"`, next: place(2) }],
  [{ json: '"}' }],
]);

const ALPACA = inEachStyle((space, place) => [
  [{ json: `{"instruction":${space}"`, next: place(1) }],
  [
    { json: `",${space}"input":${space}"",${space}"output":${space}"`, next: place(3) },
    { json: `",${space}"input":${space}"`, next: place(2), joins: true },
    { json: `",${space}"output":${space}"`, next: place(3) },
  ],
  [{ json: `",${space}"output":${space}"`, next: place(3) }],
  [{ json: '"}' }],
]);

const SHAPES: ReadonlyMap<Format, PlainShape> = new Map([
  [openaiChat, chatShape({ list: 'messages', role: 'role', content: 'content', user: 'user', assistant: 'assistant' })],
  [sharegpt, chatShape({ list: 'conversations', role: 'from', content: 'value', user: 'human', assistant: 'gpt' })],
  [promptCompletion, PAIR],
  [alpaca, ALPACA],
]);

/** @param placesOf the places in one style, given what stands behind colons and commas, and where a place will be */
function inEachStyle(placesOf: (space: string, place: (of: number) => number) => PlainShape): PlainShape {
  let before = 1;
  const beginnings: PlainStep[] = [];
  const others: (readonly PlainStep[])[] = [];
  for (const space of SPACES) {
    const [beginning = [], ...rest] = placesOf(space, (of) => before + of - 1);
    beginnings.push(...beginning);
    others.push(...rest);
    before += rest.length;
  }
  return [beginnings, ...others];
}
