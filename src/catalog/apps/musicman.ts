import { forteApp, SealedSecretRef } from '../../index.js';

export const musicman = forteApp({
  name: 'musicman',
  image: 'ghcr.io/fortedigital/musicman',
  port: 3000,
  env: { LOG_LEVEL: 'info' },
  secrets: [SealedSecretRef.named('app-credentials', { keys: ['API_KEY'] })],
  database: {
    size: '8Gi',
    credentials: SealedSecretRef.named('musicman-database', { keys: ['POSTGRES_PASSWORD'] }),
  },
  needs: { prod: ['host'] },
});
