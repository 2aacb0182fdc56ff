import { answersOf } from './answers';
import { remainderOf } from './fields';
import type { FieldMap, Unusable } from './format';
import { IMAGE_FIELDS, readImages, withImages } from './images';
import type { JsonObject } from './json';
import { readMessages } from './messages';
import type { Message, SampleContent } from './sample';
import { readTools, TOOL_FIELDS } from './tools';

/** What a format found in a record. */
export interface Found extends Pick<SampleContent, 'messages' | 'references' | 'rejected'> {
  /** The fields it was found in. */
  readonly used: readonly string[];
}

/** The sample of a record in which a format found prompt and answers, with the functions and pictures beside them. */
export function sampleOf(record: JsonObject, fields: FieldMap, found: Found): SampleContent {
  const { messages, references, rejected } = found;
  const tools = readTools(record);
  const images = readImages(record);
  const used = images.length > 0 ? [...found.used, ...TOOL_FIELDS, ...IMAGE_FIELDS] : [...found.used, ...TOOL_FIELDS];
  const sample = {
    messages: images.length > 0 ? withImages(messages, images) : messages,
    references,
    ...remainderOf(record, used, fields),
  };
  const isRejecting = rejected !== undefined && rejected.length > 0;
  if (!isRejecting && tools === undefined) return sample;
  return { ...sample, ...(isRejecting && { rejected }), ...(tools && { tools }) };
}

/** The system prompt that stands in a field of its own (`system`), as a list of one message or none. */
export function systemOf(record: JsonObject): readonly Message[] {
  const system = record['system'];
  if (system === undefined || system === null || system === '') return [];
  const read = readMessages([{ role: 'system', content: system }], 'system');
  return 'unusable' in read ? [] : read;
}

/**
 * What a conversation asks, and the references. Where these stand apart from it, it is asked as it stands, without an
 * answer at its end. Else the last assistant message for which `isWanted` holds is the reference (the last of all, where
 * it holds for none) and what stands before it the prompt.
 * @param name what the conversation is called in the record, for the reason
 * @param apart the references, where they stand apart
 * @param isWanted given the index of a message
 */
export function askedIn(
  messages: readonly Message[],
  name: string,
  apart: readonly string[] | undefined,
  isWanted: (index: number) => boolean = () => true,
): Pick<Found, 'messages' | 'references'> | Unusable {
  const isAnswer = (message: Message | undefined): boolean => message?.role === 'assistant';
  const wanted = messages.findLastIndex((message, index) => isAnswer(message) && isWanted(index));
  const at = wanted >= 0 ? wanted : messages.findLastIndex(isAnswer);
  const final = isAnswer(messages.at(-1)) ? messages.length - 1 : -1;
  const end = apart === undefined ? at : final;
  const prompt = end < 0 ? messages : messages.slice(0, end);
  if (asksNothing(prompt)) {
    return { unusable: `“${name}” asks nothing: there is no user message before the assistant’s answer.` };
  }
  return { messages: prompt, references: apart ?? answersOf(messages[at]) };
}

/** True where nobody but the system speaks. */
export function asksNothing(prompt: readonly Message[]): boolean {
  return prompt.every(({ role }) => role === 'system' || role === 'developer');
}
