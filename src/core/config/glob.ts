/** Alternatives that braces are written out to, at most; a glob with more of them is taken literally. */
const MOST_ALTERNATIVES = 1000;

/** Stands for any number of items. */
const ANY = Symbol('any');

type Step<T> = typeof ANY | ((item: T) => boolean);

/**
 * The test that a glob is, for paths with forward slashes below the same folder: `*` and `?` within a name, `**` for any
 * folders, `[a-z]`, `[!a-z]` and `{one,two}`, as VS Code reads them.
 */
export function globTest(glob: string): (path: string) => boolean {
  const alternatives = withoutBraces(glob.replace(/^(\.\/)+/, '')).map((alternative) =>
    alternative.split('/').map((name): Step<string> => (name === '**' ? ANY : nameTest(name))),
  );
  return (path) => alternatives.some((steps) => matches(steps, path.split('/')));
}

/** The test that a pattern is, for names: as {@link globTest}, but a slash is a character like any other. */
export function patternTest(pattern: string): (name: string) => boolean {
  const tests = withoutBraces(pattern).map(nameTest);
  return (name) => tests.some((test) => test(name));
}

function nameTest(pattern: string): (name: string) => boolean {
  const steps = (pattern.match(/\[!?[^\]]+\]|[^]/gu) ?? []).map((part): Step<string> => {
    if (part === '*') return ANY;
    if (part === '?') return () => true;
    return part.length > 2 && part.startsWith('[') ? classTest(part.slice(1, -1)) : (character) => character === part;
  });
  return (name) => matches(steps, Array.from(name));
}

/** What stands between brackets. */
function classTest(content: string): (character: string) => boolean {
  const isNegated = content.startsWith('!');
  const ranges = (isNegated ? content.slice(1) : content).match(/[^]-[^]|[^]/gu) ?? [];
  const holds = (character: string): boolean =>
    ranges.some((range) => {
      const [first = '', , last = first] = range;
      return character >= first && character <= last;
    });
  return (character) => holds(character) !== isNegated;
}

/** Whether the items follow the steps: going back only to the last {@link ANY}, so at most steps × items tests. */
function matches<T>(steps: readonly Step<T>[], items: readonly T[]): boolean {
  let step = 0;
  let item = 0;
  let back: { readonly step: number; item: number } | undefined;
  while (item < items.length) {
    const test = steps[step];
    if (test === ANY) {
      back = { step: ++step, item };
    } else if (test?.(items[item] as T)) {
      step++;
      item++;
    } else if (back) {
      ({ step } = back);
      item = ++back.item;
    } else return false;
  }
  return steps.slice(step).every((rest) => rest === ANY);
}

/** A glob for each combination of what stands in braces. */
function withoutBraces(glob: string): string[] {
  let done: string[] = [];
  let open = [glob];
  while (open.length > 0) {
    const next: string[] = [];
    for (const text of open) {
      // The innermost braces first: they hold no others.
      const braces = /\{([^{}]*,[^{}]*)\}/u.exec(text);
      if (!braces) done = [...done, text];
      else {
        const behind = text.slice(braces.index + braces[0].length);
        for (const choice of (braces[1] ?? '').split(',')) next.push(text.slice(0, braces.index) + choice + behind);
      }
    }
    if (done.length + next.length > MOST_ALTERNATIVES) return [glob];
    open = next;
  }
  return done;
}
