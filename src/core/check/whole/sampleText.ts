import { canonicalJson } from '../../dataset/json';
import { messageText, type Message, type SampleContent } from '../../dataset/sample';
import type { TextHash } from './textHash';

/** Calls back for each text that makes a prompt what it is: roles, contents, tool calls. */
function eachText(messages: readonly Message[], take: (text: string) => void): void {
  for (const { role, content, toolCalls } of messages) {
    take(role);
    take(typeof content === 'string' ? content : canonicalJson(content));
    if (toolCalls) for (const { name, arguments: given } of toolCalls) take(`${name}(${given})`);
  }
}

/** Hashes prompt, references and rejected answers as they are. */
export function hashSample({ messages, references, rejected }: SampleContent, hash: TextHash): void {
  hash.begin();
  eachText(messages, (text) => hash.add(text));
  for (const reference of references) hash.add(reference);
  if (rejected) hash.add(JSON.stringify(rejected));
}

/** As `hashSample`, quicker: samples with different results differ, those with equal results may. */
export function sketchSample({ messages, references, rejected }: SampleContent, hash: TextHash): void {
  hash.begin();
  for (const { content, toolCalls } of messages) {
    if (typeof content === 'string' && !toolCalls) hash.addSketch(content);
    else hash.addSketch(JSON.stringify([content, toolCalls]));
  }
  for (const reference of references) hash.addSketch(reference);
  if (rejected) hash.addSketch(JSON.stringify(rejected));
}

/** Hashes the prompt without regard to case and white space. */
export function hashPrompt({ messages }: SampleContent, hash: TextHash): void {
  hash.begin();
  eachText(messages, (text) => hash.addNormalized(text));
}

/** Hashes the references without regard to case and white space. */
export function hashReferences({ references }: SampleContent, hash: TextHash): void {
  hash.begin();
  for (const reference of references) hash.addNormalized(reference);
}

/** The texts by which near duplicates are told: the prompt's messages without the system's, which many samples share. */
export function comparedTexts({ messages }: SampleContent): readonly string[] {
  return messages.filter(({ role }) => role !== 'system' && role !== 'developer').map(messageText);
}
