import { lcsLengthSteps } from '../../compare/bitLcs';
import { runToEnd } from '../../compare/steps';
import { canonicalJson, isDeeper, isJsonObject, MAX_DEPTH, parseNested, type JsonValue } from '../../dataset/json';
import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import { metricFamily } from '../metricFamily';
import { wordF1 } from '../question/squad';
import { findJson } from './jsonInText';

/** How arguments are compared. */
const ARGUMENTS = ['exact', 'relaxed', 'ignored'] as const;
type Arguments = (typeof ARGUMENTS)[number];

/**
 * F1 over the tool calls of the answer and of the reference: with m matching pairs, 2m ÷ (calls of the answer + calls of
 * the reference). Two calls match when their names are equal and their arguments are: members in any order, numbers as
 * numbers, items of arrays by index (`exact`); with texts as the Berkeley Function Calling Leaderboard compares them, in
 * lower case and without ` ,./-_*^` (`relaxed`); or whatever their arguments (`ignored`). Calls match in any order, each
 * once; with `order`, the longest common subsequence counts. Calls in text are those of its JSON (one call or a list, with
 * `name` and `arguments` or `parameters`, with or without `function` around them) or of `<tool_call>` elements.
 * An empty list as the reference asks for no call. References without calls are passed over.
 */
export const toolCalls = metricFamily(
  'tool-calls',
  {
    arguments: { kind: 'choice', default: 'exact', choices: ARGUMENTS },
    order: { kind: 'flag', default: false },
  },
  ({ arguments: compared, order }) => ({
    title: 'Tool calls',
    range: [0, 1],
    better: 'higher',
    follows: 'F1 over (name, arguments) pairs, as defined in toolCalls.ts',
    needsReference: true,
    rightAt: 1,
    digits: 2,
    score({ completion, references }) {
      const answer = callsIn(answerTextOf(completion), compared) ?? [];
      return bestOver(references, (text) => {
        const reference = callsIn(text, compared);
        if (!reference) return undefined;
        return order ? orderedF1(answer, reference) : wordF1(answer, reference);
      });
    },
  }),
);

/** The calls in a text, as texts that are equal when the calls match; undefined where the text is none. */
function callsIn(text: string, compared: Arguments): readonly string[] | undefined {
  const values = text.includes('<tool_call>') ? elementsIn(text) : listIn(text);
  const calls = values?.map((value) => callText(value, compared));
  return calls?.every((call) => call !== undefined) ? calls : undefined;
}

/** The contents of `<tool_call>` elements, as Hermes and Qwen models write calls. */
function elementsIn(text: string): readonly (JsonValue | undefined)[] {
  return text
    .split('<tool_call>')
    .slice(1)
    .map((part) => parseNested(part.split('</tool_call>', 1)[0] ?? ''));
}

function listIn(text: string): readonly JsonValue[] | undefined {
  const value = findJson(text)?.value;
  if (value === undefined || isDeeper(value, MAX_DEPTH)) return undefined;
  const calls = isJsonObject(value) && value['tool_calls'] !== undefined ? value['tool_calls'] : value;
  return Array.isArray(calls) ? (calls as readonly JsonValue[]) : [calls];
}

function callText(value: JsonValue | undefined, compared: Arguments): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const call = isJsonObject(value['function']) ? value['function'] : value;
  const name = call['name'];
  if (typeof name !== 'string') return undefined;
  if (compared === 'ignored') return name;
  const given = call['arguments'] ?? call['parameters'] ?? {};
  const read = typeof given === 'string' ? (parseNested(given) ?? given) : given;
  return canonicalJson([name, compared === 'relaxed' ? relaxed(read) : read]);
}

/** `standardize_string` of the leaderboard's AST checker, on every text. */
function relaxed(value: JsonValue): JsonValue {
  if (typeof value === 'string')
    return value
      .replace(/[ ,./\-_*^]/g, '')
      .toLowerCase()
      .replaceAll("'", '"');
  if (Array.isArray(value)) return value.map(relaxed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, relaxed(item)]])),
  );
}

function orderedF1(answer: readonly string[], reference: readonly string[]): number {
  const calls = answer.length + reference.length;
  if (calls === 0) return 1;
  const ids = new Map([...answer, ...reference].map((call, at) => [call, at]));
  const [a, b] = [answer, reference].map((list) => Int32Array.from(list, (call) => ids.get(call) ?? 0));
  const common = a && b ? runToEnd(lcsLengthSteps(a, b)).at(-1) : undefined;
  return (2 * (common ?? 0)) / calls;
}
