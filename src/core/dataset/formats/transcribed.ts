import { readReferences } from '../answers';
import type { Format } from '../format';
import { isJsonObject, type JsonValue } from '../json';
import { readMessages } from '../messages';
import type { SampleContent } from '../sample';
import { promptText } from '../sampleIds';

/** A sample as one line of JSON, to be read by {@link transcribed}. */
export function transcriptLine(content: SampleContent): string {
  const { messages, references, rejected, tools, metadata, ownId } = content;
  const others = JSON.stringify({ id: ownId, references, rejected, tools, metadata });
  return `{"messages":${promptText(messages)},${others.slice(1)}`;
}

/** A row that cannot be used, as one line of JSON. */
export function unusableLine(reason: string): string {
  return JSON.stringify({ unusable: reason });
}

/** Reads samples that were written out by {@link transcriptLine}, under the name of the format that they came from. */
export function transcribed({ id, title }: Pick<Format, 'id' | 'title'>): Format {
  return {
    id,
    title,

    matches(record) {
      return 'messages' in record && 'references' in record;
    },

    usualFields() {
      return { prompt: 'messages', reference: 'references' };
    },

    read(record) {
      if (typeof record['unusable'] === 'string') return { unusable: record['unusable'] };
      const messages = readMessages(record['messages'], 'messages');
      if ('unusable' in messages) return messages;
      const { id: ownId, metadata, rejected, tools } = record;
      return {
        messages,
        references: readReferences(record['references']),
        ...(Array.isArray(rejected) && { rejected: readReferences(rejected as JsonValue) }),
        ...(Array.isArray(tools) && { tools: tools as readonly JsonValue[] }),
        metadata: isJsonObject(metadata) ? metadata : {},
        ...(typeof ownId === 'string' && { ownId }),
      };
    },
  };
}
