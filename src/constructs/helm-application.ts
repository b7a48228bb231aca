import type { Construct } from 'constructs';
import { ArgoApplication, type ArgoApplicationOptions } from './argo-application.js';
import type { ArgoSource, RefSource } from './argo-source.js';
import { HelmValues } from './helm-values.js';

/** A chart in a Helm repository or an OCI registry. */
export interface HelmChart {
  /** URL of the Helm repository, or the address of the registry with `oci://`. */
  readonly repository: string;
  readonly name: string;
  readonly version: string;
}

export interface HelmApplicationProps<Values extends object> extends ArgoApplicationOptions {
  readonly chart: HelmChart;
  /** @default - the Application's name */
  readonly releaseName?: string;
  /** The effective values. `null` stays in the file, so that Helm removes the chart's own default. */
  readonly values: Values;
  /** The repository and the file, from its root, in which Argo CD finds these values. */
  readonly valuesFile: Omit<RefSource, 'ref'> & { readonly file: string };
  /** Whether the chart's `crds/` folder is left out. @default false */
  readonly skipCrds?: boolean;
  /** Sources beside the chart, such as a folder with its sealed secrets. @default - none */
  readonly additionalSources?: readonly ArgoSource[];
}

/**
 * An Argo CD Application for a third-party chart. Its values stand in a file of the same repository, so
 * that a reviewer sees the effective ones.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/#helm-value-files-from-external-git-repository
 */
export class HelmApplication<Values extends object = Record<string, unknown>> extends ArgoApplication {
  /** The values, which become a document of their own. */
  readonly values: HelmValues;

  constructor(scope: Construct, id: string, props: HelmApplicationProps<Values>) {
    const { chart, releaseName, values, valuesFile, skipCrds, additionalSources = [], ...options } = props;
    const { file, ...repository } = valuesFile;
    super(scope, id, {
      ...options,
      sources: [
        {
          // Argo CD writes the address of an OCI registry without its scheme.
          repoURL: chart.repository.replace(/^oci:\/\//, ''),
          chart: chart.name,
          targetRevision: chart.version,
          helm: {
            releaseName: releaseName ?? props.name,
            valueFiles: [`$values/${file}`],
            ...(skipCrds && { skipCrds }),
          },
        },
        { ...repository, ref: 'values' },
        ...additionalSources,
      ],
    });
    this.values = new HelmValues(this, 'values', values);
  }
}
