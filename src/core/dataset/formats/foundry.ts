import { fieldNamed } from '../fieldNames';
import type { FieldMap, Format } from '../format';
import { isJsonObject, type JsonObject } from '../json';
import { isMessageList } from '../messages';
import { columns } from './columns';
import { openaiChat } from './openaiChat';

/**
 * The evaluation data of Azure AI Foundry: `query`, `response`, `context` and `ground_truth`, or a `conversation` of
 * `messages`; `tool_definitions` beside them. The ground truth is the reference where there is one, else the response.
 */
export const foundry: Format = {
  id: 'foundry',
  title: 'Azure AI Foundry',

  matches(record) {
    return (
      hasConversation(record) || ('query' in record && ('response' in record || groundTruth(record) !== undefined))
    );
  },

  usualFields(record) {
    const reference = groundTruth(record);
    if (hasConversation(record)) return { prompt: 'conversation', ...(reference !== undefined && { reference }) };
    return { prompt: 'query', reference: reference ?? 'response' };
  },

  read(record, fields) {
    const { conversation, tool_definitions: tools, ...others } = record;
    const known: JsonObject = tools === undefined ? others : { tools, ...others };
    const named: FieldMap = { ...foundry.usualFields(record), ...fields };
    const isChat = isJsonObject(conversation) && named.prompt === 'conversation';
    if (!isChat) return columns.read(conversation === undefined ? known : { conversation, ...known }, named);
    const { messages, ...beside } = conversation;
    return openaiChat.read({ ...beside, ...known, messages }, { ...named, prompt: 'messages' });
  },
};

function hasConversation({ conversation }: JsonObject): boolean {
  return isJsonObject(conversation) && isMessageList(conversation['messages']);
}

function groundTruth(record: JsonObject): string | undefined {
  return fieldNamed(record, ['groundtruth']);
}
