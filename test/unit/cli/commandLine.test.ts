import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/registry';
import { CommandLine, SMALL } from './support/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.build(SMALL);
});

afterAll(() => line.remove());

describe('the command line', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(await line.call(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });

  it('shows help where it is asked for, and the way to it where nothing is', async () => {
    const help = await line.call(['--help']);
    expect(help).toMatchObject({ status: 0, err: '' });
    for (const { name, title } of COMMANDS) expect(help.out.replace(/ +/g, ' ')).toContain(`\n ${name} ${title}\n`);
    const nothing = await line.call([]);
    expect(nothing).toMatchObject({ status: 2, out: '' });
    expect(nothing.err).toContain('Usage: tuning-fork <command>');
  });

  it.each(COMMANDS.map(({ name }) => name))('explains %s with every option', async (name) => {
    const command = await COMMANDS.find((entry) => entry.name === name)?.load();
    const { status, out, err } = await line.call([name, '--help']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: tuning-fork ${name} `));
    for (const option of [...Object.keys(command?.options ?? {}), 'json', 'help']) expect(out).toContain(`--${option}`);
    expect((await line.call(['help', name])).out).toBe(out);
  });

  it.each([
    [['compute'], /^There is no command “compute”\. Commands: .*score/],
    [['--verbose'], /^There is no option “--verbose”\./],
    [['score', '--metrics', 'x'], /^There is no option --metrics\. There are --metric, --pairs, --json, --help\./],
    [['score', '-m', 'x'], /^There is no option -m\./],
    [['score', '--pairs'], /^--pairs needs a value: --pairs FILE\./],
    [['score', '--pairs', '--json'], /^--pairs needs a value/],
    [['score', '--json=yes'], /^--json takes no value\./],
    [['score', 'file'], /^“file” is too much\./],
    [['check'], /^A file is missing\./],
    [['check', 'a', 'b', 'c'], /^“b”, “c” are too much\./],
    [['run', 'a', '--limit', '0'], /^--limit takes a whole number, 1 or more\./],
    [['run', 'a', '--limit', '1.5'], /^--limit takes a whole number/],
    [['run', 'a', '--limit', 'all'], /^--limit takes a whole number/],
    [['run', 'a', '--resume', '--limit', '3'], /^--resume goes on with the samples that the run has/],
  ])('says what is wrong with %j', async (args, sentence) => {
    const { status, out, err } = await line.call(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });

  it('tells an old Node what it needs', async () => {
    const pretend = await line.write(
      'old.cjs',
      "Object.defineProperty(process.versions, 'node', { value: '18.19.1' });",
    );
    const { status, out, err } = await line.call(['--version'], { node: ['--require', pretend] });
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toBe('tuning-fork needs Node.js 22 or newer, and this is 18.19.1.\n');
  });

  it('shows the inside of a defect only to who asks for it', async () => {
    await rm(line.packaged('package.json'));
    const hidden = await line.call(['--version']);
    expect(hidden).toMatchObject({ status: 2, out: '' });
    expect(hidden.err).toMatch(/^Something went wrong inside Tuning Fork\..*\n$/);
    const shown = await line.call(['--version'], { env: { TUNING_FORK_DEBUG: '1' } });
    expect(shown.err).toContain('\n    at ');
  });
});
