/** One member of a JSON object as it is written: `"key": value`, without white space around it. */
export interface ObjectMember {
  readonly key: string;
  readonly text: string;
}

/**
 * The members of a JSON object in the order of its text, each byte for byte: what is not understood can be written again
 * without a change to its numbers, escapes or spaces. Takes valid JSON of an object, nested to any depth.
 */
export function objectMembers(json: string): ObjectMember[] {
  const members: ObjectMember[] = [];
  let depth = 0;
  let start = 0;
  let colon = 0;
  for (let at = 0; at < json.length; at += 1) {
    const char = json[at];
    if (char === '"') at = endOfString(json, at);
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (char === ':' && depth === 1) {
      colon = at;
    } else if (char === '}' || char === ']' || char === ',') {
      if (depth === 1 && colon > start) {
        const key: unknown = JSON.parse(json.slice(start, colon));
        members.push({ key: String(key), text: json.slice(start, at).trim() });
        start = at + 1;
      }
      if (char !== ',') depth -= 1;
    }
  }
  return members;
}

/** The JSON text of an object with these members. */
export function objectText(members: readonly ObjectMember[]): string {
  return `{${members.map((member) => member.text).join(',')}}`;
}

/** Index of the quote that ends the string that starts at `from`. */
function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
