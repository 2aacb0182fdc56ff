import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Note } from '../../../src/core/note/note';
import { MOST_NOTES_BYTES, readNotes, saveNote } from '../../../src/node/notesFile';
import { buildNoteProcess, crash, finish, startWindow } from './support/otherWindow';

let folder: string;
let file: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tuning-fork-notes-')));
  file = path.join(folder, 'eval.notes.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function noteOn(sample: string, change: Partial<Note> = {}): Note {
  return { sample, line: 1, reviewer: 'ann', verdict: 'tie', updated: '2026-11-23T10:00:00Z', ...change };
}

function lines(...notes: readonly Note[]): string {
  return notes.map((note) => `${JSON.stringify(note)}\n`).join('');
}

const text = (): string => readFileSync(file, 'utf8');

describe('readNotes', () => {
  it('finds no notes in a missing file', async () => {
    expect(await readNotes(file)).toEqual({ notes: [], unread: [] });
  });

  it('reads a file with a byte order mark, CRLF and a broken line', async () => {
    writeFileSync(file, `\uFEFF${lines(noteOn('a')).replace('\n', '\r\n')}{"sample":\r\n`);
    expect(await readNotes(file)).toEqual({ notes: [noteOn('a')], unread: [2] });
  });

  it('refuses a file that is too large', async () => {
    writeFileSync(file, '');
    truncateSync(file, MOST_NOTES_BYTES + 1);
    await expect(readNotes(file)).rejects.toMatchObject({ name: 'HumanError', code: 'notes-too-large' });
  });

  it('refuses what is not a file', async () => {
    mkdirSync(file);
    await expect(readNotes(file)).rejects.toMatchObject({ name: 'HumanError', code: 'notes-unreadable' });
  });
});

