import * as vscode from 'vscode';
import type { Category } from '../core/config/config';
import type { Note } from '../core/note/note';
import { readNotes } from '../node/notesFile';
import { notesUriOf } from './openDataset';
import { Debounce } from './pacing';
import type { Project } from './project';
import type { Projects } from './projects';

/** An error category with how often the notes name it. */
export interface CategoryNode {
  readonly project: Project;
  readonly category: Category;
  /** False for an id that notes use and `tuning-fork.json` does not define. */
  readonly defined: boolean;
  readonly base: number;
  readonly tuned: number;
}

const QUIET_MS = 300;

/** The Error Categories view: the project's taxonomy, counted for base and tuned over the notes of all datasets. */
export class CategoryTree implements vscode.TreeDataProvider<CategoryNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly refreshing = new Debounce(QUIET_MS, () => this.changed.fire(undefined));
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly projects: Projects) {
    this.disposables = [
      this.changed,
      this.refreshing,
      projects.onDidChange(() => this.refreshing.trigger()),
      projects.onDidChangeNotes(() => this.refreshing.trigger()),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  async getChildren(node?: CategoryNode): Promise<CategoryNode[]> {
    if (node) return [];
    await this.projects.ready;
    return (await Promise.all(this.projects.all.map((project) => this.countIn(project)))).flat();
  }

  getTreeItem({ project, category, defined, base, tuned }: CategoryNode): vscode.TreeItem {
    const item = new vscode.TreeItem(category.title);
    item.id = `${project.folder.uri.toString()}#${category.id}`;
    item.iconPath = new vscode.ThemeIcon(defined ? 'tag' : 'question');
    item.contextValue = 'category';
    item.description = `base ${base} · tuned ${tuned}`;
    const definition = defined
      ? category.definition
      : 'Notes use this category, but tuning-fork.json does not define it.';
    item.tooltip = [category.title, definition, item.description].filter(Boolean).join('\n');
    return item;
  }

  private async countIn(project: Project): Promise<CategoryNode[]> {
    const counts = new Map<string, { base: number; tuned: number }>();
    for (const { categories } of await this.notesOf(project)) {
      for (const role of ['base', 'tuned'] as const) {
        for (const id of new Set(categories?.[role])) {
          const count = counts.get(id) ?? { base: 0, tuned: 0 };
          count[role] += 1;
          counts.set(id, count);
        }
      }
    }
    const { categories } = project.config;
    const undefinedOnes = [...counts.keys()]
      .filter((id) => !categories.some((category) => category.id === id))
      .sort()
      .map((id) => ({ id, title: id, definition: '' }));
    return [...categories, ...undefinedOnes].map((category) => ({
      project,
      category,
      defined: categories.includes(category),
      ...(counts.get(category.id) ?? { base: 0, tuned: 0 }),
    }));
  }

  /** Notes of all datasets of a folder; of those that are not open, straight from their files. */
  private async notesOf(project: Project): Promise<Note[]> {
    const files = project.datasets.map(async (entry): Promise<readonly Note[]> => {
      const open = this.projects.peek(entry.uri);
      if (open) return open.notes;
      try {
        return (await readNotes(notesUriOf(entry, project).fsPath)).notes;
      } catch {
        return [];
      }
    });
    return (await Promise.all(files)).flat();
  }
}
