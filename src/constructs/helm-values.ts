import { Construct } from 'constructs';

/** The effective values of a Helm chart. They become a file of their own, which the chart is given. */
export class HelmValues extends Construct {
  /** @param values as the chart reads them; `null` removes the chart's own default */
  constructor(
    scope: Construct,
    id: string,
    readonly values: object,
  ) {
    super(scope, id);
  }
}
