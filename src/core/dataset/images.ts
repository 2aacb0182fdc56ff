import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { ContentPart, Message } from './sample';

/** The fields that {@link readImages} reads. */
export const IMAGE_FIELDS = ['images', 'image'];

/** Stands in a text where one of the pictures beside it belongs, as LLaMA-Factory writes it. */
const MARKER = '<image>';

/** The pictures that stand beside a record's text (`images` or `image`), as parts of a message. */
export function readImages(record: JsonObject): readonly ContentPart[] {
  const given = record['images'] ?? record['image'];
  if (!isGiven(given)) return [];
  return (Array.isArray(given) ? (given as readonly JsonValue[]) : [given]).filter(isGiven).map(imagePart);
}

const isGiven = (value: JsonValue | undefined): value is JsonValue =>
  value !== undefined && value !== null && value !== '';

/** An address as OpenAI's API takes it; anything else (a picture's bytes, say) is kept whole. */
function imagePart(image: JsonValue): ContentPart {
  const address = isJsonObject(image) ? image['url'] : image;
  return typeof address === 'string' ? { type: 'image_url', image_url: { url: address } } : { type: 'image', image };
}

/**
 * Puts pictures where the messages leave room for them: for parts `{type: 'image'}` that hold none and for `<image>` in
 * texts, in order. What is left over comes first in the first message of the user.
 */
export function withImages(messages: readonly Message[], images: readonly ContentPart[]): readonly Message[] {
  const left = [...images];
  const filled = messages.map((message): Message => ({ ...message, content: fill(message.content, left) }));
  const user = Math.max(
    0,
    filled.findIndex(({ role }) => role === 'user'),
  );
  return filled.map((message, at) => (at === user ? { ...message, content: prepend(left, message.content) } : message));
}

function fill(content: Message['content'], left: ContentPart[]): Message['content'] {
  if (typeof content === 'string') {
    const parts = fillText(content, left);
    return parts.length === 1 && parts[0]?.type === 'text' ? content : parts;
  }
  return content.flatMap((part): readonly ContentPart[] => {
    if (part.type === 'text' && typeof part.text === 'string') return fillText(part.text, left);
    const isEmpty = part.type === 'image' && Object.keys(part).length === 1;
    return [(isEmpty ? left.shift() : undefined) ?? part];
  });
}

function fillText(text: string, left: ContentPart[]): readonly ContentPart[] {
  const [first = '', ...others] = text.split(MARKER);
  const parts: ContentPart[] = first === '' && others.length > 0 ? [] : [{ type: 'text', text: first }];
  for (const other of others) {
    const image = left.shift();
    parts.push(image ?? { type: 'text', text: MARKER });
    if (other !== '') parts.push({ type: 'text', text: other });
  }
  return parts;
}

function prepend(images: readonly ContentPart[], content: Message['content']): Message['content'] {
  if (images.length === 0) return content;
  return [...images, ...(typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content)];
}
