import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERDICTS, type Note } from '../../../../src/core/note/note';
import { mergeNote, parseNotes } from '../../../../src/core/note/notesText';

const bare: Note = { sample: 'b', line: 2, reviewer: 'ann', updated: '2026-11-23T10:00:00Z' };
const note: Note = { ...bare, verdict: 'tuned' };
const LINE = '{"sample":"b","line":2,"reviewer":"ann","verdict":"tuned","updated":"2026-11-23T10:00:00Z"}';

function lineOf(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(LINE) as object), ...change });
}

describe('parseNotes', () => {
  it('reads the notes of the sample workspace, whose every line it would write the same', () => {
    const text = readFileSync(new URL('../../../../media/sample/eval.notes.jsonl', import.meta.url), 'utf8');
    const { notes, unread } = parseNotes(text);
    expect(notes).toEqual(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    );
    expect(unread).toEqual([]);
    for (const each of notes) expect(mergeNote(text, each).text).toBe(text);
  });

  it('has no notes for no text', () => {
    expect(parseNotes('')).toEqual({ notes: [], unread: [] });
  });

  it('lists lines that are not notes by their number', () => {
    const lines = ['{"sample":"a"', LINE, '', 'null', '{"type":"header"}', lineOf({ verdict: 'unsure' })];
    expect(parseNotes(lines.join('\n'))).toEqual({ notes: [note], unread: [1, 4, 5, 6] });
  });

  it.each([
    ['a sample that is no text', { sample: 1 }],
    ['a reviewer that is no text', { reviewer: null }],
    ['categories that are no lists', { categories: { base: 'wrong-clause' } }],
    ['a rating without bounds', { ratings: { base: { accuracy: Infinity } } }],
    ['no time', { updated: undefined }],
  ])('does not take %s', (_, change) => {
    const text = lineOf(change).replace('null}}', '1e999}}');
    expect(parseNotes(text)).toEqual({ notes: [], unread: [1] });
  });

  it('hands out the known fields only', () => {
    expect(parseNotes(lineOf({ flag: true, constructor: 'x' })).notes).toEqual([note]);
  });

  it('sorts by sample, then reviewer, in code units', () => {
    const keys = ['\uFF5E a', '😀 a', 'a b', 'a B', 'B a', 'é a'].map((key) => key.split(' '));
    const text = keys.map(([sample, reviewer]) => lineOf({ sample, reviewer })).join('\n');
    // U+1F600 is written as U+D83D U+DE00, which is before U+FF5E.
    const sorted = ['B a', 'a B', 'a b', 'é a', '😀 a', '\uFF5E a'];
    expect(parseNotes(text).notes.map(({ sample, reviewer }) => `${sample} ${reviewer}`)).toEqual(sorted);
  });

  it('takes the later of two versions, by time and not by spelling', () => {
    const [early, late] = [
      lineOf({ note: 'early', updated: '2026-11-23T12:00:00+03:00' }),
      lineOf({ note: 'late', updated: '2026-11-23T10:00:00Z' }),
    ];
    for (const text of [`${early}\n${late}`, `${late}\n${early}`]) {
      expect(parseNotes(text).notes.map((each) => each.note)).toEqual(['late']);
    }
  });

  it('takes the same one of two versions of the same second, in whatever order a merge has put them', () => {
    const [one, other] = [lineOf({ note: 'one' }), lineOf({ note: 'other' })];
    expect(parseNotes(`${one}\n${other}`)).toEqual(parseNotes(`${other}\n${one}`));
  });
});

