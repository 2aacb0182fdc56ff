import path from 'node:path';
import type { Config } from '../../core/config/config';

/**
 * Absolute training files per demo model; only files inside the project's folder are taken.
 * @param folder absolute path of the project's folder
 * @param general the bundled training file from which a demo model learns when it is given no other
 */
export function demoFilesOf(config: Config, folder: string, general: string): Record<string, string[]> {
  const configured = config.demoModels ?? { 'demo-base': [], 'demo-tuned': [] };
  return Object.fromEntries(
    Object.entries(configured).map(([name, files]) => {
      const inside = files
        .map((file) => path.resolve(folder, file))
        .filter((file) => file.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`));
      return [name, inside.length > 0 ? inside : [general]];
    }),
  );
}
