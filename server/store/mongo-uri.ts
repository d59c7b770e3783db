/**
 * Which hosts a MongoDB's URI names and which database on them, `lens` unless it says another (the
 * driver's own default would be `test`); no user
 * and no password. A URI may name several hosts, which the platform's own parser does not read.
 */
export function inMongoUri(uri: string): { hosts: string; database: string } {
  const [, hosts, database] =
    /^mongodb(?:\+srv)?:\/\/(?:[^/]*@)?([^/?]*)(?:\/([^?]+))?/.exec(uri) ?? [];
  return { hosts: hosts ?? '', database: database ?? 'lens' };
}
