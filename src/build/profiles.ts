import type { Cloud, ControlPlane, ProfileDefaults, Stage } from '../model/cluster.js';
import type { LayerLevel } from '../model/layers.js';
import { CallSite, type Origin, PartOfCall } from '../model/origin.js';
import type { ForteAppLayer } from './forte-app-entry.js';

/** Defaults that a profile gives to every entry of a kind. */
export interface DefaultsByKind {
  readonly forteApp?: ForteAppLayer;
}

/** A stage as a profile writes it. */
export interface StageDefinition<Name extends string> extends Omit<Stage<Name>, 'defaults'> {
  /** @default - the stage changes nothing */
  readonly defaults?: DefaultsByKind;
}

/** Defines a stage: what it promises, and the defaults that follow from it. */
export function defineStage<const Name extends string>(definition: StageDefinition<Name>): Stage<Name> {
  const origin = CallSite.of(defineStage);
  return { ...definition, defaults: profileDefaults('stage', definition.defaults, origin) };
}

/** A cloud as a profile writes it. */
export interface CloudDefinition extends Omit<Cloud, 'defaults'> {
  /** @default - the cloud changes nothing */
  readonly defaults?: DefaultsByKind;
}

/** Defines a cloud: its storage class, its load balancer, and the defaults that follow from it. */
export function defineCloud(definition: CloudDefinition): Cloud {
  const origin = CallSite.of(defineCloud);
  return { ...definition, defaults: profileDefaults('cloud', definition.defaults, origin) };
}

/** Defines the Argo CD that deploys to a cluster. */
export function defineControlPlane(definition: ControlPlane): ControlPlane {
  return definition;
}

function profileDefaults(level: LayerLevel, defaults: DefaultsByKind = {}, origin: Origin): ProfileDefaults {
  return new Map(
    Object.entries<object>({ ...defaults }).map(([kind, value]) => [
      kind,
      { level, value, origin: new PartOfCall(origin, ['defaults', kind]) },
    ]),
  );
}
