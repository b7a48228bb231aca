import type { JsonObject } from './json.js';
import type { Manifest } from './manifest.js';

/** What a file of the output holds: a manifest, or the values of a Helm chart. */
export type Document = ManifestDocument | ValuesDocument;

export interface ManifestDocument {
  /** Where it belongs: in this file, or in a file of its own in a folder of an entry's plain manifests. */
  readonly home: DocumentHome;
  readonly manifest: Manifest;
}

export interface ValuesDocument {
  readonly home: { readonly file: string };
  readonly values: JsonObject;
  /** Path of the construct that made it. */
  readonly construct: string;
  /** The source file that asked for it, relative to the project's root. */
  readonly source: string;
}

/** Where in the output a document belongs; paths are below the output folder, with `/`. */
export type DocumentHome =
  | { readonly file: string }
  /** A folder of plain manifests, whose objects live in `namespace` unless they say otherwise. */
  | { readonly folder: string; readonly namespace: string };
