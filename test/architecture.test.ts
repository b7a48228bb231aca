import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');

/** Who may import whom: docs/decisions/house.md says why. Rooms are folders of src/, or single files. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  yaml: ['model'],
  constructs: ['model'],
  build: ['model', 'constructs'],
  synth: ['model', 'constructs', 'yaml', 'imports/scopes'],
  disk: ['model', 'yaml'],
  checks: ['model'],
  origins: ['model'],
  estate: ['model', 'yaml', 'build', 'synth', 'checks'],
  testing: ['model', 'yaml', 'build', 'synth', 'disk', 'estate', 'origins'],
  cli: ['model', 'yaml', 'synth', 'disk', 'checks', 'estate'],
  'index.ts': ['model', 'constructs', 'build'],
  'testing.ts': ['testing'],
  'bin.ts': [],
  'main.ts': ['cli'],
  profiles: ['index.ts'],
  catalog: ['index.ts', 'imports', 'profiles'],
  overlays: ['index.ts', 'catalog', 'profiles', 'imports'],
};

/** The rooms of the estate; everything else is the library. */
const ESTATE = ['main.ts', 'profiles', 'catalog', 'overlays'];

interface Import {
  readonly from: string;
  readonly to: string;
}

function sources(): string[] {
  return ['src', 'overlays'].flatMap((folder) => {
    if (!existsSync(path.join(ROOT, folder))) return [];
    const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)];
  return specifiers.map(([, specifier = '']) => ({
    from: file,
    to: path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts'),
  }));
}

function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  if (first === 'src') return second;
  return first === 'imports' && second === 'scopes.ts' ? 'imports/scopes' : first;
}

function allImports(): Import[] {
  return sources().flatMap(importsOf);
}

describe('the house', () => {
  it('has a rule for every room', () => {
    const rooms = new Set(sources().map(roomOf));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  it('imports only what each room may', () => {
    const wrong = allImports().filter(({ from, to }) => {
      const [room, target] = [roomOf(from), roomOf(to)];
      return room !== target && !MAY_IMPORT[room]?.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  it('has no circles of imports', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of allImports()) graph.set(from, [...(graph.get(from) ?? []), to]);
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, above: readonly string[]): void => {
      if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(' → '));
      if (above.includes(file) || done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...above, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('names no cluster and no business application in the library', () => {
    const names = [...namesIn('overlays'), ...namesIn('src/catalog/apps')];
    const library = sources().filter((file) => !ESTATE.includes(roomOf(file)));
    const named = library.flatMap((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      return names.filter((name) => text.includes(name)).map((name) => `${file}: ${name}`);
    });
    expect(named).toEqual([]);
  });
});

/** What stands in a folder of the estate, without endings; nothing where the estate is not there. */
function namesIn(folder: string): string[] {
  const full = path.join(ROOT, folder);
  return existsSync(full) ? readdirSync(full).map((name) => path.parse(name).name) : [];
}
