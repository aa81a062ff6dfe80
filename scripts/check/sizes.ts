import type { SourceFile } from './source-files';

/** No file may be longer; what grows beyond is two things. */
export const maxLines = 500;

/** A folder with more source files gets rooms. */
export const maxFilesInFolder = 20;
/** Folders that are being divided. */
const dividedLater: ReadonlySet<string> = new Set(['web/src/ui']);

/** How long the files are: the middle one, and the one nine in ten are not longer than. */
export interface SizeReport {
  files: number;
  median: number;
  ninetieth: number;
  /** Files above {@link maxLines}, as `path: lines`. */
  tooLong: string[];
  /** Folders above {@link maxFilesInFolder}, as `path: files`. */
  tooFull: string[];
}

/** Measures files by their lines, the last empty one not counted. */
export function measureSizes(files: readonly SourceFile[]): SizeReport {
  const sizes = files.map(({ path, text }) => ({ path, lines: countLines(text) }));
  const sorted = sizes.map(({ lines }) => lines).sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return {
    files: files.length,
    median: at(0.5),
    ninetieth: at(0.9),
    tooFull: tooFull(files),
    tooLong: sizes.filter(({ lines }) => lines > maxLines).map(({ path, lines }) => `${path}: ${lines} lines`),
  };
}

function tooFull(files: readonly SourceFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([folder, count]) => count > maxFilesInFolder && !dividedLater.has(folder))
    .map(([folder, count]) => `${folder}: ${count} files, more than ${maxFilesInFolder}: divide it`);
}

function countLines(text: string): number {
  if (text === '') return 0;
  const newlines = text.split('\n').length - 1;
  return text.endsWith('\n') ? newlines : newlines + 1;
}
