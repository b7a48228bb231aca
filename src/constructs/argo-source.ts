import type { JsonObject } from '../model/json.js';

/** A Git repository at a revision. */
interface GitRevision {
  /** URL of the repository, as registered with Argo CD. */
  readonly repoURL: string;
  /** Branch, tag or commit. @default 'HEAD' */
  readonly targetRevision?: string;
}

/** A chart from a Helm repository or an OCI registry. */
export interface ChartSource {
  /** URL of the Helm repository; of an OCI registry the address without `oci://`, as Argo CD wants it. */
  readonly repoURL: string;
  /** Name of the chart. */
  readonly chart: string;
  /** Version of the chart. */
  readonly targetRevision: string;
  readonly helm?: HelmOptions;
}

/** A folder of plain manifests. */
export interface DirectorySource extends GitRevision {
  /** Folder in the repository. */
  readonly path: string;
  readonly directory?: {
    /** Whether sub-folders are read as well. @default false */
    readonly recurse?: boolean;
    /** Glob of the files to read. @default - all manifests */
    readonly include?: string;
    /** Glob of the files to leave out. @default - none */
    readonly exclude?: string;
  };
}

/** A chart that stands in a Git repository. */
export interface HelmPathSource extends GitRevision {
  /** Folder of the chart in the repository. */
  readonly path: string;
  readonly helm: HelmOptions;
}

/** A Kustomize root. */
export interface KustomizeSource extends GitRevision {
  /** Folder of the kustomization in the repository. */
  readonly path: string;
  readonly kustomize: {
    readonly namePrefix?: string;
    readonly nameSuffix?: string;
    readonly namespace?: string;
    /** Image overrides as `kustomize edit set image` takes them: `name=new:tag`. */
    readonly images?: readonly string[];
    readonly commonLabels?: Readonly<Record<string, string>>;
    readonly commonAnnotations?: Readonly<Record<string, string>>;
    readonly components?: readonly string[];
    readonly replicas?: readonly { readonly name: string; readonly count: number }[];
  };
}

/** A folder that a config management plugin renders. */
export interface PluginSource extends GitRevision {
  /** Folder in the repository. */
  readonly path: string;
  readonly plugin: {
    /** @default - the plugin that discovers the folder */
    readonly name?: string;
    readonly env?: readonly { readonly name: string; readonly value: string }[];
    readonly parameters?: readonly {
      readonly name: string;
      readonly string?: string;
      readonly array?: readonly string[];
      readonly map?: Readonly<Record<string, string>>;
    }[];
  };
}

/** A repository that only lends its files to the other sources, as `$<ref>/…` in their value files. */
export interface RefSource extends GitRevision {
  /** The name behind the `$`. The path after it starts at the repository's root. */
  readonly ref: string;
}

/** How Argo CD renders a chart. */
export interface HelmOptions {
  /** @default - the Application's name */
  readonly releaseName?: string;
  /** Value files, later ones win: paths in the chart, or `$<ref>/…` from another source. */
  readonly valueFiles?: readonly string[];
  /** Whether value files that do not exist are passed over. @default false */
  readonly ignoreMissingValueFiles?: boolean;
  /** Values in place; they win over all value files. */
  readonly valuesObject?: JsonObject;
  /** Single values as `--set` takes them; they win over everything else. */
  readonly parameters?: readonly {
    readonly name: string;
    readonly value: string;
    /** Whether the value stays a string whatever it looks like. @default false */
    readonly forceString?: boolean;
  }[];
  /** Whether the chart's `crds/` folder is left out. @default false */
  readonly skipCrds?: boolean;
}

/**
 * Where an Application's manifests come from.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/
 */
export type ArgoSource =
  | ChartSource
  | DirectorySource
  | HelmPathSource
  | KustomizeSource
  | PluginSource
  | RefSource;
