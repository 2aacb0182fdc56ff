/**
 * Folder of the run journals of a dataset, relative to the project's folder. Datasets of one name share it: each header
 * names its dataset.
 * @param dataset path below the project's folder, with forward slashes
 */
export function runsFolderOf(dataset: string): string {
  const stem = dataset.slice(dataset.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '');
  return `.tuning-fork/runs/${stem}`;
}
