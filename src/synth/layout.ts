import { createHash } from 'node:crypto';
import type { Document, ManifestDocument } from '../model/document.js';
import type { PlannedFile } from '../model/file-plan.js';
import type { Finding } from '../model/finding.js';
import type { JsonObject } from '../model/json.js';
import { describeIdentity, identityKey, type Manifest, type ObjectIdentity } from '../model/manifest.js';

export interface Layout {
  readonly files: readonly PlannedFile[];
  readonly findings: readonly Finding[];
}

/**
 * Gives every document its file: a pure function of the set of documents, whatever their order. An object
 * that two constructs make, and a file that two documents claim, are findings that name both.
 *
 * @param cluster the cluster that findings name
 */
export function layOut(documents: readonly Document[], cluster: string): Layout {
  const ambiguous = kindsOfSeveralGroups(documents);
  const files = new Map<string, { file: PlannedFile; document: Document }>();
  const objects = new Map<string, Manifest>();
  const findings: Finding[] = [];
  for (const document of documents) {
    if ('manifest' in document) {
      const { manifest } = document;
      const key = identityKey(manifest.identity);
      const before = objects.get(key);
      if (before) {
        findings.push(duplicateObject(cluster, before, manifest));
        continue;
      }
      objects.set(key, manifest);
    }
    const path = pathOf(document, ambiguous);
    const taken = files.get(path);
    if (taken) findings.push(duplicatePath(cluster, path, taken.document, document));
    else {
      const file = { path, documents: [contentOf(document)], source: origin(document).source };
      files.set(path, { file, document });
    }
  }
  return {
    files: [...files.values()].map(({ file }) => file).sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings,
  };
}

function pathOf(document: Document, ambiguous: ReadonlySet<string>): string {
  const { home } = document;
  if ('file' in home || !('manifest' in document)) return 'file' in home ? home.file : '';
  const { identity } = document.manifest;
  const withGroup = ambiguous.has(`${home.folder}/${identity.kind.toLowerCase()}`);
  return `${home.folder}/${fileName(identity, home.namespace, withGroup)}`;
}

/**
 * The name of an object's file: `deployment-web.yaml`. The namespace is added where it is not the folder's
 * own, the group where the folder holds the kind of another group too. Letters that are not legal in a file
 * name everywhere, and upper case, which some systems do not tell apart, are written as `%` and their code.
 */
function fileName(
  { group, kind, namespace, name }: ObjectIdentity,
  home: string,
  withGroup: boolean,
): string {
  // A group may hold `-`, so that alone would not tell where it ends and the name begins.
  const kindPart = withGroup && group !== '' ? `${kind}.${encode(group)}_` : `${kind}-`;
  const namespacePart = namespace !== '' && namespace !== home ? `_${encode(namespace)}` : '';
  const stem = `${kindPart.toLowerCase()}${encode(name)}${namespacePart}`;
  if (stem.length <= LONGEST_STEM) return `${stem}.yaml`;
  const digest = createHash('sha256').update(identityKey({ group, kind, namespace, name })).digest('hex');
  return `${stem.slice(0, LONGEST_STEM - 17)}~${digest.slice(0, 16)}.yaml`;
}

/** A name of an object may have 253 letters, and a path on Windows 260 with all its folders. */
const LONGEST_STEM = 120;

function encode(text: string): string {
  return text.replace(/[^a-z0-9.-]/gu, (letter) =>
    [...Buffer.from(letter)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

/** The folders' kinds that occur there in more than one API group, as `<folder>/<kind>`. */
function kindsOfSeveralGroups(documents: readonly Document[]): Set<string> {
  const groups = new Map<string, string>();
  const several = new Set<string>();
  for (const { home, manifest } of documents.filter(isManifest)) {
    if (!('folder' in home)) continue;
    const { group, kind } = manifest.identity;
    const key = `${home.folder}/${kind.toLowerCase()}`;
    if ((groups.get(key) ?? group) !== group) several.add(key);
    groups.set(key, group);
  }
  return several;
}

function isManifest(document: Document): document is ManifestDocument {
  return 'manifest' in document;
}

function contentOf(document: Document): JsonObject {
  return 'manifest' in document ? document.manifest.object : document.values;
}

function origin(document: Document): { construct: string; source: string; line?: number | undefined } {
  return 'manifest' in document ? document.manifest : document;
}

function duplicateObject(cluster: string, first: Manifest, second: Manifest): Finding {
  return {
    rule: 'duplicate-object',
    severity: 'error',
    cluster,
    file: second.source,
    ...(second.line !== undefined && { line: second.line }),
    object: describeIdentity(second.identity),
    message: `two constructs make this object: ${first.construct} (${first.source}) and ${second.construct} (${second.source})`,
    mend: 'Rename one of the two, or let one entry alone own the object.',
  };
}

function duplicatePath(cluster: string, path: string, first: Document, second: Document): Finding {
  const [a, b] = [origin(first), origin(second)];
  return {
    rule: 'duplicate-path',
    severity: 'error',
    cluster,
    file: path,
    message: `two constructs claim this file: ${a.construct} (${a.source}) and ${b.construct} (${b.source})`,
    mend: 'Rename one of the two entries or objects.',
  };
}
