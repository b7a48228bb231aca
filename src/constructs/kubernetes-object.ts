import { ApiObject, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

/** What {@link KubernetesObject} is made of: the object as Kubernetes reads it, with its kind's own fields. */
export interface KubernetesObjectProps {
  /** `apps/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Name, namespace, labels, annotations. @default - named after the construct's path, as in cdk8s */
  readonly metadata?: object;
}

/**
 * An ApiObject whose props already have the shape that Kubernetes reads, so that nothing is renamed,
 * dropped or looked up when it is rendered. All of the library's own objects are made of it. It takes
 * part in everything else that cdk8s knows: `metadata.addLabel`, `addJsonPatch`, `ApiObject.of`.
 */
export class KubernetesObject<
  Manifest extends KubernetesObjectProps = KubernetesObjectProps,
> extends ApiObject {
  private patched = false;

  /** @param manifest the object; its namespace is the chart's where it names none */
  constructor(
    scope: Construct,
    id: string,
    private readonly manifest: Manifest,
  ) {
    super(scope, id, { ...manifest });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.patched = true;
    super.addJsonPatch(...operations);
  }

  /** The object as JSON. Patches take cdk8s' own, slower way, which knows how to apply them. */
  override toJson(): object {
    return this.patched ? super.toJson() : { ...this.manifest, metadata: this.metadata.toJson() };
  }
}
