import type { FilePlan } from '../model/file-plan.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.js';
import { identityKey, identityOf, type ObjectIdentity } from '../model/manifest.js';

/** A file of the output and what is in it. */
export interface FileContent {
  /** Below the output folder, with `/`; its first part is the cluster. */
  readonly path: string;
  readonly documents: readonly JsonValue[];
}

/** An object of a cluster, and the file that holds it. */
export interface PlacedObject {
  readonly cluster: string;
  readonly path: string;
  readonly identity: ObjectIdentity;
  readonly object: JsonObject;
}

/** The objects that a write would bring to the output and take from it. */
export interface Changes {
  readonly added: readonly PlacedObject[];
  /** What is not in the folder any more in which one Application watched it. */
  readonly vanished: readonly VanishedObject[];
}

/** An object as it was in the file that held it. */
export interface VanishedObject extends PlacedObject {
  /** The file in another folder that holds it from now on. @default - none does */
  readonly movedTo?: string;
}

/**
 * Which objects come and which go. An object that changes folders, and so the Application that watches it,
 * goes as well: the old Application prunes it if it happens to sync first.
 *
 * @param before the files that a write would change or remove, as they are
 * @param plan all files as they will be
 * @param written the paths that the write will create or change
 */
export function objectChanges(
  before: readonly FileContent[],
  plan: FilePlan,
  written: ReadonlySet<string>,
): Changes {
  const old = objectsOf(before);
  const planned = objectsOf(plan.files);
  return {
    added: [...planned]
      .filter(([key, { path }]) => written.has(path) && !old.has(key))
      .map(([, object]) => object),
    vanished: [...old].flatMap(([key, object]) => {
      const stays = planned.get(key);
      if (!stays) return [object];
      return folderOf(stays.path) === folderOf(object.path) ? [] : [{ ...object, movedTo: stays.path }];
    }),
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function objectsOf(files: readonly FileContent[]): Map<string, PlacedObject> {
  const objects = new Map<string, PlacedObject>();
  for (const { path, documents } of files) {
    const [cluster = ''] = path.split('/');
    for (const object of documents.filter(isJsonObject)) {
      const identity = identityOf(object);
      if (identity) objects.set(`${cluster} ${identityKey(identity)}`, { cluster, path, identity, object });
    }
  }
  return objects;
}