describe('saveNote', () => {
  it('makes the file, with nothing beside it', async () => {
    expect(await saveNote(file, noteOn('a'))).toEqual(noteOn('a'));
    expect(text()).toBe(lines(noteOn('a')));
    expect(readdirSync(folder)).toEqual(['eval.notes.jsonl']);
  });

  it('makes no file for a note that says nothing', async () => {
    await saveNote(file, { sample: 'a', line: 1, reviewer: 'ann', updated: '2026-11-23T10:00:00Z' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps a line that a hand edit has broken', async () => {
    const broken = '{"sample":"a","line":1,"reviewer":"bob","note":"said "no""}';
    writeFileSync(file, `${broken}\n${lines(noteOn('b'))}`);
    await saveNote(file, noteOn('a'));
    expect(text()).toBe(`${lines(noteOn('a'), noteOn('b'))}${broken}\n`);
  });

  it('merges what a git pull has brought since the file was read', async () => {
    await saveNote(file, noteOn('b'));
    await readNotes(file);
    rmSync(file);
    writeFileSync(file, lines(noteOn('a', { reviewer: 'bob' }), noteOn('b', { note: 'from my other machine' })));
    await saveNote(file, noteOn('c'));
    expect(text()).toBe(
      lines(noteOn('a', { reviewer: 'bob' }), noteOn('b', { note: 'from my other machine' }), noteOn('c')),
    );
  });

  it('merges what a git pull brings between reading and writing', async () => {
    writeFileSync(file, lines(noteOn('b')));
    let pulled = false;
    const saved: Note = {
      ...noteOn('c'),
      // Asked for while the note is merged into what was read.
      get run() {
        if (!pulled) writeFileSync(file, lines(noteOn('a'), noteOn('b')));
        pulled = true;
        return 'r';
      },
    };
    await saveNote(file, saved);
    expect(pulled).toBe(true);
    expect(text()).toBe(
      lines(noteOn('a'), noteOn('b'), noteOn('c')).replace(/(,"updated":"[^"]*"\}\n)$/, ',"run":"r"$1'),
    );
  });

  it('answers with the later version that another window has saved', async () => {
    const later = noteOn('a', { note: 'later', updated: '2026-11-23T10:00:09Z' });
    writeFileSync(file, lines(later));
    expect(await saveNote(file, noteOn('a'))).toEqual(later);
    expect(text()).toBe(lines(later));
  });

  it('does not let a version from a machine whose clock is ahead swallow what is saved now', async () => {
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    writeFileSync(file, lines(noteOn('a', { note: 'from the future', updated: ahead })));
    const saved = await saveNote(file, noteOn('a', { note: 'now' }));
    expect(saved).toEqual(noteOn('a', { note: 'now', updated: ahead }));
    expect((await readNotes(file)).notes).toEqual([saved]);
  });

  it('ends with the note that was saved last', async () => {
    const turns = Array.from({ length: 20 }, (_, turn) => noteOn('a', { note: String(turn) }));
    await Promise.all(turns.map((note) => saveNote(file, note)));
    expect((await readNotes(file)).notes).toEqual([noteOn('a', { note: '19' })]);
  });

  it('saves again after a save that failed', async () => {
    const missing = path.join(folder, 'sub', 'eval.notes.jsonl');
    const first = saveNote(missing, noteOn('a'));
    const second = saveNote(missing, noteOn('b'));
    await expect(first).rejects.toMatchObject({ name: 'HumanError', code: 'notes-not-saved' });
    await expect(second).rejects.toMatchObject({ name: 'HumanError', code: 'notes-not-saved' });
    mkdirSync(path.dirname(missing));
    await saveNote(missing, noteOn('c'));
    expect(readFileSync(missing, 'utf8')).toBe(lines(noteOn('c')));
  });

  it('does not touch a file that is not UTF-8', async () => {
    const latin1 = Buffer.from(lines(noteOn('a', { note: 'naïve' })), 'latin1');
    writeFileSync(file, latin1);
    await expect(saveNote(file, noteOn('b'))).rejects.toMatchObject({ name: 'HumanError', code: 'notes-not-utf8' });
    expect(readFileSync(file).equals(latin1)).toBe(true);
    expect(readdirSync(folder)).toEqual(['eval.notes.jsonl']);
  });

  it('does not make a file too large to be read again', async () => {
    const filler = `${'x'.repeat(MOST_NOTES_BYTES - 1)}\n`;
    writeFileSync(file, filler);
    await expect(saveNote(file, noteOn('a'))).rejects.toMatchObject({ name: 'HumanError', code: 'notes-too-large' });
    expect(text() === filler).toBe(true);
  });
});

describe('a link', () => {
  let target: string;
  beforeEach(() => {
    mkdirSync(path.join(folder, 'shared'));
    target = path.join(folder, 'shared', 'team.jsonl');
  });

  it('is followed', async () => {
    writeFileSync(target, lines(noteOn('b')));
    symlinkSync(target, file);
    await saveNote(file, noteOn('a'));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe(lines(noteOn('a'), noteOn('b')));
    expect((await readNotes(file)).notes).toHaveLength(2);
  });

  it('is followed to a file that does not exist yet', async () => {
    symlinkSync(path.join('shared', 'team.jsonl'), file);
    await saveNote(file, noteOn('a'));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe(lines(noteOn('a')));
  });

  it('is not followed to a file of another kind', async () => {
    const profile = path.join(folder, 'shared', '.profile');
    writeFileSync(profile, 'umask 022\n');
    symlinkSync(profile, file);
    await expect(saveNote(file, noteOn('$(touch gone)'))).rejects.toMatchObject({ code: 'notes-link' });
    expect(readFileSync(profile, 'utf8')).toBe('umask 022\n');
  });

  it('in a circle is refused', async () => {
    symlinkSync(file, target);
    symlinkSync(target, file);
    await expect(saveNote(file, noteOn('a'))).rejects.toMatchObject({ code: 'notes-not-saved' });
  });
});

describe('two windows', () => {
  it('that write a hundred notes each at once lose none, even after a third one has crashed', async () => {
    const program = await buildNoteProcess(folder);
    await crash(await startWindow(program), { task: 'replace', file, content: 'torn' });
    await crash(await startWindow(program), { task: 'lock', file });
    const broken = '{"sample":';
    writeFileSync(file, `${broken}\n`);
    const windows = await Promise.all([startWindow(program), startWindow(program)]);
    const reviewers = ['ann', 'bob'];
    await Promise.all(
      windows.map((child, index) =>
        finish(child, { task: 'save', file, reviewer: reviewers[index] ?? '', count: 100 }),
      ),
    );
    const samples = Array.from({ length: 100 }, (_, index) => index).sort((a, b) => (`s${a}` < `s${b}` ? -1 : 1));
    const expected = samples.flatMap((index) =>
      reviewers.map((reviewer) => noteOn(`s${index}`, { line: index, reviewer })),
    );
    expect(text()).toBe(`${lines(...expected)}${broken}\n`);
    expect(existsSync(`${file}.lock`)).toBe(false);
  }, 60_000);
});