describe('mergeNote', () => {
  it('writes the line of the format', () => {
    const full: Note = {
      updated: '2026-11-23T10:20:00Z',
      run: '2026-11-23T10-15-00Z-7f3a',
      correction: 'Indemnification',
      note: 'Base reads the indemnity as a warranty.',
      ratings: { tuned: { accuracy: 5 } },
      categories: { base: ['wrong-clause'], tuned: [] },
      verdict: 'tuned',
      reviewer: 'ann',
      line: 17,
      sample: '3f9a1c0b7d2e',
    };
    expect(mergeNote('', full).text).toBe(
      '{"sample":"3f9a1c0b7d2e","line":17,"reviewer":"ann","verdict":"tuned","categories":{"base":["wrong-clause"],"tuned":[]},' +
        '"ratings":{"tuned":{"accuracy":5}},"note":"Base reads the indemnity as a warranty.","correction":"Indemnification",' +
        '"run":"2026-11-23T10-15-00Z-7f3a","updated":"2026-11-23T10:20:00Z"}\n',
    );
  });

  it('keeps the order of fields and, byte for byte, the fields it does not know', () => {
    const before =
      '{ "flag" : 1.0, "updated":"2026-11-22T10:00:00Z","reviewer":"ann", "verdict": "base", "line":1,"sample":"b","2":[ 1 ]}';
    expect(mergeNote(before, note).text).toBe(
      '{"flag" : 1.0,"updated":"2026-11-23T10:00:00Z","reviewer":"ann","verdict":"tuned","line":2,"sample":"b","2":[ 1 ]}\n',
    );
  });

  it('puts a new field where a new line has it and takes away what is no longer said', () => {
    expect(mergeNote(LINE, { ...bare, note: 'No.' }).text).toBe(
      '{"sample":"b","line":2,"reviewer":"ann","note":"No.","updated":"2026-11-23T10:00:00Z"}\n',
    );
  });

  it('does not touch the bytes of other lines', () => {
    const other = ' {"reviewer":"bob", "sample":"b","line":2.0,"updated":"x","verdict":"base" }\t';
    const broken = '{"sample":"a","line":1,"reviewer":"ann",';
    const { text } = mergeNote(`${other}\n${broken}\n`, note);
    expect(text).toBe(`${LINE}\n${other}\n${broken}\n`);
  });

  it('makes LF of CRLF and drops a byte order mark and empty lines', () => {
    const other = lineOf({ sample: 'a' });
    expect(mergeNote(`\uFEFF${other}\r\n\r\nbroken\r\n \r\n`, note).text).toBe(`${other}\n${LINE}\nbroken\n`);
  });

  it('completes a missing final newline', () => {
    const other = lineOf({ sample: 'c' });
    expect(mergeNote(other, note).text).toBe(`${LINE}\n${other}\n`);
  });

  it('keeps the markers of a conflict and the notes of both sides', () => {
    const [a, c, d] = ['a', 'c', 'd'].map((sample) => lineOf({ sample }));
    const ours = lineOf({ reviewer: 'bob', note: 'ours', updated: '2026-11-23T10:00:00Z' });
    const theirs = lineOf({ reviewer: 'bob', note: 'theirs', updated: '2026-11-23T11:00:00Z' });
    const text = [a, '<<<<<<< HEAD', ours, c, '=======', theirs, d, '>>>>>>> origin/main', ''].join('\n');
    expect(mergeNote(text, note).text).toBe(
      [a, LINE, theirs, c, d, '<<<<<<< HEAD', '=======', '>>>>>>> origin/main', ''].join('\n'),
    );
  });

  it('carries unknown fields of the earlier version over to the later one', () => {
    const early = lineOf({ flag: 1, tag: 'early', updated: '2026-11-22T10:00:00Z' });
    const late = lineOf({ tag: 'late' });
    const merged = `${late.slice(0, -1)},"flag":1}\n`;
    const other = { ...note, sample: 'a', updated: '2026-11-23T10:00:00Z' };
    expect(mergeNote(`${early}\n${late}`, other).text).toBe(`${lineOf({ sample: 'a' })}\n${merged}`);
    expect(mergeNote(`${late}\n${early}`, other).text).toBe(`${lineOf({ sample: 'a' })}\n${merged}`);
  });

  it('leaves a later version that stands there, and says so', () => {
    const later = lineOf({ note: 'later', updated: '2026-11-23T10:00:01Z' });
    const merged = mergeNote(later, note);
    expect(merged.text).toBe(`${later}\n`);
    expect(merged.note.note).toBe('later');
  });

  it('replaces a version of the same second, and one whose time cannot be read', () => {
    for (const updated of [note.updated, 'yesterday']) {
      expect(mergeNote(lineOf({ note: 'zzz', updated }), note)).toEqual({ text: `${LINE}\n`, note });
    }
  });

  const empty: Note = { ...bare, categories: { base: [], tuned: [] }, ratings: { tuned: {} }, note: ' ' };

  it('takes away the line of a note that says nothing any more', () => {
    const other = lineOf({ reviewer: 'bob' });
    expect(mergeNote(`${LINE}\n${other}\n`, empty).text).toBe(`${other}\n`);
    expect(mergeNote('', empty).text).toBe('');
  });

  it('keeps the line of a note that says nothing while it has unknown fields', () => {
    expect(mergeNote(lineOf({ flag: 1 }), bare).text).toBe(
      '{"sample":"b","line":2,"reviewer":"ann","updated":"2026-11-23T10:00:00Z","flag":1}\n',
    );
  });

  it.each<Partial<Note>>([
    { verdict: 'tie' },
    { categories: { base: [], tuned: ['wrong-clause'] } },
    { ratings: { base: { accuracy: 0 } } },
    { note: 'Why?' },
    { correction: 'Payment' },
  ])('keeps a note that says only %j', (change) => {
    expect(parseNotes(mergeNote('', { ...empty, ...change }).text).notes).toEqual([{ ...empty, ...change }]);
  });
});

