import { Construct } from 'constructs';
import { KubernetesObject } from '../kubernetes-object.js';
import { AppDatabase } from './app-database.js';
import { AppDeployment } from './app-deployment.js';
import { AppRoute } from './app-route.js';
import { autoscaler, configMap, service } from './objects.js';
import { FORTE_APP_DEFAULTS, type ForteAppProps } from './settings.js';

/**
 * One of Forte's applications: a Deployment and a Service, and, as its settings ask for them, a ConfigMap,
 * a route from outside with its certificate, an autoscaler and a PostgreSQL database.
 */
export class ForteApp extends Construct {
  constructor(scope: Construct, id: string, props: ForteAppProps) {
    super(scope, id);
    const { name, config, autoscaling, host, database } = props;
    for (const secret of props.secrets ?? []) secret.bind(this);
    if (config) new KubernetesObject(this, 'config', configMap(name, config));
    new AppDeployment(this, 'deployment', props);
    new KubernetesObject(this, 'service', service(name));
    if (autoscaling) new KubernetesObject(this, 'autoscaler', autoscaler(name, autoscaling));
    if (host) new AppRoute(this, 'route', { name, host, issuer: props.issuer ?? FORTE_APP_DEFAULTS.issuer });
    if (database) new AppDatabase(this, 'database', { ...database, name, storageClass: props.storageClass });
  }
}
