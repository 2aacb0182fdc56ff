import type { Category } from './config';

/** A category with this title and an id made of it, which none of the existing ones has. */
export function newCategory(title: string, existing: readonly Category[]): Category {
  const name = title.trim();
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const stem = words?.join('-') ?? 'category';
  const taken = new Set(existing.map((category) => category.id));
  let id = stem;
  for (let count = 2; taken.has(id); count++) id = `${stem}-${count}`;
  return { id, title: name, definition: '' };
}
