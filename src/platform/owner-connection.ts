/**
 * A short-lived connection as the owner of the schema: migrations, the start-up self-check, the key's
 * fingerprint and the upkeep of statistics, nothing else.
 * Requests never get one.
 */
import postgres from 'postgres';
import { reliedOn } from './connection.ts';

export function openOwnerConnection(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'hegu-owner', ...reliedOn },
  });
}
