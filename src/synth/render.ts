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
import { isClusterScoped } from './scope.js';

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
    const origin = notes.origin ?? outerOrigin;
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

  private manifest(construct: ApiObject, home: DocumentHome | undefined, origin: Origin | undefined): void {
    const rendered = this.plain(construct, origin, () => construct.toJson());
    if (!rendered) return;
    const object = withoutStrayNamespace(rendered);
    const identity = identityOf(object);
    if (!identity) {
      this.find(construct, origin, {
        rule: 'no-kubernetes-object',
        message: `${construct.node.path} has no apiVersion, kind or metadata.name, so it cannot be applied`,
        mend: 'Give it all three.',
      });
    } else if (isJsonObject(object.metadata) && 'generateName' in object.metadata) {
      this.find(construct, origin, {
        rule: 'generated-name',
        field: 'metadata.generateName',
        message: `${construct.node.path} leaves its name to the cluster, and Argo CD compares objects by name`,
        mend: 'Give it a fixed metadata.name in the place of generateName.',
      });
    } else if (home) {
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

/** cdk8s puts a chart's namespace on every object; those of the whole cluster have none. */
function withoutStrayNamespace(object: JsonObject): JsonObject {
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return object;
  if (!isJsonObject(metadata) || !('namespace' in metadata) || !isClusterScoped(groupOf(apiVersion), kind))
    return object;
  const { namespace: _, ...rest } = metadata;
  return { ...object, metadata: rest };
}
