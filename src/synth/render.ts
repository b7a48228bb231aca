import path from 'node:path';
import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HelmValues } from '../constructs/helm-values.js';
import { annotationsOf } from '../model/annotations.js';
import type { Document, DocumentHome } from '../model/document.js';
import type { Finding } from '../model/finding.js';
import { formatFieldPath, isJsonObject, type JsonObject } from '../model/json.js';
import { groupOf, identityOf } from '../model/manifest.js';
import type { Origin, SourceLocation } from '../model/origin.js';
import { findingAt } from '../model/source-path.js';
import { UnrepresentableValueError } from '../yaml/unrepresentable.js';
import { plainJson } from './plain-json.js';
import { scopeOf } from './scope.js';

export interface Rendered {
  readonly documents: readonly Document[];
  readonly findings: readonly Finding[];
}

export interface RenderOptions {
  /** The cluster that findings name. */
  readonly cluster: string;
  /** The project's root, against which files are named. */
  readonly root: string;
  /** Where parts of the tree belong; what stands below none of them is a finding. */
  readonly homes: ReadonlyMap<IConstruct, DocumentHome>;
}

/**
 * Walks a construct tree once: every ApiObject becomes a manifest, every {@link HelmValues} a document, and
 * what constructs reported or cdk8s' validations say becomes a finding.
 */
export function render(tree: IConstruct, options: RenderOptions): Rendered {
  const walk = new Walk(options);
  walk.visit(tree, undefined, undefined);
  return walk;
}

class Walk implements Rendered {
  readonly documents: Document[] = [];
  readonly findings: Finding[] = [];

  constructor(private readonly options: RenderOptions) {}

  visit(construct: IConstruct, outerHome: DocumentHome | undefined, outerOrigin: Origin | undefined): void {
    const notes = annotationsOf(construct);
    const home = this.options.homes.get(construct) ?? outerHome;
    const origin = notes.origin && this.isOwn(notes.origin) ? notes.origin : outerOrigin;
    this.findings.push(...notes.findings);
    for (const message of construct.node.validate()) {
      this.find(construct, origin, {
        rule: 'construct-validation',
        message,
        mend: 'Change the construct as its message says.',
      });
    }
    if (ApiObject.isApiObject(construct)) this.manifest(construct, home, origin);
    else if (construct instanceof HelmValues) this.values(construct, home, origin);
    for (const child of construct.node.children) this.visit(child, home, origin);
  }

  /** Whether a place is in the project: that of a package differs with how it is installed. */
  private isOwn(origin: Origin): boolean {
    const { file } = findingAt(this.options.root, origin.location());
    return file !== undefined && !path.isAbsolute(file) && !/(^|\/)(\.\.|node_modules)\//.test(file);
  }

  private manifest(construct: ApiObject, home: DocumentHome | undefined, origin: Origin | undefined): void {
    const rendered = this.plain(construct, origin, () => construct.toJson());
    if (!rendered) return;
    const object = withoutStrayNamespace(rendered, home);
    const identity = identityOf(object);
    const fault = faultOf(object, construct.node.path);
    if (fault) this.find(construct, origin, fault);
    else if (identity && home) {
      const location = origin?.location();
      const manifest = {
        identity,
        object,
        construct: construct.node.path,
        source: this.source(location),
        line: location?.line,
      };
      this.documents.push({ home, manifest });
    } else this.findHomeless(construct, origin);
  }

  private values(construct: HelmValues, home: DocumentHome | undefined, origin: Origin | undefined): void {
    const values = this.plain(construct, origin, () => construct.values);
    if (!values) return;
    if (home && 'file' in home) {
      const source = this.source(origin?.location());
      this.documents.push({ home, values, construct: construct.node.path, source });
    } else this.findHomeless(construct, origin);
  }

  /** What a construct holds as plain JSON; what is not becomes a finding. */
  private plain(
    construct: IConstruct,
    origin: Origin | undefined,
    read: () => object,
  ): JsonObject | undefined {
    try {
      return plainJson(read());
    } catch (error) {
      // What is thrown beside this comes from cdk8s or the construct itself, which refuse some data as well.
      const field = error instanceof UnrepresentableValueError ? formatFieldPath(error.path) : undefined;
      this.find(construct, origin, {
        rule: 'unrepresentable-value',
        ...(field && { field }),
        message: `${construct.node.path}: ${error instanceof Error ? error.message : String(error)}`,
        mend: 'Write plain data that JSON can hold.',
      });
      return undefined;
    }
  }

  private findHomeless(construct: IConstruct, origin: Origin | undefined): void {
    this.find(construct, origin, {
      rule: 'no-place-in-output',
      message: `${construct.node.path} stands outside of every entry, so no file would hold it`,
      mend: 'Make it in the build function of an entry, below the scope that it is given.',
    });
  }

  private find(
    construct: IConstruct,
    origin: Origin | undefined,
    finding: Pick<Finding, 'rule' | 'field' | 'message' | 'mend'>,
  ): void {
    const { cluster, root } = this.options;
    const at = findingAt(root, origin?.location());
    const object = ApiObject.isApiObject(construct) ? `${construct.kind} ${construct.name}` : undefined;
    this.findings.push({ severity: 'error', cluster, ...at, ...(object && { object }), ...finding });
  }

  private source(location: SourceLocation | undefined): string {
    return findingAt(this.options.root, location).file ?? 'an unknown source';
  }
}

/** Why an object cannot stand in the output by itself. */
function faultOf(
  object: JsonObject,
  path: string,
): Pick<Finding, 'rule' | 'field' | 'message' | 'mend'> | undefined {
  const { kind, items, metadata } = object;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    return {
      rule: 'list-of-objects',
      field: 'items',
      message: `${path} is a ${kind}, which hides its items from every check`,
      mend: 'Make a construct of each item; a YAML file may hold several documents.',
    };
  }
  if (!identityOf(object)) {
    return {
      rule: 'no-kubernetes-object',
      message: `${path} has no apiVersion, kind or metadata.name, so it cannot be applied`,
      mend: 'Give it all three.',
    };
  }
  if (isJsonObject(metadata) && 'generateName' in metadata) {
    return {
      rule: 'generated-name',
      field: 'metadata.generateName',
      message: `${path} leaves its name to the cluster, and Argo CD compares objects by name`,
      mend: 'Give it a fixed metadata.name in the place of generateName.',
    };
  }
  return undefined;
}

/**
 * cdk8s puts a chart's namespace on every object. Those of the whole cluster have none; of a kind that nobody
 * here knows, Argo CD puts the objects that want one into that same namespace, its Application's destination.
 */
function withoutStrayNamespace(object: JsonObject, home: DocumentHome | undefined): JsonObject {
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return object;
  if (typeof metadata !== 'object' || metadata === null || !('namespace' in metadata)) return object;
  const scope = scopeOf(groupOf(apiVersion), kind);
  const { namespace, ...rest } = metadata;
  const isStray = scope === undefined && home && 'folder' in home && home.namespace === namespace;
  return scope === 'Cluster' || isStray ? { ...object, metadata: rest } : object;
}