describe('the laws of mergeNote', () => {
  const key = fc.record({
    sample: fc.constantFrom('a', 'b', 'c#2', 'é', '😀'),
    reviewer: fc.constantFrom('ann', 'bob', ''),
  });
  const time = fc.integer({ min: 0, max: 5 }).map((second) => `2026-11-23T10:00:0${second}Z`);
  const said: fc.Arbitrary<Partial<Note>> = fc.record(
    {
      verdict: fc.constantFrom(...VERDICTS),
      categories: fc.record({ base: fc.array(fc.constantFrom('x', 'y')) }),
      note: fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `.${text}`),
      run: fc.string(),
    },
    { requiredKeys: ['note'] },
  );
  const notes = fc
    .tuple(key, fc.nat(99), said, time)
    .map(([{ sample, reviewer }, line, rest, updated]): Note => ({ sample, line, reviewer, ...rest, updated }));
  const unknown = fc.constantFrom('{"sample":"a"', '<<<<<<< HEAD', '=======', '[]', '{"v":1}', '// why', '\u2028');
  const noteLines = fc
    .tuple(notes, fc.dictionary(fc.stringMatching(/^x[a-z]?$/), fc.jsonValue(), { maxKeys: 2 }))
    .map(([each, more]) => JSON.stringify({ ...more, ...each }));
  const ends = fc.constantFrom('\n', '\r\n');
  const files = fc.tuple(fc.array(fc.oneof(noteLines, unknown)), ends).map(([lines, end]) => lines.join(end));

  const idOf = ({ sample, reviewer }: Note): string => `${sample}/${reviewer}`;
  const saveAll = (text: string, all: readonly Note[]): string =>
    all.reduce((now, each) => mergeNote(now, each).text, text);

  it('does not depend on the order in which notes on different samples or of different reviewers are saved', () => {
    const different = fc.uniqueArray(notes, { selector: idOf }).chain((all) => {
      return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
    });
    fc.assert(
      fc.property(files, different, (text, [one, other]) => {
        expect(saveAll(text, other)).toBe(saveAll(text, one));
      }),
    );
  });

  it('ends with the latest version of a note in whatever order the versions are saved', () => {
    const versions = fc
      .tuple(notes, fc.uniqueArray(fc.tuple(time, said), { selector: ([updated]) => updated, minLength: 1 }))
      .map(([{ sample, line, reviewer }, all]) =>
        all.map(([updated, rest]): Note => ({ sample, line, reviewer, ...rest, updated })),
      );
    fc.assert(
      fc.property(versions, (all) => {
        const latest = [...all].sort((a, b) => (a.updated < b.updated ? 1 : -1))[0];
        expect(parseNotes(saveAll('', all)).notes).toEqual([latest]);
      }),
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(files, notes, (text, each) => {
        const once = mergeNote(text, each).text;
        expect(mergeNote(once, each).text).toBe(once);
      }),
    );
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(files, notes, (text, each) => {
        const before = parseNotes(text);
        const after = mergeNote(text, each);
        const linesBefore = text.split(/\r?\n/);
        const linesAfter = after.text.split('\n');
        // Lines that are not understood stand at the end, in their order.
        const unread = before.unread.map((number) => linesBefore[number - 1]);
        expect(linesAfter.slice(linesAfter.length - 1 - unread.length, -1)).toEqual(unread);
        // Every other note is there; where it had one version only, as the line that it was.
        const notesAfter = parseNotes(after.text).notes;
        for (const other of before.notes.filter((one) => idOf(one) !== idOf(each))) {
          expect(notesAfter).toContainEqual(other);
          const versions = linesBefore.filter((line) =>
            parseNotes(line).notes.some((one) => idOf(one) === idOf(other)),
          );
          if (versions.length === 1) expect(linesAfter).toContain(versions[0]);
        }
        // The note that holds is there, and no field that is not understood is gone.
        expect(notesAfter).toContainEqual(after.note);
        expect(notesAfter).toHaveLength(new Set([...before.notes, each].map(idOf)).size);
        for (const line of linesBefore.filter((one) => parseNotes(one).notes.length > 0)) {
          const [was] = parseNotes(line).notes;
          const now = linesAfter.find((one) => parseNotes(one).notes.some((other) => was && idOf(other) === idOf(was)));
          const fields = Object.keys(JSON.parse(line) as object).filter((field) => field.startsWith('x'));
          expect(Object.keys(JSON.parse(now ?? '{}') as object)).toEqual(expect.arrayContaining(fields));
        }
      }),
    );
  });
});
