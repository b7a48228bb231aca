import type { SettingsLayer } from '../model/layers.js';
import type { SourceLocation } from '../model/origin.js';

/** The data that stands beside a cluster's `cluster.ts`, already read. */
export interface OverlayData {
  /** The overlay's folder, `overlays/<cluster>`. */
  readonly folder: string;
  /** Tags or digests by name, from `images.yaml`. `undefined` when the file could not be read. */
  readonly images: ReadonlyMap<string, ImageTag> | undefined;
  /** Where a missing tag belongs. */
  readonly imagesFile: SourceLocation;
  /** Layers of settings by entry, from `settings/<entry>.yaml`. */
  readonly settings: ReadonlyMap<string, SettingsLayer>;
  readonly sealedSecrets: readonly SealedSecretDocument[];
}

/** One line of `images.yaml`. */
export interface ImageTag {
  readonly tag: string;
  /** Its key. */
  readonly location: SourceLocation;
}

/** A SealedSecret of a cluster's overlay. */
export interface SealedSecretDocument {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The keys that are sealed in it. */
  readonly keys: readonly string[];
  /** Where it begins. */
  readonly location: SourceLocation;
  /** The whole object. */
  readonly object: Readonly<Record<string, unknown>>;
}
