import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Manifest {
  readonly icon: string;
  readonly main: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly icon?: string; readonly enablement?: string }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string; readonly when?: string; readonly group?: string }[]>
    >;
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon?: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly markdownDescription: string }>> };
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string }; readonly description: string }[];
    }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const commands = new Set(contributes.commands.map(({ command }) => command));
const views = new Set(Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id)));

describe('package.json', () => {
  it('uses exactly the strings of package.nls.json', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    expect([...used].sort()).toEqual(Object.keys(strings).sort());
  });

  it('names only commands that it declares', () => {
    const named = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(strings).flatMap((value) =>
        [...value.matchAll(/\(command:(tuningFork\.\w+)/g)].map(([, id]) => id ?? ''),
      ),
    ];
    expect(named.filter((command) => !commands.has(command))).toEqual([]);
  });

  it('names only views that it declares', () => {
    const inWhen = [...text.matchAll(/(?:view|focusedView) == (tuningFork\.\w+)/g)].map(([, id]) => id ?? '');
    const named = [...inWhen, ...contributes.viewsWelcome.map(({ view }) => view)];
    expect(named.filter((view) => !views.has(view))).toEqual([]);
  });

  it('uses only context keys that the code sets', () => {
    const typed = readFileSync('src/editor/contextKeys.ts', 'utf8');
    const whens = [
      ...contributes.commands.map(({ enablement }) => enablement),
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when)),
      ...contributes.keybindings.map(({ when }) => when),
      ...contributes.viewsWelcome.map(({ when }) => when),
    ].join(' ');
    const keys = [...whens.matchAll(/(?<![\w'.] == '?)(?<!\w == )\btuningFork\.\w+/g)]
      .map(([key]) => key)
      .filter((key) => !views.has(key) && key !== 'tuningFork.inspector');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !typed.includes(`'${key}'`))).toEqual([]);
  });

  it('gives every command that stands as a button an icon, and every key a condition', () => {
    const buttons = Object.entries(contributes.menus).flatMap(([menu, items]) =>
      items.filter(
        ({ group }) =>
          menu !== 'commandPalette' && /^(navigation|inline)(@|$)/.test(group ?? '') && menu !== 'explorer/context',
      ),
    );
    const icons = new Map(contributes.commands.map(({ command, icon }) => [command, icon]));
    expect(buttons.filter(({ command }) => !icons.get(command)).map(({ command }) => command)).toEqual([]);
    expect(contributes.keybindings.filter(({ when }) => !when)).toEqual([]);
  });

  it('has every file that it names', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('is typed against the oldest VS Code that it runs on', () => {
    const oldest = manifest.engines.vscode.replace('^', '').split('.').slice(0, 2);
    expect(manifest.devDependencies['@types/vscode']?.split('.').slice(0, 2)).toEqual(oldest);
  });

  it('ignores every setting of an untrusted workspace', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect([...restrictedConfigurations].sort()).toEqual(Object.keys(contributes.configuration.properties).sort());
  });
});
